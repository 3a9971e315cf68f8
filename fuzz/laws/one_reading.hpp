// Law: one reading. The parser accepts exactly the strict grammar. Its result is, bit for bit, the
// result of a second, simple parser (reading.hpp). A key and a timestamp have only one spelling, so
// an accepted line differs from its canonical form only in the text of the value.
//
// theorem: decode_request_form
// theorem: one_wire_form_of_key_and_timestamp
#pragma once

#include <string_view>

#include "eardrum/fuzz/laws/codec.hpp"
#include "eardrum/fuzz/laws/verdict.hpp"

namespace eardrum::fuzz {

/// `line` has no LF. If it contains one, only the part before it is used.
Verdict one_reading_of_request(std::string_view line, const Codec& codec = reference_codec());

/// `frame` is any text; only frames (LF LF at the end and nowhere before) are compared.
Verdict one_reading_of_response(std::string_view frame, const Codec& codec = reference_codec());

}  // namespace eardrum::fuzz

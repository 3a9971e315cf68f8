// Law: one reading. The parser takes exactly the strict grammar, no more and no less, and gives
// each message its one meaning, bit for bit: what a second, dumb reading (reading.hpp) gives it.
// An accepted line spells its key and its timestamp in the only way there is, so it differs from
// its canonical form in the value's text alone.
//
// theorem: decode_request_form
// theorem: one_wire_form_of_key_and_timestamp
#pragma once

#include <string_view>

#include "eardrum/fuzz/laws/codec.hpp"
#include "eardrum/fuzz/laws/verdict.hpp"

namespace eardrum::fuzz {

/// `line` comes without its LF and holds none; one that holds an LF is cut there.
Verdict one_reading_of_request(std::string_view line, const Codec& codec = reference_codec());

/// `frame` is any text; only frames (LF LF at the end and nowhere before) are compared.
Verdict one_reading_of_response(std::string_view frame, const Codec& codec = reference_codec());

}  // namespace eardrum::fuzz

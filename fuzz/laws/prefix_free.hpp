// Law: prefix-free. No encoded response is a proper prefix of another one, so a reader finds the
// end of an answer without a length. The bytes after an answer never change its meaning.
//
// theorem: response_prefix_free
// theorem: decode_independent_of_what_follows
#pragma once

#include <string_view>
#include <vector>

#include "eardrum/fuzz/laws/codec.hpp"
#include "eardrum/fuzz/laws/verdict.hpp"

namespace eardrum::fuzz {

/// An answer as a value. The keys of its rows are views into the bytes of the caller.
struct Answer {
  protocol::Status status = protocol::Status::ok;
  std::vector<protocol::Row> rows;  ///< empty for an error
};

Verdict prefix_free(const Answer& one, const Answer& other, const Codec& codec = reference_codec());

/// `following` are any bytes.
Verdict independent_of_what_follows(const Answer& answer, std::string_view following,
                                    const Codec& codec = reference_codec());

}  // namespace eardrum::fuzz

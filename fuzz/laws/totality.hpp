// Law: totality. Whatever bytes come, reading them ends in a value or in a violation that can be
// shown to a human: it names an existing requirement and a place within the frame. What is read is
// sound: finite values, keys within the frame, never a line that no reading of the source text
// takes; and no line is refused that every implementation must take.
//
// theorem: decode_total
// (zones: held to the vectors; nothing is proved of them)
#pragma once

#include <string_view>

#include "eardrum/fuzz/laws/codec.hpp"
#include "eardrum/fuzz/laws/verdict.hpp"

namespace eardrum::fuzz {

/// Any bytes as one request frame, as a stream would never deliver them.
Verdict total_on_request(std::string_view frame, const Codec& codec = reference_codec());

/// Any bytes as one response frame.
Verdict total_on_response(std::string_view frame, const Codec& codec = reference_codec());

/// Any bytes as a stream of requests, and again as a stream of responses: what the framer passes on
/// never makes the parser complain of framing.
Verdict total_on_stream(std::string_view stream, const Codec& codec = reference_codec());

}  // namespace eardrum::fuzz

// Law: totality. For any bytes, the result is a value or a violation with an existing requirement
// and an offset within the frame. A value is sound: numbers are finite, and keys are within the
// frame. No line is accepted that every implementation must reject, and no line is refused that
// every implementation must accept.
//
// theorem: decode_total
// (zones: the vectors test them; there is no proof)
#pragma once

#include <string_view>

#include "eardrum/fuzz/laws/codec.hpp"
#include "eardrum/fuzz/laws/verdict.hpp"

namespace eardrum::fuzz {

/// Tests any bytes as one request frame, also bytes that the framer would never return.
Verdict total_on_request(std::string_view frame, const Codec& codec = reference_codec());

/// Tests any bytes as one response frame.
Verdict total_on_response(std::string_view frame, const Codec& codec = reference_codec());

/// Tests any bytes as a stream of requests, and again as a stream of responses. The parser must not
/// report a framing violation for a message that the framer returns.
Verdict total_on_stream(std::string_view stream, const Codec& codec = reference_codec());

}  // namespace eardrum::fuzz

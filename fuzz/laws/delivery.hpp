// Law: delivery. How a stream is cut into segments changes nothing: every segmentation gives the
// messages, the violations and the unfinished tail of the whole. No byte is lost and none invented:
// messages and tail, joined, are the stream (but for lines that were reported as too long).
//
// theorem: chunked_equals_whole
// theorem: decode_stream_with_tail
#pragma once

#include <cstddef>
#include <string_view>

#include "eardrum/fuzz/laws/codec.hpp"
#include "eardrum/fuzz/laws/verdict.hpp"

namespace eardrum::fuzz {

/// `pieces`, joined, are a stream of requests; a line may have `bytes_max` bytes.
Verdict request_delivery(const Pieces& pieces, std::size_t bytes_max,
                         const Codec& codec = reference_codec());

/// `pieces`, joined, are a stream of responses; a response may have `bytes_max` bytes.
Verdict response_delivery(const Pieces& pieces, std::size_t bytes_max,
                          const Codec& codec = reference_codec());

}  // namespace eardrum::fuzz

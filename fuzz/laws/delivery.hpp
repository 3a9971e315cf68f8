// Law: delivery. The segmentation of a stream changes nothing: every segmentation gives the same
// messages, violations and unfinished tail as the whole stream. No byte is lost or added: the
// messages and the tail, joined, are the stream, except for lines that are reported as too long.
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

// Law: client after server. Requests written by the codec, served by the session in any
// segmentation, cut into answers and parsed: what the client ends up with is what the abstract run
// of those requests gives. Values survive the whole way bit for bit.
//
// theorem: client_server_run
#pragma once

#include <cstddef>
#include <vector>

#include "eardrum/fuzz/laws/codec.hpp"
#include "eardrum/fuzz/laws/session_model.hpp"
#include "eardrum/fuzz/laws/verdict.hpp"

namespace eardrum::fuzz {

/// Sends `requests` as one pipelined batch in pieces of the given sizes, which are used in turn and
/// again from the first; the answers come back in pieces of the same sizes. Without sizes all is
/// sent whole. Precondition: that of protocol::append_request() for each request.
Verdict client_server_run(const std::vector<protocol::Request>& requests,
                          const std::vector<std::size_t>& piece_sizes,
                          const Codec& codec = reference_codec(),
                          const Serve& serve = reference_serve());

}  // namespace eardrum::fuzz

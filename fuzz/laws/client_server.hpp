// Law: client and server. The codec writes requests, the session serves them in any segmentation,
// and the framer and the parser read the answers. The results are those of the abstract run of
// these requests. Values are preserved bit for bit.
//
// theorem: client_server_run
#pragma once

#include <cstddef>
#include <vector>

#include "eardrum/fuzz/laws/codec.hpp"
#include "eardrum/fuzz/laws/session_model.hpp"
#include "eardrum/fuzz/laws/verdict.hpp"

namespace eardrum::fuzz {

/// Sends `requests` as one pipelined batch in pieces of the given sizes, which are used cyclically.
/// The answers are split into pieces of the same sizes. Without sizes nothing is split.
/// Precondition: each request satisfies the preconditions of protocol::append_request().
Verdict client_server_run(const std::vector<protocol::Request>& requests,
                          const std::vector<std::size_t>& piece_sizes,
                          const Codec& codec = reference_codec(),
                          const Serve& serve = reference_serve());

}  // namespace eardrum::fuzz

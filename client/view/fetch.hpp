// Queries a server for samples and reads its answers, strictly or leniently. The only file of this
// folder that uses the network.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/client/answer.hpp"
#include "eardrum/client/delivery/server_options.hpp"

namespace eardrum::client {

/// How to handle a row that the strict codec refuses (REQ-GET-7).
enum class RowPolicy {
  strict,   ///< the whole answer is refused
  lenient,  ///< rows that can be read are used; the others are skipped and counted
};

struct Fetched {
  Samples samples;
  std::int64_t skipped_rows = 0;
  std::string first_skipped;  ///< printable
};

struct FetchFailure {
  ExitCode code;        ///< wrong_usage, connection_failed or refused
  std::string message;  ///< printable
};

/// Queries each of `keys` over one connection; "*" means all keys.
std::expected<Fetched, FetchFailure> fetch(const ServerOptions& server,
                                           const std::vector<std::string>& keys, RowPolicy policy);

/// "skipped 3 rows that are no samples, first: ..."; empty if none were.
std::string skipped_text(const Fetched& fetched);

}  // namespace eardrum::client

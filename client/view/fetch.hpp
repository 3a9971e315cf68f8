// Asks a server for samples and reads what it answers, strictly or widely. The one file of this
// folder that touches the network.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/client/answer.hpp"
#include "eardrum/client/delivery/server_options.hpp"

namespace eardrum::client {

/// What is done with a row that the strict codec refuses (REQ-GET-7).
enum class RowPolicy {
  strict,   ///< the whole answer is refused
  lenient,  ///< what can be understood is taken, the rest is skipped and counted
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

/// Over one connection asks for each of `keys`; "*" asks for all.
std::expected<Fetched, FetchFailure> fetch(const ServerOptions& server,
                                           const std::vector<std::string>& keys, RowPolicy policy);

/// "skipped 3 rows that are no samples, first: ..."; empty if none were.
std::string skipped_text(const Fetched& fetched);

}  // namespace eardrum::client

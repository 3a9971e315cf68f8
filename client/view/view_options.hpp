// Shared code of the commands that show samples: options, the query, the output and the exit code.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "eardrum/client/answer.hpp"
#include "eardrum/client/delivery/server_options.hpp"
#include "eardrum/client/view/time_text.hpp"

namespace CLI {
class App;
}

namespace eardrum::client {

struct ViewOptions {
  std::vector<std::string> keys;
  std::string since;
  std::string until;
  std::int64_t last = 0;  ///< 0: all
  bool utc = false;
  bool lenient = false;
  std::int64_t answer_bytes_max = 0;  ///< 0: the value in ServerOptions
  bool fail_empty = false;
  std::vector<std::string> fail_above;  ///< KEY=VALUE

  TimeZone zone() const { return utc ? TimeZone::utc : TimeZone::local; }
};

/// Adds the options to `command`. `options` must live as long as `command`.
void add_options(CLI::App& command, ViewOptions& options);

/// Queries the selected samples. On failure it writes one line to stderr and returns the exit code.
/// It also reports skipped rows on stderr.
std::expected<Samples, int> look(const ViewOptions& options, const ServerOptions& server);

/// The exit code of --fail-empty and --fail-above, after a line on stderr for each reason.
int check(const Samples& samples, const ViewOptions& options);

/// Writes `text` to standard output and flushes it. Returns check(), or connection_failed if the
/// text cannot be written.
int print(const std::string& text, const Samples& samples, const ViewOptions& options);

}  // namespace eardrum::client

// What the commands that look at samples have in common: options, fetching, ending.
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
  std::int64_t answer_bytes_max = 0;  ///< 0: that of the server options
  bool fail_empty = false;
  std::vector<std::string> fail_above;  ///< KEY=VALUE

  TimeZone zone() const { return utc ? TimeZone::utc : TimeZone::local; }
};

/// Adds the options; `command` and `options` live equally long.
void add_options(CLI::App& command, ViewOptions& options);

/// The selected samples; else the exit code, after one line on stderr. Skipped rows are told there.
std::expected<Samples, int> look(const ViewOptions& options, const ServerOptions& server);

/// The exit code of --fail-empty and --fail-above, after a line on stderr for each reason.
int check(const Samples& samples, const ViewOptions& options);

/// Writes to standard output, flushes, and then returns check(); else connection_failed.
int print(const std::string& text, const Samples& samples, const ViewOptions& options);

}  // namespace eardrum::client

// The options that choose sessions, shared by the subcommands that do so.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "eardrum/conformance/session_library.hpp"

namespace CLI {
class App;
}

namespace eardrum::conformance {

struct SessionOptions {
  std::vector<std::string> files;  ///< besides those built in, unless `no_builtin`
  bool no_builtin = false;
  Selection selection;
  std::string past_report;  ///< see prepare_selection()
  std::string shard;        ///< "2/3"; empty: see prepare_selection()
};

void add_session_options(CLI::App& app, SessionOptions& options);

/// Loads and selects; the error is one sentence for stderr.
std::expected<std::vector<Session>, std::string> chosen_sessions(const SessionOptions& options);

}  // namespace eardrum::conformance

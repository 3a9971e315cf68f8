// The options that select sessions, shared by all subcommands that need sessions.
// session_choice.hpp reads the selected sessions.
#pragma once

#include <string>
#include <vector>

#include "eardrum/conformance/selection/selection.hpp"

namespace CLI {
class App;
}

namespace eardrum::conformance {

struct SessionOptions {
  std::vector<std::string> files;  ///< in addition to the built-in ones, unless `no_builtin`
  bool no_builtin = false;
  Selection selection;      ///< without the values of the two members below
  std::string past_report;  ///< the path of a JSON report; may be empty
  std::string shard;        ///< "2/3"; empty: from the environment
};

/// Adds the options for session files, and for selection by name, rule, level and tag.
void add_session_options(CLI::App& app, SessionOptions& options);

/// Adds the options that play only a part of a run: of an earlier report, --quick, and shards.
void add_part_options(CLI::App& app, SessionOptions& options);

}  // namespace eardrum::conformance

// The options that choose sessions, shared by the subcommands that do so. What they come to:
// session_choice.hpp.
#pragma once

#include <string>
#include <vector>

#include "eardrum/conformance/selection/selection.hpp"

namespace CLI {
class App;
}

namespace eardrum::conformance {

struct SessionOptions {
  std::vector<std::string> files;  ///< besides those built in, unless `no_builtin`
  bool no_builtin = false;
  Selection selection;      ///< without what the two below name
  std::string past_report;  ///< the path of a JSON report; may be empty
  std::string shard;        ///< "2/3"; empty: as the environment says
};

/// Where sessions come from, and which by name, rule, level and tag.
void add_session_options(CLI::App& app, SessionOptions& options);

/// The part of a run that an earlier report, --quick or a shard leaves.
void add_part_options(CLI::App& app, SessionOptions& options);

}  // namespace eardrum::conformance

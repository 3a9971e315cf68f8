// The subcommands of eardrum. Each function adds a subcommand to the command line and returns the
// function that runs it.
#pragma once

#include <functional>
#include <string_view>

namespace CLI {
class App;
}

namespace eardrum::conformance {

/// Exit codes; README.md documents them.
enum ExitCode : int {
  exit_as_expected = 0,
  exit_not_conforming = 1,
  exit_usage = 2,
  exit_harness = 3,
  exit_nothing_selected = 4,
};

inline constexpr std::string_view kit_version = "0.1.0";

/// Runs the subcommand after the command line was parsed. Returns the exit code.
using Command = std::function<int()>;

Command add_check(CLI::App& app);
Command add_check_client(CLI::App& app);
Command add_replay(CLI::App& app);
Command add_list(CLI::App& app);
Command add_explain(CLI::App& app);
Command add_export_seeds(CLI::App& app);
Command add_compare(CLI::App& app);
Command add_diff(CLI::App& app);
Command add_badge(CLI::App& app);
Command add_manual(CLI::App& app);

}  // namespace eardrum::conformance

// The options of a run that do not depend on who is judged: profile, speed, reports. And the run
// itself, from options to exit code.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "eardrum/conformance/commands/baseline_options.hpp"
#include "eardrum/conformance/commands/report_files.hpp"
#include "eardrum/conformance/commands/session_choice.hpp"
#include "eardrum/conformance/commands/session_options.hpp"
#include "eardrum/conformance/play/stage.hpp"
#include "eardrum/conformance/run/runner.hpp"

namespace CLI {
class App;
}

namespace eardrum::conformance {

struct CommonRunOptions {
  SessionOptions sessions;
  std::string profile = "base";
  std::string delivery;
  unsigned jobs = 2;
  ReportFiles reports;
  BaselineOptions baseline;
  std::string colour = "auto";
  bool verbose = false;
  bool exhaustive = false;
  bool dry_run = false;
};

/// How many testees at a time unless asked otherwise: one for each processor, and up to
/// `more_while_waiting` more, but not more than as many again. A testee that judges time itself, as
/// clients with a timeout do, is better off with a processor of its own.
void add_common_run_options(CLI::App& app, CommonRunOptions& options, unsigned more_while_waiting);

/// The same without those that choose sessions.
void add_judging_options(CLI::App& app, CommonRunOptions& options, unsigned more_while_waiting);

/// Who is judged, and how.
struct RunSubject {
  std::string subcommand;                   ///< "check", for messages
  std::string replay_subcommand;            ///< the one that plays a case again
  std::vector<std::string> command;         ///< as given after --; empty for a running target
  std::vector<std::string> replay_options;  ///< the words between subcommand and selection that
                                            ///< a replay needs
  std::string key_stamp;                    ///< see RunOptions
  std::string confinement;
  std::function<std::unique_ptr<Stage>()> make_stage;

  /// Plays what has no steps, after all sessions, and adds its cases. May be empty.
  std::function<void(RunReport&)> play_more{};
};

/// Plays, reports, and gives the exit code. Of what is chosen without steps `subject` knows how to
/// play it.
int run_and_report(const CommonRunOptions& options, const SessionChoice& choice,
                   const RunSubject& subject);

}  // namespace eardrum::conformance

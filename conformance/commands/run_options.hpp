// The options of a run that servers and clients share: profile, speed, reports. Also the run
// itself, from the options to the exit code.
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

/// Adds the options. The default number of testees in parallel is one for each processor, and up to
/// `more_while_waiting` more, at most twice the processors. A testee with timeouts of its own, such
/// as a client, should have a processor of its own; pass 0 for it.
void add_common_run_options(CLI::App& app, CommonRunOptions& options, unsigned more_while_waiting);

/// The same without those that choose sessions.
void add_judging_options(CLI::App& app, CommonRunOptions& options, unsigned more_while_waiting);

/// The program to judge, and how to reach it.
struct RunSubject {
  std::string subcommand;                   ///< "check", for messages
  std::string replay_subcommand;            ///< the one that plays a case again
  std::vector<std::string> command;         ///< as given after --; empty for a running target
  std::vector<std::string> replay_options;  ///< the words between subcommand and selection that
                                            ///< a replay needs
  std::string key_stamp;                    ///< see RunOptions
  std::string confinement;
  std::function<std::unique_ptr<Stage>()> make_stage;

  /// Called after all sessions. Plays the cases without steps and adds them to the report. May be
  /// empty.
  std::function<void(RunReport&)> play_more{};
};

/// Plays the chosen sessions, writes the reports, and returns the exit code. `subject.play_more`
/// plays the chosen cases without steps.
int run_and_report(const CommonRunOptions& options, const SessionChoice& choice,
                   const RunSubject& subject);

}  // namespace eardrum::conformance

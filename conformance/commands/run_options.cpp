#include "eardrum/conformance/commands/run_options.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <atomic>
#include <cstdlib>
#include <iostream>
#include <thread>

#include "eardrum/conformance/commands/commands.hpp"
#include "eardrum/conformance/commands/replay_command.hpp"
#include "eardrum/conformance/commands/session_choice.hpp"
#include "eardrum/conformance/commands/signal_watch.hpp"
#include "eardrum/conformance/commands/utc_now.hpp"
#include "eardrum/conformance/observation/processor_time.hpp"
#include "eardrum/conformance/observation/quiet.hpp"
#include "eardrum/conformance/report/text/console.hpp"

namespace eardrum::conformance {
namespace {

/// For a console report on the descriptor `fd`. Without a terminal, or where NO_COLOR is set, it
/// holds no escape sequence, so no progress line either; --color always asks for colours all the
/// same.
ConsoleOptions console_options(const CommonRunOptions& options, int fd) {
  const bool terminal = ::isatty(fd) == 1;
  const char* const kind = std::getenv("TERM");
  const bool dumb = kind == nullptr || std::string_view(kind) == "dumb";
  const char* const no_colour = std::getenv("NO_COLOR");
  const bool unwanted = no_colour != nullptr && *no_colour != '\0';
  ConsoleOptions console;
  console.colour =
      options.colour == "always" || (options.colour == "auto" && terminal && !dumb && !unwanted);
  console.progress = terminal && !dumb && !unwanted;
  console.verbose = options.verbose;
  winsize size{};
  if (terminal && ::ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    console.width = size.ws_col;
  }
  return console;
}

std::string replay_case(const CommonRunOptions& options, const RunSubject& subject, Profile profile,
                        const Session& session, const Delivery& delivery) {
  std::vector<std::string> selection{"--only", session.name, "--delivery", delivery.text()};
  for (const auto& file : options.sessions.files) {
    selection.insert(selection.end(), {"--sessions", file});
  }
  if (options.sessions.no_builtin) selection.emplace_back("--no-builtin");
  return replay_command(subject.replay_subcommand, selection, profile, subject.replay_options,
                        subject.command);
}

/// Starts the testee once, before anything is judged: a command that does not work is said in one
/// sentence and not three hundred times. `pace` learns what the start cost.
bool try_start(const RunSubject& subject, RunReport& head, PaceLimits& pace) {
  const auto stage = subject.make_stage();
  const auto begin = std::chrono::steady_clock::now();
  const auto started = stage->start_fresh();
  head.startup = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - begin);
  if (!started) {
    std::cerr << "eardrum " << subject.subcommand << ": " << started.error().sentence << '\n';
    constexpr std::size_t shown_bytes_max = 4000;
    const auto& output = started.error().output;
    if (!output.out.empty())
      std::cerr << "stdout of the program: " << output.out.visible(shown_bytes_max) << '\n';
    if (!output.err.empty())
      std::cerr << "stderr of the program: " << output.err.visible(shown_bytes_max) << '\n';
    return false;
  }
  head.address = stage->address();
  pace.startup = head.startup;
  if (const auto pid = stage->process()) {
    pace.startup_work = processor_time(*pid).value_or(std::chrono::milliseconds(0));
  }
  return true;
}

RunOptions run_options(const CommonRunOptions& options, const RunSubject& subject) {
  RunOptions run;
  run.profile = *parse_profile(options.profile);
  if (!options.delivery.empty()) run.only_delivery = parse_delivery(options.delivery);
  run.pace.testees = options.jobs;
  // Somebody else's server gets no more load, and may serve one connection after the other.
  run.pace.may_add_testees = !subject.command.empty();
  run.pace.exhaustive = options.exhaustive;
  run.pace.quick = options.sessions.selection.quick;
  run.key_stamp = subject.key_stamp;
  run.make_stage = subject.make_stage;
  run.replay = [&, profile = run.profile](const Session& session, const Delivery& delivery) {
    return replay_case(options, subject, profile, session, delivery);
  };
  return run;
}

/// Puts what is known of the run as a whole into the report of its cases.
void complete_head(RunReport& report, RunReport head, const RunSubject& subject, Profile profile) {
  report.kit_version = kit_version;
  report.profile = profile;
  report.command = subject.command;
  report.address = std::move(head.address);
  report.startup = head.startup;
  report.started_at = std::move(head.started_at);
  report.confinement = subject.confinement;
  report.quiet_source = quiet_source();
}

/// Adds what is no session of a file to the report; throws GivenUp, with what it has by then.
void play_more(const RunSubject& subject, RunReport& report, const OnCase& show) {
  const auto before = report.cases.size();
  subject.play_more(report);
  for (auto i = before; i < report.cases.size(); ++i) {
    show(report.cases[i], i + 1, report.cases.size());
  }
}

}  // namespace

void add_common_run_options(CLI::App& app, CommonRunOptions& options, unsigned more_while_waiting) {
  add_session_options(app, options.sessions);
  add_part_options(app, options.sessions);
  add_judging_options(app, options, more_while_waiting);
}

void add_judging_options(CLI::App& app, CommonRunOptions& options, unsigned more_while_waiting) {
  const std::string group = "How to judge and report";
  app.add_option(
         "--profile", options.profile,
         "base: only what the text of the protocol demands; strict: also the rules that this kit "
         "recommends; course: the task of the course")
      ->check(CLI::IsMember({"base", "strict", "course"}))
      ->capture_default_str()
      ->group(group);
  app.add_option("--delivery", options.delivery,
                 "Play only this way of splitting requests: " + listed_deliveries() +
                     "; cut@N splits each request after N bytes")
      ->check([](const std::string& text) {
        return parse_delivery(text) ? std::string() : "'" + text + "' is not a delivery";
      })
      ->type_name("KIND")
      ->group(group);
  app.add_flag("--exhaustive", options.exhaustive,
               "Keep playing a delivery even after the first sessions show that it is broken")
      ->group(group);
  const auto processors = std::max(1U, std::thread::hardware_concurrency());
  options.jobs = processors + std::min(processors, more_while_waiting);
  const auto more = "processors, and up to " + std::to_string(more_while_waiting) + " more";
  app.add_option(
         "--jobs", options.jobs,
         "Number of programs to test in parallel; raised to 16 for slow ones, never if set to 1")
      ->check(CLI::Range(1, 64))
      ->default_str(more_while_waiting == 0 ? "processors" : more)
      ->group(group);
  app.add_flag("--dry-run", options.dry_run,
               "List the sessions that a run plays, and start no program")
      ->group(group);
  add_baseline_options(app, options.baseline, "What is expected to fail");
  add_report_options(app, options.reports, group);
  app.add_option("--color", options.colour,
                 "Use colours: auto (on a terminal, unless NO_COLOR is set), always, never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str()
      ->group(group);
  app.add_flag("--verbose", options.verbose,
               "Print every finding in full, with its whole transcript")
      ->group(group);
}

int run_and_report(const CommonRunOptions& options, const SessionChoice& choice,
                   const RunSubject& subject) {
  if (const auto wrong = complaint(options.reports); !wrong.empty()) {
    std::cerr << "eardrum " << subject.subcommand << ": " << wrong << '\n';
    return exit_usage;
  }
  RunReport head;
  head.started_at = utc_now();
  const auto expected = expected_failures(options.baseline, day_of(head.started_at));
  if (!expected) {
    std::cerr << "eardrum " << subject.subcommand << ": " << expected.error() << '\n';
    return exit_usage;
  }
  auto run_with = run_options(options, subject);
  const auto& sessions = choice.sessions;
  if (plan(sessions, run_with).empty() && !subject.play_more) {
    say_nothing_selected(subject.subcommand, choice);
    return exit_nothing_selected;
  }
  if (options.dry_run) {
    auto all = sessions;
    std::ranges::copy(choice.stepless, std::back_inserter(all));
    print_plan(all, run_with);
    return exit_as_expected;
  }
  const SignalWatch watch;
  // A report that goes to stdout has it for itself.
  const bool stdout_taken = takes_stdout(options.reports);
  auto& out = stdout_taken ? std::cerr : std::cout;
  ConsoleReport console(out,
                        console_options(options, stdout_taken ? STDERR_FILENO : STDOUT_FILENO));
  std::atomic<bool> unread = false;  // nobody takes the only report that there is
  const auto show = [&](CaseResult result, std::size_t done, std::size_t total) {
    mark_known(expected->entries, expected->today, result);
    console.on_case(result, done, total);
    if (!out && !writes_files(options.reports)) unread = true;
  };
  run_with.on_case = show;
  run_with.interrupted = [&] { return unread || SignalWatch::interrupted(); };
  RunReport report;
  try {
    if (!try_start(subject, head, run_with.pace)) return exit_harness;
    report = run(sessions, run_with);
    if (subject.play_more && report.complete) play_more(subject, report, show);
    if (options.baseline.in_use()) {
      conclude_baseline(options.baseline, *expected, every_session(options.sessions), sessions,
                        run_with, report);
    }
  } catch (const GivenUp&) {
    report.complete = false;
  }
  complete_head(report, std::move(head), subject, run_with.profile);
  console.finish(report);
  const bool recorded = write_baseline(options.baseline, *expected, report);
  return write_reports(report, options.reports) && recorded ? exit_code(report) : exit_harness;
}

}  // namespace eardrum::conformance

// eardrum-fuzz: explores a live server, any program in any language, until the time is over: random
// sessions of the model and hostile bytes between them. What it finds is a session file each.
#include <CLI/CLI.hpp>
#include <csignal>
#include <filesystem>
#include <iomanip>
#include <iostream>

#include "eardrum/conformance/commands/command_line_error.hpp"
#include "eardrum/conformance/commands/commands.hpp"
#include "eardrum/conformance/commands/launch_options.hpp"
#include "eardrum/conformance/commands/replay_command.hpp"
#include "eardrum/conformance/commands/signal_watch.hpp"
#include "eardrum/conformance/random/exploration.hpp"
#include "eardrum/conformance/report/write_file.hpp"
#include "eardrum/fuzz/blackbox/command_line.hpp"
#include "eardrum/fuzz/blackbox/hostile.hpp"

namespace {

using namespace eardrum::conformance;
using Options = eardrum::fuzz::CommandLine;
using Clock = std::chrono::steady_clock;

// Sessions of one exploration: between two of them findings are written.
constexpr std::size_t round_sessions = 500;

// A server that shows nothing but what is found already is explored no more.
constexpr int idle_rounds_max = 3;

class Fuzzer {
 public:
  explicit Fuzzer(const Options& options) : options_(options) {}

  int run() {
    const SignalWatch watch;
    int idle_rounds = 0;
    for (std::uint64_t round = 0; time_left() && idle_rounds < idle_rounds_max; ++round) {
      const auto explored = random::explore(exploration(round));
      if (!explored.start_failure.empty()) {
        std::cerr << "eardrum-fuzz: " << explored.start_failure << '\n';
        return exit_harness;
      }
      const bool given_up = !explored.ended_early.empty() && time_left();
      idle_rounds = given_up && explored.found.empty() ? idle_rounds + 1 : 0;
      if (!take(explored)) return exit_harness;
    }
    std::cout << progress() << '\n';
    if (SignalWatch::interrupted()) return exit_harness;
    return known_.empty() ? exit_as_expected : exit_not_conforming;
  }

 private:
  bool time_left() const {
    if (SignalWatch::interrupted()) return false;
    if (options_.sessions > 0) return sessions_ < options_.sessions;
    return elapsed() < options_.seconds;
  }

  double elapsed() const { return std::chrono::duration<double>(Clock::now() - begin_).count(); }

  random::Exploration exploration(std::uint64_t round) {
    random::Exploration exploration;
    exploration.sessions = round_sessions;
    if (options_.sessions > 0) {
      exploration.sessions = std::min(round_sessions, options_.sessions - sessions_);
    } else {
      exploration.explore_for =
          std::chrono::milliseconds(static_cast<long long>((options_.seconds - elapsed()) * 1000));
    }
    exploration.seed = options_.seed + round;
    const bool one_port = options_.server.target.empty() && options_.server.port != 0;
    exploration.jobs = one_port ? 1 : options_.jobs;
    exploration.key_stamp = random_stamp();
    exploration.known_findings = known_;
    exploration.make_stage = stages(options_.server);
    exploration.interrupted = SignalWatch::interrupted;
    exploration.make_dialogue = eardrum::fuzz::blackbox_dialogue;
    exploration.on_session = [this](std::size_t) { note_session(); };
    return exploration;
  }

  void note_session() {
    ++sessions_;
    constexpr double seconds_between = 5;
    if (elapsed() < told_at_ + seconds_between) return;
    told_at_ = elapsed();
    std::cerr << progress() << '\n' << std::flush;
  }

  std::string progress() const {
    std::ostringstream line;
    const auto seconds = elapsed();
    line << std::fixed << std::setprecision(1) << seconds << " s, " << sessions_ << " sessions, "
         << static_cast<double>(sessions_) / seconds << " a second, " << requests_ << " requests, "
         << known_files_ << (known_files_ == 1 ? " finding" : " findings");
    return line.str();
  }

  /// Writes what was found; false if that cannot be done.
  bool take(const random::Explored& explored) {
    requests_ += explored.exchanges;
    for (const auto& found : explored.found) {
      const auto& finding = *found.result.finding;
      known_.insert({found.result.verdict, finding.requirement});
      known_.insert({found.result.verdict, found.answer_rule});
      ++known_files_;
      const auto path = (std::filesystem::path(options_.folder) / found.file).string();
      std::error_code error;
      std::filesystem::create_directories(options_.folder, error);
      if (const auto written = write_file(path, found.text); !written) {
        std::cerr << "eardrum-fuzz: " << written.error() << '\n';
        return false;
      }
      std::cout << label(found.result.verdict) << "  " << finding.requirement << "  "
                << finding.sentence << "\n  session  " << path << ", "
                << found.dialogue.commands.size() << " of " << found.commands_before
                << " commands\n  replay   " << replay(path, found) << '\n'
                << std::flush;
    }
    if (explored.unrepeated > 0) {
      std::cout << explored.unrepeated
                << " failures were not repeated on a fresh process; they are no findings" << '\n'
                << std::flush;
    }
    return true;
  }

  std::string replay(const std::string& path, const random::Found& found) const {
    return replay_check(
        {"--sessions", path, "--no-builtin", "--delivery", found.dialogue.delivery.text()},
        Profile::base, options_.server);
  }

  const Options& options_;
  Clock::time_point begin_ = Clock::now();
  double told_at_ = 0;
  std::size_t sessions_ = 0;
  std::uint64_t requests_ = 0;
  std::size_t known_files_ = 0;
  std::set<std::pair<Verdict, std::string>> known_;
};

int run(int argc, char** argv) {
  Options options;
  CLI::App app;
  eardrum::fuzz::describe(app, options);
  app.failure_message(command_line_error);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? exit_as_expected : exit_usage;
  }
  if (const auto wrong = complaint(options.server); !wrong.empty()) {
    std::cerr << "eardrum-fuzz: " << wrong << '\n';
    return exit_usage;
  }
  return Fuzzer(options).run();
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "eardrum-fuzz: " << error.what() << '\n';
    return exit_harness;
  }
}

#include "eardrum/fuzz/blackbox/fuzz_run.hpp"

#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <mutex>

#include "eardrum/conformance/commands/commands.hpp"
#include "eardrum/conformance/commands/load_options.hpp"
#include "eardrum/conformance/commands/random_options.hpp"
#include "eardrum/conformance/commands/replay_command.hpp"
#include "eardrum/conformance/commands/signal_watch.hpp"
#include "eardrum/conformance/commands/utc_now.hpp"
#include "eardrum/conformance/report/finding_text.hpp"
#include "eardrum/conformance/report/own_text.hpp"
#include "eardrum/conformance/run/session_run.hpp"
#include "eardrum/fuzz/blackbox/campaign.hpp"
#include "eardrum/fuzz/blackbox/status.hpp"

namespace eardrum::fuzz {
namespace {

using namespace conformance;
using std::chrono::milliseconds;

/// Seconds of the command line as milliseconds; at least one.
milliseconds duration(double seconds) {
  constexpr double in_a_second = 1000;
  constexpr double longest = 1e12;  // 31 years
  return milliseconds(static_cast<long long>(std::clamp(seconds * in_a_second, 1.0, longest)));
}

std::string how_repeated(const CampaignFinding& finding) {
  const auto others = count_of(finding.earlier_served, "other session");
  switch (finding.evidence) {
    case Evidence::alone:
    case Evidence::after_others:
      break;
    case Evidence::seen_once:
      return "no fresh process failed again; the file holds all that the process had served, "
             "with " +
             others + " before";
  }
  auto text = "the file failed in " + std::to_string(finding.failed) + " of " +
              count_of(finding.replays, "replay");
  if (finding.evidence == Evidence::after_others) {
    text += "; the fault needs " + others + " before it on the same process";
  }
  return text;
}

class FuzzRun {
 public:
  FuzzRun(const CommandLine& options, ExpectedFailures expected)
      : options_(options),
        expected_(std::move(expected)),
        out_(takes_stdout(options.reports) ? std::cerr : std::cout),
        status_(std::cerr, ::isatty(STDERR_FILENO) == 1) {}

  int run() {
    const SignalWatch watch;
    report_.started_at = utc_now();
    const auto begin = std::chrono::steady_clock::now();
    const auto end = run_campaign(campaign());
    report_.elapsed = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - begin);
    status_.erase();
    if (end.progress.sessions == 0 && !end.trouble.empty()) {
      std::cerr << "eardrum-fuzz: " << own_text(end.trouble) << '\n';
      return exit_harness;
    }
    complete(end);
    print_end(end);
    const bool recorded = write_baseline(options_.baseline, expected_, report_);
    const bool written = write_reports(report_, options_.reports);
    return recorded && written && written_ ? exit_code(report_) : exit_harness;
  }

 private:
  Campaign campaign() {
    Campaign campaign;
    campaign.sessions = options_.sessions;
    if (!options_.sessions) campaign.max_time = duration(options_.max_time_seconds);
    campaign.seed = options_.seed;
    campaign.jobs = servers_at_a_time(options_.server, options_.jobs);
    campaign.profile = *parse_profile(options_.profile);
    campaign.key_stamp = random_stamp();
    campaign.make_stage = stages(options_.server);
    campaign.interrupted = SignalWatch::interrupted;
    campaign.expected = [this](Verdict verdict, const std::string& rule) {
      return is_expected(verdict, rule);
    };
    campaign.on_finding = [this](const CampaignFinding& finding) { take(finding); };
    campaign.on_progress = [this](const Progress& progress) {
      const std::scoped_lock lock(mutex_);
      status_.show(progress);
    };
    if (options_.load && options_.server.target.empty()) {
      campaign.play_load = [this] { play_under_load(); };
    }
    return campaign;
  }

  bool is_expected(Verdict verdict, const std::string& rule) const {
    CaseResult result;
    result.session = random::finding_name(rule, verdict);
    result.requirement = rule;
    result.delivery = "whole";
    result.verdict = verdict;
    result.finding.emplace();
    mark_known(expected_.entries, expected_.today, result);
    return result.known.has_value();
  }

  void take(const CampaignFinding& finding) {
    const std::scoped_lock lock(mutex_);
    auto result = finding.found.result;
    const auto path = session_path(finding.found, options_.folder);
    if (const auto kept = keep_session(finding.found, options_.folder); !kept) {
      written_ = false;
      std::cerr << "eardrum-fuzz: " << kept.error() << '\n';
    }
    result.finding->replay = replay(path, finding.found.dialogue.delivery);
    print(result);
    out_ << "  file      " << path << ", " << finding.found.dialogue.commands.size() << " of "
         << count_of(finding.found.commands_before, "command") << '\n'
         << "  repeats   " << how_repeated(finding) << "\n\n"
         << std::flush;
    report_.cases.push_back(std::move(result));
  }

  /// The finding in full; further lines belong to it.
  void print(const CaseResult& result) {
    status_.erase();
    for (const auto& line : finding_text({{&result}}, {})) out_ << line << '\n';
  }

  std::string replay(const std::string& path, const Delivery& delivery) const {
    std::vector<std::string> selection{path};
    if (delivery.kind != DeliveryKind::whole) {
      selection.insert(selection.end(), {"--delivery", delivery.text()});
    }
    return replay_command("replay", selection, *parse_profile(options_.profile),
                          replay_words(options_.server), options_.server.program.command);
  }

  /// Load, and what clients leave behind: the cases that `eardrum check` plays after its sessions.
  void play_under_load() {
    RunReport cases;
    CommonRunOptions common;
    common.profile = options_.profile;
    common.jobs = options_.jobs;
    play_load({}, sessions_under_load(), common, options_.server, cases);
    const std::scoped_lock lock(mutex_);
    report_.exchanges += cases.exchanges;
    for (auto& result : cases.cases) {
      mark_known(expected_.entries, expected_.today, result);
      const bool again = std::ranges::any_of(report_.cases, [&](const CaseResult& one) {
        return one.session == result.session && one.verdict == result.verdict;
      });
      if (again || !fails_run(result) || !result.finding) continue;
      print(result);
      out_ << '\n' << std::flush;
      report_.cases.push_back(std::move(result));
    }
  }

  /// The head of the report, and the case that stands for all sessions without a finding.
  void complete(const CampaignEnd& end) {
    report_.kit_version = kit_version;
    report_.command = options_.server.program.command;
    report_.address = options_.server.target;
    report_.profile = *parse_profile(options_.profile);
    report_.confinement = confinement_text(options_.server);
    report_.exchanges += end.progress.requests;
    report_.complete = end.complete;
    // Random sessions without a finding are not conformance: only `eardrum check` tests all rules.
    auto sum = unplayed(random_sessions(), DeliveryKind::whole, Verdict::info, "");
    sum.session = "fuzz.sessions";
    sum.title = count_of(end.progress.sessions, "random session") + " of seed " +
                std::to_string(options_.seed);
    sum.elapsed = report_.elapsed;
    if (!end.trouble.empty()) {
      sum.verdict = Verdict::harness;
      sum.reason = end.trouble;
    } else if (end.progress.passed_by > 0) {
      sum.verdict = Verdict::untested;
      sum.reason = count_of(end.progress.passed_by, "failure") +
                   " showed what was found or expected before; this may hide other faults";
    }
    report_.cases.push_back(std::move(sum));
  }

  void print_end(const CampaignEnd& end) {
    out_ << status_text(end.progress, report_.elapsed) << '\n';
    out_ << "The run ended because " << end.why << ".\n";
    if (!end.trouble.empty()) out_ << "Not a finding: " << own_text(end.trouble) << '\n';
    const auto findings = std::ranges::count_if(report_.cases, fails_run);
    if (findings == 0) {
      out_ << "No finding.\n";
      return;
    }
    out_ << count_of(static_cast<std::uint64_t>(findings), "finding") << ":\n";
    for (const auto& result : report_.cases) {
      if (!fails_run(result)) continue;
      constexpr std::size_t sentence_characters_max = 160;
      out_ << "  " << label(result.verdict) << "  " << own_text(blamed_rule(result)) << "  "
           << own_text(sentence_of(result), sentence_characters_max) << " ("
           << own_text(result.session) << ")\n";
    }
    out_.flush();
  }

  const CommandLine& options_;
  ExpectedFailures expected_;
  std::ostream& out_;
  std::mutex mutex_;
  Status status_;
  RunReport report_;
  bool written_ = true;  ///< every session file
};

}  // namespace

int fuzz(const CommandLine& options) {
  auto wrong = complaint(options.server);
  if (wrong.empty()) wrong = complaint(options.reports);
  if (!wrong.empty()) {
    std::cerr << "eardrum-fuzz: " << wrong << '\n';
    return exit_usage;
  }
  auto expected = expected_failures(options.baseline, day_of(utc_now()));
  if (!expected) {
    std::cerr << "eardrum-fuzz: " << expected.error() << '\n';
    return exit_usage;
  }
  return FuzzRun(options, *std::move(expected)).run();
}

}  // namespace eardrum::fuzz

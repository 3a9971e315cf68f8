#include "eardrum/conformance/resources/outliving_processes.hpp"

#include <algorithm>
#include <expected>
#include <utility>
#include <vector>

#include "eardrum/conformance/load/survival.hpp"
#include "eardrum/conformance/load/whole_answer.hpp"
#include "eardrum/conformance/play/patience.hpp"
#include "eardrum/conformance/play/wire.hpp"
#include "eardrum/conformance/resources/leftovers.hpp"
#include "eardrum/conformance/run/confirm.hpp"
#include "eardrum/conformance/run/probes.hpp"
#include "eardrum/conformance/run/session_run.hpp"
#include "eardrum/conformance/verdict/sanitizer_report.hpp"

namespace eardrum::conformance::load {
namespace {

/// Command lines of what one start of the testee left running; a sentence if that cannot be told.
std::expected<std::vector<TesteeBytes>, std::string> left_running(const ProcessCase& setting,
                                                                  const std::string& request) {
  auto& bed = setting.bed;
  const auto& patience = setting.patience;
  if (auto started = bed.start_fresh(); !started) {
    return std::unexpected(started.error().sentence);
  }
  // Who starts helpers may do so for the first client. How it is served is for others to judge.
  if (auto wire = Wire::connect(bed.address(), patience.connect)) {
    std::string received;
    std::string answer;
    ++setting.exchanges;
    if (wire->send(request, received, patience.asleep_answer, patience.given_up)) {
      read_answer(*wire, received, answer, patience.asleep_answer, patience.given_up);
    }
  }
  auto* const testee = bed.testee();
  if (testee == nullptr) return std::unexpected("there is no process to end");
  return testee->outliving();
}

/// What a checker in the testee said, up to its end.
std::optional<SanitizerReport> last_report(TestBed& bed) {
  return find_sanitizer_report(bed.testee()->new_errors());
}

CaseResult reported(const Session& session, const SanitizerReport& report, Profile profile) {
  const bool leak = report.kind == SanitizerReport::Kind::leak;
  Played played;
  auto& mismatch = played.mismatch.emplace();
  mismatch.kind = leak ? Mismatch::Kind::kept : Mismatch::Kind::sanitizer;
  mismatch.sentence = "after SIGTERM, " + report.tool + " reports " + visible(report.what);
  return failed(session, leak ? session.requirement->id : survival_rule, played, profile);
}

std::string told(const std::vector<TesteeBytes>& command_lines) {
  constexpr std::size_t told_max = 3;
  const auto count = command_lines.size();
  auto out = "after SIGTERM it ended but left " + std::to_string(count) +
             (count == 1 ? " process" : " processes") + " running: ";
  for (std::size_t i = 0; i < std::min(count, told_max); ++i) {
    out += (i > 0 ? "; '" : "'") + command_lines[i].visible() + "'";
  }
  return out + (count > told_max ? "; ..." : "");
}

}  // namespace

Session outliving_session() {
  return stepless_session("load.nobody-outlives-the-server", "REQ-CON-8",
                          "a server that receives SIGTERM leaves no process running");
}

CaseResult play_outliving(const ProcessCase& setting) {
  struct Seen {
    std::expected<std::vector<TesteeBytes>, std::string> left;
    std::optional<SanitizerReport> report;
  };
  const auto session = outliving_session();
  const auto request = "get eardrum.outliving" + setting.key_suffix + "\n";
  const auto confirmed = confirm_on_fresh(
      setting.bed,
      [&](bool) {
        Seen seen{left_running(setting, request), std::nullopt};
        if (seen.left) seen.report = last_report(setting.bed);
        return seen;
      },
      [](const Seen& first) { return first.report || (first.left && !first.left->empty()); });
  const auto& [left, report] = confirmed.last();
  if (!left) return unplayed(session, DeliveryKind::whole, Verdict::harness, left.error());
  if (report) {
    auto result = reported(session, *report, setting.profile);
    if (result.finding) result.finding->output = confirmed.output;
    return result;
  }
  return judged_by_sentence(session, left->empty() ? "" : told(*left), confirmed.output,
                            setting.profile);
}

}  // namespace eardrum::conformance::load

#include "eardrum/conformance/run/flaky.hpp"

#include <algorithm>
#include <utility>

namespace eardrum::conformance {
namespace {

using Cases = std::vector<CaseResult*>;

Cases cases_of(RunReport& report, const std::function<bool(const CaseResult&)>& wanted) {
  Cases cases;
  for (auto& result : report.cases) {
    if (is_failure(result.verdict) && wanted(result)) cases.push_back(&result);
  }
  return cases;
}

/// The sessions of `cases` in their deliveries, and whole first if they have that: other deliveries
/// are compared with it.
std::vector<Session> sessions_of(const Cases& cases, const std::vector<Session>& sessions) {
  std::vector<Session> chosen;
  for (const auto& session : sessions) {
    std::vector<DeliveryKind> kinds;
    for (const auto kind : session.deliveries) {
      const bool failed = std::ranges::any_of(cases, [&](const CaseResult* one) {
        return one->session == session.name && one->delivery == name(kind);
      });
      if (failed || kind == DeliveryKind::whole) kinds.push_back(kind);
    }
    const bool any = std::ranges::any_of(
        cases, [&](const CaseResult* one) { return one->session == session.name; });
    if (!any) continue;
    chosen.push_back(session);
    chosen.back().deliveries = std::move(kinds);
  }
  return chosen;
}

void add(CaseResult& first, const RunReport& again) {
  for (const auto& result : again.cases) {
    if (result.session != first.session || result.delivery != first.delivery) continue;
    const bool judged = result.verdict != Verdict::untested && result.verdict != Verdict::harness &&
                        result.verdict != Verdict::not_applicable;
    if (!judged) return;
    if (!first.attempts) first.attempts = Attempts{1, 1};
    ++first.attempts->played;
    if (is_failure(result.verdict)) ++first.attempts->failed;
  }
}

}  // namespace

void count_attempts(RunReport& report, const std::vector<Session>& sessions, RunOptions options,
                    unsigned more, const std::function<bool(const CaseResult&)>& wanted) {
  const auto cases = cases_of(report, wanted);
  const auto chosen = sessions_of(cases, sessions);
  if (chosen.empty()) return;
  options.on_case = nullptr;
  options.pace.exhaustive = true;
  const auto stamp = options.key_stamp;
  for (unsigned round = 0; round < more; ++round) {
    // The letter behind a stamp of the same length keeps the keys of the rounds apart.
    if (!stamp.empty()) options.key_stamp = stamp + static_cast<char>('a' + round);
    const auto again = run(chosen, options);
    report.exchanges += again.exchanges;
    report.elapsed += again.elapsed;
    for (auto* const one : cases) add(*one, again);
  }
}

}  // namespace eardrum::conformance

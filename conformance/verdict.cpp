#include "eardrum/conformance/verdict.hpp"

#include <algorithm>
#include <array>

namespace eardrum::conformance {

namespace {

constexpr std::array<std::string_view, 10> labels{"PASS",     "FAIL",  "WARN", "INFO", "N/A",
                                                  "UNTESTED", "CRASH", "HANG", "LEAK", "HARNESS"};

}  // namespace

std::string_view label(Verdict verdict) {
  return labels.at(static_cast<std::size_t>(verdict));
}

std::optional<Verdict> parse_verdict(std::string_view label) {
  const auto* const found = std::ranges::find(labels, label);
  if (found == labels.end()) return std::nullopt;
  return static_cast<Verdict>(found - labels.begin());
}

bool is_failure(Verdict verdict) {
  return verdict == Verdict::fail || verdict == Verdict::crash || verdict == Verdict::hang ||
         verdict == Verdict::leak;
}

std::string_view name(Profile profile) {
  constexpr std::array<std::string_view, 3> names{"base", "strict", "course"};
  return names.at(static_cast<std::size_t>(profile));
}

std::optional<Profile> parse_profile(std::string_view text) {
  for (const auto profile : {Profile::base, Profile::strict, Profile::course}) {
    if (text == name(profile)) return profile;
  }
  return std::nullopt;
}

std::size_t count(const RunReport& report, Verdict verdict) {
  return static_cast<std::size_t>(std::ranges::count(report.cases, verdict, &CaseResult::verdict));
}

bool fails_run(const CaseResult& result) {
  return is_failure(result.verdict) && !result.known;
}

std::size_t count_known(const RunReport& report) {
  return static_cast<std::size_t>(std::ranges::count_if(report.cases, [](const CaseResult& result) {
    return is_failure(result.verdict) && result.known;
  }));
}

int exit_code(const RunReport& report) {
  if (!report.complete || count(report, Verdict::harness) > 0) return 3;
  return std::ranges::any_of(report.cases, fails_run) || !report.baseline_faults.empty() ? 1 : 0;
}

}  // namespace eardrum::conformance

#include "eardrum/conformance/verdict/verdict.hpp"

#include <algorithm>

namespace eardrum::conformance {

VerdictTraits traits(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return {.label = "PASS", .fails = false, .severity = 1};
    case Verdict::fail:
      return {.label = "FAIL", .fails = true, .severity = 7};
    case Verdict::warn:
      return {.label = "WARN", .fails = false, .severity = 4};
    case Verdict::info:
      return {.label = "INFO", .fails = false, .severity = 2};
    case Verdict::not_applicable:
      return {.label = "N/A", .fails = false, .severity = 0};
    case Verdict::untested:
      return {.label = "UNTESTED", .fails = false, .severity = 3};
    case Verdict::crash:
      return {.label = "CRASH", .fails = true, .severity = 10};
    case Verdict::hang:
      return {.label = "HANG", .fails = true, .severity = 8};
    case Verdict::sanitizer:
      return {.label = "SANITIZER", .fails = true, .severity = 9};
    case Verdict::leak:
      return {.label = "LEAK", .fails = true, .severity = 6};
    case Verdict::harness:
      break;
  }
  return {.label = "HARNESS", .fails = false, .severity = 5};
}

std::string_view label(Verdict verdict) {
  return traits(verdict).label;
}

std::optional<Verdict> parse_verdict(std::string_view label) {
  const auto* const found =
      std::ranges::find(all_verdicts, label, [](Verdict verdict) { return traits(verdict).label; });
  if (found == all_verdicts.end()) return std::nullopt;
  return *found;
}

bool is_failure(Verdict verdict) {
  return traits(verdict).fails;
}

int severity(Verdict verdict) {
  return traits(verdict).severity;
}

}  // namespace eardrum::conformance

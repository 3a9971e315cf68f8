// The verdict on one case, and what each verdict means for a run.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace eardrum::conformance {

enum class Verdict {
  pass,
  fail,            ///< a rule that binds in this profile is broken
  warn,            ///< a house rule is not kept, in a profile where it does not bind
  info,            ///< an open point: what was observed
  not_applicable,  ///< not part of this profile, or not possible with this testee
  untested,        ///< its prerequisite failed; never counts as green
  crash,           ///< the testee died
  hang,            ///< the testee fell silent where an answer was due
  sanitizer,       ///< a checker that is built into the testee reports an error of its code
  leak,            ///< it keeps what it should give back, where that rule binds
  harness,         ///< the kit's own fault
};

/// Every verdict, so that no loop forgets a new one. In the order of the enumeration.
inline constexpr std::array all_verdicts{
    Verdict::pass,           Verdict::fail,     Verdict::warn,   Verdict::info,
    Verdict::not_applicable, Verdict::untested, Verdict::crash,  Verdict::hang,
    Verdict::sanitizer,      Verdict::leak,     Verdict::harness};

/// What is to be known of a verdict; the one table to extend for a new one.
struct VerdictTraits {
  std::string_view label;  ///< "PASS", "N/A"
  bool fails = false;      ///< it ends a run with exit code 1, unless it is expected
  int severity = 0;        ///< of several verdicts the greatest stands for all of them
};

VerdictTraits traits(Verdict verdict);

/// The word for it in every report.
std::string_view label(Verdict verdict);

/// The verdict with that label.
std::optional<Verdict> parse_verdict(std::string_view label);

/// Whether the verdict makes a run end with exit code 1, unless it is expected.
bool is_failure(Verdict verdict);

/// The greater, the more a verdict asks of the reader.
int severity(Verdict verdict);

}  // namespace eardrum::conformance

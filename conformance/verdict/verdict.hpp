// The verdicts on a case, and what each of them means for a run.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace eardrum::conformance {

enum class Verdict {
  pass,
  fail,            ///< a rule that binds in this profile is broken
  warn,            ///< a rule that does not bind is broken, or a failure is doubtful
  info,            ///< an open point: an observation
  not_applicable,  ///< not part of this profile, or not possible with this testee
  untested,        ///< an earlier failure prevented it; does not count as passed
  crash,           ///< the process of the testee ended
  hang,            ///< the testee did not answer
  sanitizer,       ///< a sanitizer in the testee reports an error
  leak,            ///< it keeps resources that it must release in this profile
  harness,         ///< an error of the kit itself
};

/// All verdicts, in the order of the enumeration. Loops use this list.
inline constexpr std::array all_verdicts{
    Verdict::pass,           Verdict::fail,     Verdict::warn,   Verdict::info,
    Verdict::not_applicable, Verdict::untested, Verdict::crash,  Verdict::hang,
    Verdict::sanitizer,      Verdict::leak,     Verdict::harness};

/// The properties of a verdict. verdict.cpp has the table; add a row for a new verdict.
struct VerdictTraits {
  std::string_view label;  ///< "PASS", "N/A"
  bool fails = false;      ///< the run exits with 1, unless the failure is expected
  int severity = 0;        ///< the most severe verdict represents several verdicts
};

VerdictTraits traits(Verdict verdict);

/// The word for the verdict in every report.
std::string_view label(Verdict verdict);

/// The verdict with that label.
std::optional<Verdict> parse_verdict(std::string_view label);

/// Whether a run with this verdict exits with 1, unless the failure is expected.
bool is_failure(Verdict verdict);

/// How severe the verdict is. A greater number is more severe.
int severity(Verdict verdict);

}  // namespace eardrum::conformance

// The fingerprint as one reading of the specification: by what is read (how rows are ordered, how
// blanks are taken, ...), and in each by what the testee chose, with the questions that it chose so
// in. Nothing is left out, nothing is judged.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// One choice, and all questions of an axis that got it.
struct ReadingChoice {
  std::string choice;                  ///< "accepted, stored", "accepted ×6, closed"
  std::vector<std::string> questions;  ///< "1e3"; as brief as the axis allows
};

/// One thing that the text leaves open.
struct ReadingAxis {
  std::string_view name;           ///< "values in a put"
  std::vector<std::string> rules;  ///< each once, in the order of the fingerprint
  std::vector<ReadingChoice> choices;
};

/// In a fixed order of axes; those without an observation are left out. What belongs to no axis
/// that we know stands in the last, "other".
std::vector<ReadingAxis> reading(const std::vector<Observation>& fingerprint);

/// The same for a terminal of `width` columns: our own words, each line begins with one, with a
/// dash or with a dot.
std::vector<std::string> reading_text(const std::vector<Observation>& fingerprint,
                                      std::size_t width);

}  // namespace eardrum::conformance

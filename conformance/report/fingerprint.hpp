// Groups the fingerprint of a testee for reports: by axis (order of rows, blanks, ...), and in each
// axis by the choice of the testee, with the questions that have this choice. It contains all
// observations and judges none.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// One choice, and all questions of an axis with this choice.
struct ReadingChoice {
  std::string choice;                  ///< "accepted, stored", "accepted ×6, closed"
  std::vector<std::string> questions;  ///< "1e3": short, because the axis gives the context
};

/// One axis of the fingerprint, which is something that the text leaves open.
struct ReadingAxis {
  std::string_view name;           ///< "values in a put"
  std::vector<std::string> rules;  ///< each once, in the order of the fingerprint
  std::vector<ReadingChoice> choices;
};

/// The axes in a fixed order, without those that have no observation. Observations of an unknown
/// axis are in the last axis, "other".
std::vector<ReadingAxis> reading(const std::vector<Observation>& fingerprint);

/// The same for a terminal of `width` columns. Each line begins with a word of the kit, with a dash
/// or with a dot.
std::vector<std::string> reading_text(const std::vector<Observation>& fingerprint,
                                      std::size_t width);

}  // namespace eardrum::conformance

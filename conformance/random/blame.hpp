// Which rule a failed random dialogue breaks. First from the answer alone, which stays the same
// while the dialogue is made smaller; then, of the smallest, from what it takes to show the fault.
// Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "eardrum/conformance/play/play.hpp"
#include "eardrum/conformance/random/random_session.hpp"
#include "eardrum/conformance/random/session_text.hpp"
#include "eardrum/conformance/language/rows.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance::random {

struct Failure {
  Verdict verdict = Verdict::fail;  ///< fail, crash or hang
  std::string rule;                 ///< what the answer alone shows
  std::size_t command = 0;          ///< the one whose answer is wrong
  bool refused = false;             ///< the answer is the error
  std::optional<WideRow> row;       ///< the row that is wrong or missing, with its key expanded

  /// What must not change while a dialogue is made smaller.
  bool same_class(const Failure& other) const {
    return verdict == other.verdict && rule == other.rule;
  }
};

/// A dialogue, and what became of it.
struct Shown {
  const RandomSession& dialogue;
  const SessionText& text;
  const Session& session;
  const Played& played;
  const std::string& key_suffix;
};

/// Nothing if every answer was allowed. A mismatch of the kit's own making is none of the testee's.
std::optional<Failure> find_failure(const Shown& shown);

/// The rule of the fault that `smallest`, in which every command is needed, shows by `failure`.
std::string rule_of(const RandomSession& smallest, const Failure& failure,
                    const std::string& key_suffix);

}  // namespace eardrum::conformance::random

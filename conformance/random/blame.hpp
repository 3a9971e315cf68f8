// Decides which rule a failed random session breaks. Faults that appear only in pieces break
// REQ-FRM-5, connections that the testee abandons after an error break REQ-ERR-4; the table in
// blame/rules.hpp decides all others. The intention of the generator is not used. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "eardrum/conformance/play/play.hpp"
#include "eardrum/conformance/random/random_session.hpp"
#include "eardrum/conformance/random/session_text.hpp"
#include "eardrum/conformance/verdict/fault.hpp"
#include "eardrum/conformance/verdict/verdict.hpp"

namespace eardrum::conformance::random {

struct Failure {
  Verdict verdict = Verdict::fail;  ///< fail, crash or hang
  Fault fault;
  std::string rule;         ///< of the dialogue as it is, whatever in it is needed for the fault
  std::size_t command = 0;  ///< the one whose answer is wrong
  std::string signature{};  ///< of a crash or a sanitizer's report: where and why, see
                            ///< crash_signature(); may be empty, which tells nothing apart
  std::string death{};      ///< of a crash: "was killed by signal 11 (Segmentation fault)"

  /// Whether both look alike: the same fault of the answer to the same kind of request.
  bool same_class(const Failure& other) const;

  /// Whether it shows what `wanted` showed, while a session is repeated or made smaller. A crash
  /// may be met by any request. What no longer needs pieces, or an error before, is plainer.
  bool repeats(const Failure& wanted) const;
};

/// A random session and its result.
struct Shown {
  const RandomSession& dialogue;
  const SessionText& text;
  const Session& session;
  const Played& played;
};

/// The failure; nothing if every answer was allowed, or if the kit itself failed.
std::optional<Failure> find_failure(const Shown& shown);

/// Whether the profile allows the failure: a connection is given up after an error answer, and only
/// a house rule that does not bind keeps it in use.
bool is_allowed(const Failure& failure, Profile profile);

}  // namespace eardrum::conformance::random

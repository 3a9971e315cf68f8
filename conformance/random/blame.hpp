// Which rule a failed random session breaks: read off its fault by the table in blame/, never off
// what the generator meant. Pure.
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

/// A random session, and what became of it.
struct Shown {
  const RandomSession& dialogue;
  const SessionText& text;
  const Session& session;
  const Played& played;
};

/// Nothing if every answer was allowed. A mismatch of the kit's own making is none of the testee's.
std::optional<Failure> find_failure(const Shown& shown);

}  // namespace eardrum::conformance::random

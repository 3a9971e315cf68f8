// What the process of a testee shows at the end of a session that its connections do not: that it
// or a child of it died, that it went into the background, or that a checker in it reports an
// error.
#pragma once

#include <optional>
#include <string>

#include "eardrum/conformance/play/patience.hpp"
#include "eardrum/conformance/play/play.hpp"
#include "eardrum/conformance/process/launcher.hpp"

namespace eardrum::conformance {

struct ProcessFault {
  Mismatch::Kind kind{};
  std::string sentence;
  std::string death{};  ///< how the process or its child ended, if it did: Exit::text()
};

/// `mismatch` is what the connections showed, and is explained by what is returned. `closed`: the
/// testee has closed a connection, rightly or not.
std::optional<ProcessFault> process_fault(Testee& testee, const std::optional<Mismatch>& mismatch,
                                          bool closed, const Patience& patience);

}  // namespace eardrum::conformance

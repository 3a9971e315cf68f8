// Checks the process of a testee at the end of a session, for faults that its connections do not
// show: the process or a child of it crashed, it went into the background, or a sanitizer in it
// reports an error.
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

/// The fault of the process; nothing if there is none. `mismatch` is the mismatch on the
/// connections; a returned fault explains it. `closed`: the testee has closed a connection, whether
/// this is allowed or not.
std::optional<ProcessFault> process_fault(Testee& testee, const std::optional<Mismatch>& mismatch,
                                          bool closed, const Patience& patience);

}  // namespace eardrum::conformance

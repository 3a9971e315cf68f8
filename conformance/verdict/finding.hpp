// A finding: why a case is not green, with its evidence. Its sentence is made where the fault is
// detected, in play/, clients/, load/, resources/, random/ and run/. The reports only format it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "eardrum/conformance/verdict/evidence.hpp"
#include "eardrum/conformance/verdict/fault.hpp"
#include "eardrum/conformance/verdict/testee_bytes.hpp"

namespace eardrum::conformance {

/// Why a case is not green, with all that is needed to understand and repeat it.
struct Finding {
  std::string requirement;                      ///< the broken rule: "REQ-FRM-5"
  Fault fault;                                  ///< what is wrong, as data
  std::string sentence;                         ///< what is wrong, for people
  std::string place;                            ///< "framing.session:12:5", the step that failed
  std::string expectation;                      ///< the step as the session writes it
  std::optional<std::string> expected;          ///< the exact bytes, if only one form is correct
  TesteeBytes received;                         ///< the bytes that arrived instead
  std::optional<std::size_t> first_difference;  ///< offset of the first wrong byte of `received`
  std::vector<TranscriptEntry> transcript;      ///< everything up to the failure
  TesteeOutput output;                          ///< the output of the testee
  std::string replay;                           ///< a command to paste, without bytes of the testee

  friend bool operator==(const Finding&, const Finding&) = default;
};

}  // namespace eardrum::conformance

// Why a case is not green. A finding holds the evidence; the report makes the text from it.
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
  std::string requirement;                      ///< the rule that is blamed: "REQ-FRM-5"
  Fault fault;                                  ///< what went wrong, as data
  std::string sentence;                         ///< what went wrong, our own words in one sentence
  std::string place;                            ///< "framing.session:12:5", the step that failed
  std::string expectation;                      ///< that step as the session writes it
  std::optional<std::string> expected;          ///< the exact bytes, where one form alone was right
  TesteeBytes received;                         ///< what came instead
  std::optional<std::size_t> first_difference;  ///< offset of the first wrong byte of `received`
  std::vector<TranscriptEntry> transcript;      ///< everything up to there
  TesteeOutput output;                          ///< the testee's own words
  std::string replay;                           ///< a command to paste; holds no byte of the testee

  friend bool operator==(const Finding&, const Finding&) = default;
};

}  // namespace eardrum::conformance

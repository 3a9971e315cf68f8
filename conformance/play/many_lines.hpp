// Plays one step of thousands of lines. One request is under way at a time, since pipelines are a
// house rule (REQ-FRM-7), and a connection is used as long as the testee leaves it in step. What
// looks wrong is asked again, twice, on a connection of its own: whatever an earlier line left
// behind (an error after which the testee closes, a byte too many) is the business of other
// sessions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/play/expected_answer.hpp"
#include "eardrum/conformance/play/patience.hpp"
#include "eardrum/conformance/play/recorder.hpp"
#include "eardrum/conformance/play/test_bed.hpp"

namespace eardrum::conformance {

/// The first line that was not answered as it should be.
struct LineFault {
  std::size_t index = 0;  ///< into ManyLines::lines
  Match found;            ///< why; only its reason if no connection was to be had
  std::string received;
  bool refused = false;  ///< no connection was to be had
  bool closed = false;   ///< the testee had closed when the wait ended
};

struct ManyLinesPlayed {
  std::optional<LineFault> fault;
  std::uint64_t exchanges = 0;  ///< lines sent, those sent again included
  std::size_t answered = 0;     ///< lines that were answered as they should be
  bool out_of_time = false;     ///< patience.many_lines ended before the lines did
};

/// Only the dialogue of a fault goes to `recorder`. Ends at the first fault.
ManyLinesPlayed play_many_lines(const ManyLines& step, TestBed& bed, const Patience& patience,
                                Recorder& recorder);

}  // namespace eardrum::conformance

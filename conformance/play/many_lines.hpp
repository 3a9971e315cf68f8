// Plays one step with thousands of lines. Only one request is in flight at a time, because
// pipelining is a house rule (REQ-FRM-7). A connection is reused while its answers stay in step
// with the requests. A line with a wrong answer is sent again twice, each time on a new connection.
// So effects of earlier lines, such as a close after an error or an additional byte, are left to
// other sessions.
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

/// The first line with a wrong answer.
struct LineFault {
  std::size_t index = 0;  ///< into ManyLines::lines
  Match found;            ///< why; only `reason` is set if `refused`
  std::string received;
  bool refused = false;  ///< the kit could not connect
  bool closed = false;   ///< the testee had closed when the wait ended
};

struct ManyLinesPlayed {
  std::optional<LineFault> fault;
  std::uint64_t exchanges = 0;  ///< sent lines, with those that were sent again
  std::size_t answered = 0;     ///< lines with a correct answer
  bool out_of_time = false;     ///< patience.many_lines was over before all lines were sent
};

/// Plays the lines until the first fault. Only the dialogue of a fault is written to `recorder`.
ManyLinesPlayed play_many_lines(const ManyLines& step, TestBed& bed, const Patience& patience,
                                Recorder& recorder);

}  // namespace eardrum::conformance

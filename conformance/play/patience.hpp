// How long the kit waits, in one place. Where quiet can be observed these are bounds, not waits.
#pragma once

#include <chrono>

#include "eardrum/conformance/process/giving_up.hpp"

namespace eardrum::conformance {

struct Patience {
  std::chrono::milliseconds connect{5'000};

  /// An answer that does not come: the longest wait for a testee that does nothing for it, or that
  /// cannot be seen.
  std::chrono::milliseconds answer{10'000};

  /// Processor time that a testee may spend on an answer; slow is not silent.
  std::chrono::milliseconds work{30'000};

  /// ... and while all its threads are seen asleep: then nothing is under way. Not short, since the
  /// protocol sets no time limit and a testee may wait for a store of its own.
  std::chrono::milliseconds asleep_answer{2'000};

  /// ... and once several sessions have ended in such a silence, on a fresh process too: one cause
  /// shall not cost a run minutes.
  std::chrono::milliseconds asleep_answer_known{300};

  /// The same, where sleep cannot be seen.
  std::chrono::milliseconds unseen_answer_known{1'000};

  /// Processor time that a client may spend on a call after it has taken all that was sent to it,
  /// and more for a long answer: the protocol sets no limit to what a client does with its rows.
  std::chrono::milliseconds client_busy{10'000};

  /// ... and once its connection is at its end: nothing that it could compute is left.
  std::chrono::milliseconds client_spins{1'500};

  /// A client that sleeps so long before it makes use of an answer that is all there waited for
  /// something else.
  std::chrono::milliseconds client_late{1'000};

  /// For how long that is waited for, so that what it waits for can be told.
  std::chrono::milliseconds client_late_max{6'000};

  /// How long the testee must be seen asleep before "silence" is believed.
  std::chrono::milliseconds silence{20};

  /// The same, where silence is only one of several right answers.
  std::chrono::milliseconds ambiguous_silence{100};

  /// Where quiet cannot be observed, silence is this long without a byte.
  std::chrono::milliseconds unobserved_silence{250};

  /// How long an answer is left unread by who reads late, if the testee does not rest before.
  std::chrono::milliseconds late_reading{250};

  /// For a piece of a request to be taken by the testee before the next one goes out.
  std::chrono::milliseconds piece{200};

  /// ... where that cannot be observed.
  std::chrono::milliseconds unobserved_piece{2};

  /// What else a testee says after a mismatch belongs to the evidence, for so long.
  std::chrono::milliseconds aftermath{50};

  /// For all lines of one step that sends thousands; what is not reached by then stays untested.
  std::chrono::milliseconds many_lines{4'000};

  /// For a session of hundreds of requests; what is not reached by then stays untested.
  std::chrono::milliseconds long_session{10'000};

  /// For a testee that nobody asks anything to fall asleep. One that does not serves no other
  /// session, or what keeps it busy would add up.
  std::chrono::milliseconds rest{50};

  /// How long a process that closed a connection unasked may work on before it is seen ending.
  std::chrono::milliseconds works_on{300};

  /// How long a process that is seen ending may take to be gone.
  std::chrono::milliseconds death{5'000};

  /// Asked in the long waits.
  GiveUp given_up = nullptr;
};

}  // namespace eardrum::conformance

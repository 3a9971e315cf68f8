// All times that the kit waits. If the kit can observe that a testee is idle, they are upper
// bounds; otherwise it waits that long.
#pragma once

#include <chrono>

#include "eardrum/conformance/process/giving_up.hpp"

namespace eardrum::conformance {

struct Patience {
  std::chrono::milliseconds connect{5'000};

  /// The longest wait for an answer from a testee that does nothing for it, or that cannot be
  /// observed.
  std::chrono::milliseconds answer{10'000};

  /// The processor time that a testee may use for an answer. Slow is not silent.
  std::chrono::milliseconds work{30'000};

  /// The longest wait for an answer while all threads of the testee are asleep. It is not short,
  /// because the protocol sets no time limit and a testee may wait for its own store.
  std::chrono::milliseconds asleep_answer{2'000};

  /// Replaces `asleep_answer` after several sessions ended in a silence that a fresh process
  /// repeated. One cause must not cost a run minutes.
  std::chrono::milliseconds asleep_answer_known{300};

  /// The same if the kit cannot observe that the testee is asleep.
  std::chrono::milliseconds unseen_answer_known{1'000};

  /// The processor time that a client may use for a call after it has read everything that was sent
  /// to it. A long answer allows more. The protocol sets no limit to what a client does with its
  /// rows.
  std::chrono::milliseconds client_busy{10'000};

  /// The same after the connection has ended. A client then has nothing more to compute.
  std::chrono::milliseconds client_spins{1'500};

  /// A client is late if it sleeps so long before it returns a complete answer, because it waits
  /// for something else.
  std::chrono::milliseconds client_late{1'000};

  /// How long the kit waits for a late client, so that the report can say what it waits for.
  std::chrono::milliseconds client_late_max{6'000};

  /// How long the testee must be observed asleep before this counts as silence.
  std::chrono::milliseconds silence{20};

  /// The same if silence is only one of several correct answers.
  std::chrono::milliseconds ambiguous_silence{100};

  /// If the kit cannot observe that the testee is idle: this time without a byte counts as silence.
  std::chrono::milliseconds unobserved_silence{250};

  /// With `connect, read late`: the longest time before an answer is read, if the testee does not
  /// become idle earlier.
  std::chrono::milliseconds late_reading{250};

  /// The longest wait until the testee has read a piece of a request, before the next piece is
  /// sent.
  std::chrono::milliseconds piece{200};

  /// The same if the kit cannot observe it.
  std::chrono::milliseconds unobserved_piece{2};

  /// How long the kit receives bytes after a mismatch; they are part of the evidence.
  std::chrono::milliseconds aftermath{50};

  /// The time limit for a step with thousands of lines. Later lines stay untested.
  std::chrono::milliseconds many_lines{4'000};

  /// The time limit for a session with hundreds of requests. Later steps stay untested.
  std::chrono::milliseconds long_session{10'000};

  /// How long a testee without requests may take to become idle. A testee that stays busy does not
  /// serve another session, because the work of several sessions would add up.
  std::chrono::milliseconds rest{50};

  /// How long a process that closed a connection unexpectedly may run before its exit is observed.
  std::chrono::milliseconds works_on{300};

  /// How long a process may take to exit after its exit has begun.
  std::chrono::milliseconds death{5'000};

  /// Called during long waits. If it returns true, the wait throws GivenUp.
  GiveUp given_up = nullptr;
};

}  // namespace eardrum::conformance

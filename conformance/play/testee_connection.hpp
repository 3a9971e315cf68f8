// One connection to a server under test while a session is played. It sends the pieces of a
// delivery and waits for expectations. Every wait is bounded, and everything is recorded. It does
// not depend on sessions and verdicts.
#pragma once

#include <chrono>
#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

#include "eardrum/conformance/play/delivery.hpp"
#include "eardrum/conformance/play/expected_answer.hpp"
#include "eardrum/conformance/play/patience.hpp"
#include "eardrum/conformance/play/recorder.hpp"
#include "eardrum/conformance/play/stillness.hpp"
#include "eardrum/conformance/play/wire.hpp"

namespace eardrum::conformance {

/// How sure the kit must be that a silence is an answer. `as_expected`: the expectation allows only
/// silence. `one_of_several`: an earlier silence was one of several allowed answers, so the wait is
/// longer.
enum class Silence { as_expected, one_of_several };

/// When the kit reads answers. `at_once`: when they arrive. `late`: the buffers are tiny, and the
/// kit reads only after the testee has sent as much of an answer as it can and has become idle.
/// This imitates a slow reader.
enum class Reading { at_once, late };

class TesteeConnection {
 public:
  /// Connects. The error is one sentence. `recorder` must outlive the connection.
  static std::expected<TesteeConnection, std::string> connect(char letter, const Address& address,
                                                              const Stillness& stillness,
                                                              const Patience& patience,
                                                              Recorder& recorder,
                                                              Reading reading = Reading::at_once);

  /// Sends `text` in the pieces of `delivery`. Sends a piece only after the testee has read the
  /// previous one. Stops if the testee closes: it may have answered before, and that answer is
  /// judged.
  void send(std::string_view text, const Delivery& delivery);

  /// Waits until the testee has read its input and reacted to it.
  void let_act();

  /// Reads until the expectation is met or missed. If it is met, its bytes are removed from
  /// received(). An answer that continues without an end is missed as unfinished. Only the
  /// beginning of a large wrong answer is kept.
  Match await(const ExpectedAnswer& expected, Silence silence = Silence::as_expected);

  /// Reads bytes until the testee is idle, for at most `bound`.
  void settle(std::chrono::milliseconds bound);

  void half_close();
  void close();
  void abort();

  /// The received bytes that are not yet part of a met expectation.
  std::string_view received() const { return received_; }

  /// Whether the testee ended the connection.
  bool closed_by_testee() const { return closed_; }

 private:
  TesteeConnection(char letter, Wire wire, const Stillness& stillness, const Patience& patience,
                   Recorder& recorder);

  void let_rest();
  Match endless();
  void keep_evidence(Match& match);
  Wire::Arrival receive(std::chrono::milliseconds timeout);
  void note_received(std::size_t since);

  std::string letter_;
  Wire wire_;
  Stillness stillness_;
  Patience patience_;
  Recorder* recorder_;
  Reading reading_ = Reading::at_once;
  std::string received_;
  bool closed_ = false;
};

}  // namespace eardrum::conformance

// One connection to a server under test while a session is played: bytes with what they are waited
// for, every wait bounded, everything recorded. It knows no session and no verdict.
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

/// What an expected silence rests on: on the expectation alone, or also on how the testee was quiet
/// before, when that was one of several answers.
enum class Silence { as_expected, one_of_several };

/// When answers are read: as they come, or, through tiny buffers, only once the testee has come to
/// rest with as much of an answer as it could send.
enum class Reading { at_once, late };

class TesteeConnection {
 public:
  /// Connects, or says why not in one sentence. `recorder` outlives the line.
  static std::expected<TesteeConnection, std::string> connect(char letter, const Address& address,
                                                              const Stillness& stillness,
                                                              const Patience& patience,
                                                              Recorder& recorder,
                                                              Reading reading = Reading::at_once);

  /// Sends `text` in the pieces of `delivery`; each is taken by the testee before the next goes
  /// out. Gives up when the testee closes: it may have answered first, and what it said is judged.
  void send(std::string_view text, const Delivery& delivery);

  /// Waits until the testee has taken what was sent and acted on it.
  void let_act();

  /// Reads until the expectation is met or missed. What is met is removed from received(). An
  /// answer that streams on without an end is missed as unfinished. Of a large wrong answer only
  /// the beginning is kept.
  Match await(const ExpectedAnswer& expected, Silence silence = Silence::as_expected);

  /// Reads what still comes until the testee is still, for at most `bound`.
  void settle(std::chrono::milliseconds bound);

  void half_close();
  void close();
  void abort();

  /// Arrived, and not yet part of a met expectation.
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

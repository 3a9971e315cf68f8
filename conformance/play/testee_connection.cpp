#include "eardrum/conformance/play/testee_connection.hpp"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

#include "eardrum/conformance/play/effort.hpp"

namespace eardrum::conformance {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// Matching looks at an answer from its beginning, so while a long one streams in it is looked at
// only when it has grown by so large a part.
constexpr std::size_t long_answer_bytes = std::size_t{256} << 10;
constexpr std::size_t growth_parts = 8;

// Of a wrong answer so much is evidence enough, if what is wrong lies within.
constexpr std::size_t evidence_bytes_max = std::size_t{64} << 10;

// Who has said something so lately is not silent.
constexpr milliseconds lately{500};

// Before that nobody asks what a testee does: most answers are there.
constexpr milliseconds effort_followed{1'000};

// An answer may stream for so many times the wait for an answer that does not come.
constexpr int streaming_waits = 3;

// After a mismatch so much of what follows is evidence enough.
constexpr std::size_t aftermath_bytes_max = 8192;

std::string in_pieces(std::size_t count, const Delivery& delivery) {
  auto text = "sent in " + std::to_string(count) + " pieces";
  if (delivery.kind != DeliveryKind::cut) return text;
  return text + ", cut after byte " + std::to_string(delivery.cut);
}

}  // namespace

TesteeConnection::TesteeConnection(char letter, Wire wire, const Stillness& stillness,
                                   const Patience& patience, Recorder& recorder)
    : letter_(1, letter),
      wire_(std::move(wire)),
      stillness_(stillness),
      patience_(patience),
      recorder_(&recorder) {}

std::expected<TesteeConnection, std::string> TesteeConnection::connect(
    char letter, const Address& address, const Stillness& stillness, const Patience& patience,
    Recorder& recorder, Reading reading) {
  const bool late = reading == Reading::late;
  auto wire =
      Wire::connect(address, patience.connect, late ? Wire::Buffers::tiny : Wire::Buffers::usual);
  if (!wire) return std::unexpected(wire.error());
  recorder.note_event(std::string(1, letter), std::string(TranscriptEntry::connected) +
                                                  (late ? ", with tiny buffers" : ""));
  TesteeConnection line(letter, *std::move(wire), stillness, patience, recorder);
  line.reading_ = reading;
  return line;
}

void TesteeConnection::send(std::string_view text, const Delivery& delivery) {
  const auto parts = pieces(text, delivery);
  recorder_->note_bytes(TranscriptEntry::Kind::sent, letter_, text);
  if (parts.size() > 1) recorder_->note_event(letter_, in_pieces(parts.size(), delivery));
  const auto before = received_.size();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!wire_.send(parts[i], received_, patience_.answer, patience_.given_up)) break;
    if (i + 1 < parts.size()) stillness_.await_taken(wire_.fd());
  }
  note_received(before);
}

void TesteeConnection::let_act() {
  stillness_.await_taken(wire_.fd());
  settle(patience_.piece);
}

void TesteeConnection::let_rest() {
  const auto deadline = Clock::now() + patience_.late_reading;
  stillness_.await_taken(wire_.fd());
  StillTime sleep_time;
  while (sleep_time.lasted() < patience_.silence && Clock::now() < deadline) {
    const auto look = stillness_.look(wire_.fd());
    sleep_time.note(look.seen() && *look.asleep);
    std::this_thread::sleep_for(milliseconds(1));
  }
}

Match TesteeConnection::await(const ExpectedAnswer& expected, Silence silence) {
  if (reading_ == Reading::late) let_rest();
  const bool may_be_silent = expected.may_be_silent();
  const bool certain = expected.only_silence() && silence == Silence::as_expected;
  const auto still_wait = certain ? patience_.silence : patience_.ambiguous_silence;
  const auto at_least = expected.silence_at_least();
  const auto begin = Clock::now();
  auto last_bytes = begin;
  std::optional<Clock::time_point> first_bytes;
  Effort effort(stillness_.pid(), patience_);
  StillTime still_time;  // asleep with nothing left to read
  StillTime sleep_time;  // asleep, whether or not it has read what it should
  auto found = expected.match({received_, closed_, false});
  auto matched_bytes = received_.size();
  while (found.kind == Match::Kind::pending) {
    throw_if(patience_.given_up);
    const auto arrival = receive(milliseconds(2));
    bool quiet = false;
    if (arrival == Wire::Arrival::bytes) {
      still_time.note(false);
      sleep_time.note(false);
      last_bytes = Clock::now();
      if (!first_bytes) first_bytes = last_bytes;  // what was computed before is no streaming
      const bool too_long = last_bytes - *first_bytes >= streaming_waits * patience_.answer;
      if (too_long || received_.size() > answer_bytes_max) return endless();
      const auto grown = received_.size() - matched_bytes;
      if (received_.size() > long_answer_bytes && grown < received_.size() / growth_parts) continue;
    } else if (arrival == Wire::Arrival::nothing) {
      const auto look = stillness_.look(wire_.fd());
      still_time.note(look.still());
      sleep_time.note(look.seen() && *look.asleep);
      const auto waited = Clock::now() - begin;
      // Once an answer has begun, silence is not what is waited for.
      const bool silence_counts = may_be_silent && received_.empty();
      const auto busy_wait = silence_counts ? patience_.asleep_answer : patience_.answer;
      const bool at_work =
          !silence_counts && waited >= effort_followed &&
          effort.goes_on(std::chrono::floor<milliseconds>(waited), received_.size());
      const bool too_long = waited >= busy_wait && !at_work;
      quiet = (silence_counts && still_time.lasted() >= still_wait) ||
              sleep_time.lasted() >= patience_.asleep_answer || too_long ||
              (silence_counts && !look.seen() && waited >= patience_.unobserved_silence);
      quiet = quiet && (!silence_counts || waited >= at_least);
      const bool spoke_lately = !received_.empty() && Clock::now() - last_bytes < lately;
      if (too_long && spoke_lately) return endless();
    }
    found = expected.match({received_, closed_, quiet});
    matched_bytes = received_.size();
  }
  if (found.kind == Match::Kind::met) {
    received_.erase(0, found.consumed);
  } else {
    keep_evidence(found);
  }
  return found;
}

Match TesteeConnection::endless() {
  Match match;
  match.kind = Match::Kind::missed;
  match.reason = "the answer does not end: the server still sends after " +
                 std::to_string(received_.size()) + " bytes";
  match.unfinished = true;
  keep_evidence(match);
  return match;
}

/// What is kept of an answer is copied into every report.
void TesteeConnection::keep_evidence(Match& match) {
  if (received_.size() <= evidence_bytes_max) return;
  if (match.unfinished) match.first_difference.reset();
  if (match.first_difference && *match.first_difference >= evidence_bytes_max) return;
  received_.resize(evidence_bytes_max);
  received_.shrink_to_fit();
}

void TesteeConnection::settle(milliseconds bound) {
  const auto deadline = Clock::now() + bound;
  int still_looks = 0;
  while (still_looks < 2 && Clock::now() < deadline && !closed_) {
    if (receive(milliseconds(0)) != Wire::Arrival::nothing) {
      still_looks = 0;
      if (received_.size() > aftermath_bytes_max) return;
      continue;
    }
    const auto look = stillness_.look(wire_.fd());
    if (!look.seen()) {
      receive(patience_.unobserved_piece);
      return;
    }
    still_looks = look.still() ? still_looks + 1 : 0;
    if (still_looks < 2) std::this_thread::sleep_for(std::chrono::microseconds(50));
  }
}

void TesteeConnection::half_close() {
  wire_.half_close();
  recorder_->note_event(letter_, "half-closed by the kit");
}

void TesteeConnection::close() {
  wire_.close();
  recorder_->note_event(letter_, "closed by the kit");
}

void TesteeConnection::abort() {
  wire_.abort();
  recorder_->note_event(letter_, "reset by the kit");
}

Wire::Arrival TesteeConnection::receive(milliseconds timeout) {
  const auto before = received_.size();
  if (closed_) return Wire::Arrival::closed;
  const auto arrival = wire_.receive(received_, timeout);
  if (arrival == Wire::Arrival::bytes) {
    note_received(before);
  } else if (arrival != Wire::Arrival::nothing) {
    closed_ = true;
    recorder_->note_event(
        letter_, arrival == Wire::Arrival::reset ? "reset by the peer" : "closed by the peer");
  }
  return arrival;
}

void TesteeConnection::note_received(std::size_t since) {
  if (received_.size() == since) return;
  recorder_->note_bytes(TranscriptEntry::Kind::received, letter_,
                        std::string_view(received_).substr(since));
}

}  // namespace eardrum::conformance

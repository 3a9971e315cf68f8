// Plays one session in one delivery against a testee and records everything. It judges nothing:
// what a mismatch costs is judge.hpp's business.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "eardrum/conformance/language/byte_text.hpp"
#include "eardrum/conformance/language/rows.hpp"
#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/play/delivery.hpp"
#include "eardrum/conformance/play/patience.hpp"
#include "eardrum/conformance/play/test_bed.hpp"
#include "eardrum/conformance/verdict/evidence.hpp"
#include "eardrum/conformance/verdict/fault.hpp"

namespace eardrum::conformance {

/// Where the testee's behaviour and the session part.
struct Mismatch {
  enum class Kind {
    answer,         ///< it answered something else
    extra,          ///< it answered more than was asked
    closed,         ///< it closed the connection where an answer was due
    silent,         ///< it did not answer
    refused,        ///< it took no connection, or no bytes
    crashed,        ///< its process ended
    sanitizer,      ///< a checker that is built into it reports an error of its code
    kept,           ///< it holds on to what it should have given back
    harness,        ///< the kit could not do its part
    contradiction,  ///< it answered otherwise than it had answered the same before
  };

  Kind kind{};
  Place place;
  std::string source;                   ///< the step as written
  std::string sentence;                 ///< our own words
  std::optional<std::string> expected;  ///< exact bytes, where only one form was right
  TesteeBytes received;
  std::optional<std::size_t> first_difference;  ///< into `received`
  std::string connection{};                     ///< "A": where it was seen; empty if on none
  std::optional<RowsDifference> rows{};         ///< where the answer is wrong in its rows alone
  bool silence_due = false;                     ///< no answer was the only right one
  std::optional<ClientFault> client{};          ///< of a client: where it went wrong, and how
  std::optional<Dialogue> dialogue{};           ///< of a client: what it was called for
  std::string death{};                          ///< how the process ended, if it did: Exit::text()
};

/// Which alternative of a `one of:` the testee took.
struct Choice {
  const Expectation* expectation = nullptr;  ///< lives as long as the session
  std::size_t index = 0;

  const Alternative& alternative() const { return expectation->alternatives[index]; }
};

struct Played {
  std::vector<TranscriptEntry> transcript;
  std::vector<Choice> choices;
  std::optional<Mismatch> mismatch;
  std::uint64_t exchanges = 0;  ///< requests sent
  std::string slow;             ///< how long an answer took that was long in coming; our own words
  std::string unfinished;       ///< why a part was not played, in our own words; empty if all was
  std::chrono::microseconds elapsed{};
  std::chrono::microseconds silence{};  ///< of that: waited for, and nothing came
};

/// Plays `session`; throws GivenUp if `patience` is given up. The bed must be started; `key_suffix`
/// makes private keys unique on its store.
Played play(const Session& session, const Delivery& delivery, TestBed& bed,
            const std::string& key_suffix, const Patience& patience);

/// The texts that the session sends, expanded; the base for cut_places().
std::vector<std::string> sent_texts(const Session& session, const std::string& key_suffix);

/// Whether coalescing changes anything: two requests follow each other on one connection.
bool can_coalesce(const Session& session);

}  // namespace eardrum::conformance

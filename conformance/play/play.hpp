// Plays one session in one delivery on a testee, and records everything. run/judge.hpp decides the
// rule and the verdict of a mismatch.
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

/// The first place at which the testee does something that the session does not allow.
struct Mismatch {
  enum class Kind {
    answer,         ///< it sent another answer
    extra,          ///< it sent more answers than requested
    closed,         ///< it closed the connection instead of sending an answer
    silent,         ///< it did not answer
    refused,        ///< it accepted no connection, or no bytes
    crashed,        ///< its process ended
    sanitizer,      ///< a sanitizer in it reports an error
    kept,           ///< it keeps resources that it should release
    harness,        ///< the kit itself failed
    contradiction,  ///< it answered the same request differently before
  };

  Kind kind{};
  Place place;
  std::string source;                   ///< the step as written
  std::string sentence;                 ///< for people; testee bytes in it are escaped
  std::optional<std::string> expected;  ///< the exact bytes, if only one form is correct
  TesteeBytes received;
  std::optional<std::size_t> first_difference;  ///< into `received`
  std::string connection{};                     ///< "A"; empty if it is on no connection
  std::optional<RowsDifference> rows{};         ///< if only the rows of the answer are wrong
  bool silence_due = false;                     ///< only silence is correct
  std::optional<ClientFault> client{};          ///< of a client: what it did wrong
  std::optional<Dialogue> dialogue{};           ///< of a client: its calls
  std::string death{};                          ///< how the process ended, if it did: Exit::text()
};

/// The alternative of a `one of:` that the testee chose.
struct Choice {
  const Expectation* expectation = nullptr;  ///< lives as long as the session
  std::size_t index = 0;

  const Alternative& alternative() const { return expectation->alternatives[index]; }
};

struct Played {
  std::vector<TranscriptEntry> transcript;
  std::vector<Choice> choices;
  std::optional<Mismatch> mismatch;
  std::uint64_t exchanges = 0;  ///< sent requests
  std::string slow;             ///< a sentence about a slow answer; empty if none was slow
  std::string unfinished;       ///< why a part was not played; empty if all was played
  std::chrono::microseconds elapsed{};
  std::chrono::microseconds silence{};  ///< the part of `elapsed` spent in waits without bytes
};

/// Plays `session`. The test bed must be started. `key_suffix` makes private keys unique in its
/// store. Throws GivenUp if patience.given_up returns true.
Played play(const Session& session, const Delivery& delivery, TestBed& bed,
            const std::string& key_suffix, const Patience& patience);

/// The expanded texts that the session sends. They are the input of cut_places().
std::vector<std::string> sent_texts(const Session& session, const std::string& key_suffix);

/// Whether the delivery `coalesced` changes anything: two requests follow each other on one
/// connection.
bool can_coalesce(const Session& session);

}  // namespace eardrum::conformance

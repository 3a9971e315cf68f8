// A conformance session as values: what SESSIONS.md describes, after reading and before expansion.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "eardrum/conformance/language/delivery_kind.hpp"
#include "eardrum/conformance/verdict/axis.hpp"
#include "eardrum/conformance/verdict/profile.hpp"
#include "eardrum/protocol/requirement.hpp"

namespace eardrum::conformance {

/// Where something stands in a session file. Lines and columns count from 1.
struct Place {
  std::string file;
  std::size_t line = 0;
  std::size_t column = 0;

  std::string text() const;  ///< "file:line:column"
};

struct Literal {
  std::string bytes;
};

/// A key that no other run uses on this store; padded to `bytes` if given.
struct PrivateKey {
  std::string name;
  std::optional<std::size_t> bytes;
};

/// The current number of a loop variable.
struct LoopNumber {
  char variable = 'i';
};

struct Repeated {
  std::string bytes;
  std::size_t count = 0;
};

/// A number in any spelling that means the same binary64; only where bytes are expected.
struct AnySpelling {
  std::string text;  ///< one of the spellings
  double value = 0;
};

using Piece = std::variant<Literal, PrivateKey, LoopNumber, Repeated, AnySpelling>;

/// Bytes with placeholders, expanded anew for each run (see byte_text.hpp).
struct ByteText {
  std::vector<Piece> pieces;

  /// Whether it is exactly `bytes`, without a placeholder.
  bool is_exactly(std::string_view bytes) const {
    const auto* only = pieces.size() == 1 ? std::get_if<Literal>(&pieces.front()) : nullptr;
    return only != nullptr && only->bytes == bytes;
  }
};

/// A numbered repetition, 'variable' running over first..last, both included.
struct Loop {
  char variable = 'i';
  std::size_t first = 1;
  std::size_t last = 1;
};

/// One expected row, or one for each number of a loop.
struct RowText {
  ByteText text;
  std::optional<Loop> loop;
};

enum class RowOrder {
  any,      ///< the same multiset of rows
  exact,    ///< the same rows in the same order
  per_key,  ///< the rows of each key in the same order; keys may interleave
  subset,   ///< at least these rows
  puts,     ///< what these rows, put in that order, allow: of each key and timestamp at least one,
            ///< none more often than it was put (REQ-PUT-17), in any order
  puts_as_before,  ///< the same, and of one store state: what the answers since the last `puts`
                   ///< showed of a key and timestamp is shown again (REQ-GET-10, REQ-GET-13)
};

struct Alternative;

/// What may come back.
struct Expectation {
  enum class Kind { bytes, rows, frame, ok_frame, closed, silence, one_of, as_before };

  Kind kind = Kind::bytes;
  ByteText bytes;                         ///< for Kind::bytes
  RowOrder order = RowOrder::any;         ///< for Kind::rows
  std::vector<RowText> rows;              ///< for Kind::rows
  std::vector<Alternative> alternatives;  ///< for Kind::one_of, best first
  std::chrono::milliseconds at_least{0};  ///< for Kind::silence: it must last so long
};

struct Alternative {
  std::string label;
  std::vector<Profile> required_in;  ///< profiles in which only marked alternatives are right
  Expectation expectation;
};

struct Send {
  char connection = 'A';
  ByteText bytes;
};

struct Expect {
  char connection = 'A';
  Expectation expectation;
};

struct ConnectionAction {
  /// `same` is of clients alone: the last request came on the connection that the client had made.
  enum class What { connect, connect_late, half_close, close, abort, same };
  char connection = 'A';
  What what{};
};

struct TesteeAction {
  enum class What { still_alive, pause, resume, restart };
  What what{};
};

/// Calls a client under test. Absent arguments are not passed.
struct Call {
  enum class Method { connect, put, get };
  Method method{};
  std::optional<std::string> key;
  std::optional<std::string> value;  ///< as written: "301", "10.6", "nan"
  std::optional<std::int64_t> timestamp;
  std::optional<double> timeout_seconds;  ///< for connect
};

/// How the last call must end.
struct Outcome {
  /// `anything` is any return, `any_end` any exception too.
  enum class Kind { nothing, anything, samples, client_error, any_end };
  Kind kind{};
  bool in_order = false;  ///< for samples: the order within a key counts
  std::vector<RowText> samples;
};

/// Many lines that all have to be answered alike, each for itself: an answer is wrong only if the
/// line gets it on a connection of its own as well. Not part of the session language; see
/// grammar_sessions.hpp.
struct ManyLines {
  std::vector<std::string> lines;  ///< each with its LF
  Expectation expectation;
};

struct Step;

struct Repeat {
  Loop loop;
  std::vector<Step> steps;
};

struct Step {
  Place place;
  std::string source;  ///< the step as written, one line, for reports
  std::variant<Send, Expect, ConnectionAction, TesteeAction, Call, Outcome, ManyLines, Repeat>
      action;
};

struct Session {
  Place place;
  std::string name;
  const protocol::Requirement* requirement = nullptr;  ///< never null after reading
  const protocol::Requirement* otherwise = nullptr;    ///< broken by rows that no alternative has
  std::string title;
  FingerprintPlace fingerprint{};  ///< where its choice stands, if it leaves one
  std::vector<std::string> notes;
  bool judges_client = false;
  bool needs_fresh_store = false;
  bool needs_two_connections = false;  ///< served at the same time, which is a house rule
  bool needs_own_testee = false;  ///< sends more than may be asked of a server that runs for others
  std::optional<Profile> only_in;
  std::vector<DeliveryKind> deliveries;  ///< in the order of the enumeration, never empty
  std::vector<Step> steps;
};

/// A case that the kit plays without steps (load, random sessions), for lists and selections.
/// `rule` is the id of a requirement.
Session stepless_session(std::string name, std::string_view rule, std::string title);

}  // namespace eardrum::conformance

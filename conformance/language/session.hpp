// A conformance session as values, after it was read and before its placeholders are expanded.
// SESSIONS.md describes the language.
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

/// A position in a session file. Lines and columns count from 1.
struct Place {
  std::string file;
  std::size_t line = 0;
  std::size_t column = 0;

  std::string text() const;  ///< "file:line:column"
};

struct Literal {
  std::string bytes;
};

/// A key that no other run uses on the same store. It is padded to `bytes` if that is set.
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

/// A number in any spelling that means the same binary64. Allowed only in expected bytes.
struct AnySpelling {
  std::string text;  ///< one of the spellings
  double value = 0;
};

using Piece = std::variant<Literal, PrivateKey, LoopNumber, Repeated, AnySpelling>;

/// Bytes with placeholders, which are expanded again for each run (see byte_text.hpp).
struct ByteText {
  std::vector<Piece> pieces;

  /// Whether it is exactly `bytes`, without a placeholder.
  bool is_exactly(std::string_view bytes) const {
    const auto* only = pieces.size() == 1 ? std::get_if<Literal>(&pieces.front()) : nullptr;
    return only != nullptr && only->bytes == bytes;
  }
};

/// A loop in which `variable` takes the numbers from `first` to `last`, both included.
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
  puts,     ///< what a store may return after puts of these rows: at least one for each key and
            ///< timestamp, none more often than it was put (REQ-PUT-17), in any order
  puts_as_before,  ///< the same, but from one state of the store: the rows of a key and timestamp
                   ///< are as in the answers since the last `puts` (REQ-GET-10, REQ-GET-13)
};

struct Alternative;

/// What a connection may receive.
struct Expectation {
  enum class Kind { bytes, rows, frame, ok_frame, closed, silence, one_of, as_before };

  Kind kind = Kind::bytes;
  ByteText bytes;                         ///< for Kind::bytes
  RowOrder order = RowOrder::any;         ///< for Kind::rows
  std::vector<RowText> rows;              ///< for Kind::rows
  std::vector<Alternative> alternatives;  ///< for Kind::one_of, best first
  std::chrono::milliseconds at_least{0};  ///< for Kind::silence: the time that it must last
};

struct Alternative {
  std::string label;
  std::vector<Profile> required_in;  ///< the profiles for which this alternative is marked
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
  /// `same` is only for clients: the last request arrived on the connection that the client opened
  /// first.
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
  /// `anything` is any returned value; `any_end` also allows any exception.
  enum class Kind { nothing, anything, samples, client_error, any_end };
  Kind kind{};
  bool in_order = false;  ///< for samples: the order within a key counts
  std::vector<RowText> samples;
};

/// Many lines with the same expected answer. Each line is judged alone: its answer is wrong only if
/// the line also gets a wrong answer on a connection of its own. Not part of the session language;
/// see grammar_sessions.hpp.
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
  const protocol::Requirement* otherwise = nullptr;    ///< broken by rows that match no alternative
  std::string title;
  FingerprintPlace fingerprint{};  ///< its place in the fingerprint, if it observes a choice
  std::vector<std::string> notes;
  bool judges_client = false;
  bool needs_fresh_store = false;
  bool needs_two_connections = false;  ///< at the same time; to serve both is a house rule
  bool needs_own_testee = false;       ///< sends too much for a server that the kit did not start
  std::optional<Profile> only_in;
  std::vector<DeliveryKind> deliveries;  ///< in the order of the enumeration, never empty
  std::vector<Step> steps;
};

/// A session that represents a case without steps (load, random sessions) in lists and selections.
/// `rule` is the id of a requirement.
Session stepless_session(std::string name, std::string_view rule, std::string title);

}  // namespace eardrum::conformance

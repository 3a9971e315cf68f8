// Compares received bytes with an expectation. The result is met, pending or missed; a miss has a
// reason and the first wrong byte. No I/O.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "eardrum/conformance/language/byte_text.hpp"
#include "eardrum/conformance/language/rows.hpp"
#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/play/shown_rows.hpp"

namespace eardrum::conformance {

/// The bytes that have arrived on a connection and have not been judged yet.
struct Reception {
  std::string_view bytes;
  bool closed = false;  ///< the testee closed or reset the connection after these bytes
  bool quiet = false;   ///< the testee went idle after these bytes, and the kit waits no longer
};

struct Match {
  enum class Kind { met, pending, missed };
  Kind kind = Kind::pending;
  std::size_t consumed = 0;                     ///< bytes that belong to the answer, if met
  std::optional<std::size_t> alternative;       ///< which one was met
  std::string reason;                           ///< if missed: the end of a sentence
  std::optional<std::size_t> first_difference;  ///< offset of the first wrong byte, if missed
  std::optional<RowsDifference> rows{};         ///< if the rows are wrong: how they differ
  std::vector<WideRow> shown{};  ///< if met and the rows of puts were expected: the received rows
  bool unfinished = false;       ///< missed because the answer is incomplete, not wrong
};

/// An expectation with its placeholders expanded.
class ExpectedAnswer {
 public:
  /// `shown` has the rows of earlier answers, for expectations that must agree with them. It must
  /// outlive this object.
  ExpectedAnswer(const Expectation& expectation, const Binding& binding,
                 const ShownRows* shown = nullptr);

  /// Never pending once `reception` is closed or quiet.
  Match match(const Reception& reception) const;

  /// Whether silence can meet it.
  bool may_be_silent() const;

  /// Whether only silence can meet it.
  bool only_silence() const { return kind_ == Expectation::Kind::silence; }

  /// How long a silence must last to meet it.
  std::chrono::milliseconds silence_at_least() const;

  /// The exact bytes, if only one form is correct.
  std::optional<std::string> only_bytes() const;

 private:
  /// Bytes, or a number in any spelling.
  using Token = std::variant<std::string, double>;

  Match match_bytes(const Reception& reception) const;
  Match match_rows(std::vector<WideRow> rows, std::size_t consumed) const;
  Match match_frame(const Reception& reception) const;
  Match match_event(const Reception& reception) const;
  Match match_alternatives(const Reception& reception) const;

  Expectation::Kind kind_;
  std::vector<Token> tokens_;  ///< of Kind::bytes
  RowOrder order_;
  std::vector<WideRow> rows_;
  const ShownRows* shown_;
  std::vector<ExpectedAnswer> alternatives_;
  std::chrono::milliseconds at_least_;
};

}  // namespace eardrum::conformance

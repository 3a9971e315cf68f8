// Decides whether what has arrived meets an expectation, without any I/O: met, still possible, or
// missed, and then why and at which byte.
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

/// What has arrived on a connection and was not yet judged.
struct Reception {
  std::string_view bytes;
  bool closed = false;  ///< the testee closed or reset the connection after these bytes
  bool quiet =
      false;  ///< the testee fell silent after these bytes: nothing more will be waited for
};

struct Match {
  enum class Kind { met, pending, missed };
  Kind kind = Kind::pending;
  std::size_t consumed = 0;                     ///< bytes that belong to the answer, if met
  std::optional<std::size_t> alternative;       ///< which one was met
  std::string reason;                           ///< if missed: our own words, one sentence's end
  std::optional<std::size_t> first_difference;  ///< offset of the first wrong byte, if missed
  std::optional<RowsDifference> rows{};         ///< if missed by its rows: in what they differ
  std::vector<WideRow> shown{};  ///< if rows from puts were due and it is met: those that came
  bool unfinished = false;       ///< missed because nothing more came, not because of what came
};

/// An expectation with its placeholders expanded.
class ExpectedAnswer {
 public:
  /// `shown` outlives it; an answer that must agree with earlier ones is compared with it.
  ExpectedAnswer(const Expectation& expectation, const Binding& binding,
                 const ShownRows* shown = nullptr);

  /// Never pending once `reception` is closed or quiet.
  Match match(const Reception& reception) const;

  /// Whether silence can meet it.
  bool may_be_silent() const;

  /// Whether silence alone can meet it.
  bool only_silence() const { return kind_ == Expectation::Kind::silence; }

  /// How long silence has to last before it meets it.
  std::chrono::milliseconds silence_at_least() const;

  /// The exact bytes, where one form alone is right.
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

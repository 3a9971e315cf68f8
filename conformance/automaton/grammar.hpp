// Reads a grammar in ABNF (RFC 5234, with the case-sensitive strings of RFC 7405) into values. The
// kit reads protocol/grammar.abnf as data. Only that file defines the language of request lines.
#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eardrum::conformance {

/// Bytes from `first` to `last`, both included.
struct ByteRange {
  unsigned char first = 0;
  unsigned char last = 0;

  bool contains(char byte) const {
    return first <= static_cast<unsigned char>(byte) && static_cast<unsigned char>(byte) <= last;
  }
  friend bool operator==(ByteRange, ByteRange) = default;
};

/// The right side of a rule. Strings are sequences of single bytes, options are repetitions.
struct Expression {
  enum class Kind { bytes, rule, sequence, choice, repeat };

  Kind kind = Kind::sequence;
  ByteRange range;                  ///< for bytes: any one of these
  std::size_t rule = 0;             ///< for rule: its index
  std::vector<Expression> parts;    ///< for sequence and choice; exactly one for repeat
  std::size_t least = 0;            ///< for repeat
  std::optional<std::size_t> most;  ///< for repeat; nothing means no limit
};

struct GrammarRule {
  std::string name;
  Expression definition;
};

struct Grammar {
  std::vector<GrammarRule> rules;  ///< in the order of the text

  /// The index of a rule. The case of names is ignored (RFC 5234, 2.1).
  std::optional<std::size_t> find(std::string_view name) const;
};

/// Why a text is not a grammar. Lines and columns count from 1.
struct GrammarError {
  std::size_t line = 0;
  std::size_t column = 0;
  std::string message;

  std::string text() const;  ///< "12:7: no rule is called 'digits'"
};

/// Reads a grammar. Lines may end in LF without CR. These are not supported: prose values
/// ("<...>"), values above one byte, the core rules of RFC 5234 (define the rules that you use),
/// and rules that contain themselves. Without recursion the language is regular: every reader
/// terminates, and the language has an automaton.
std::expected<Grammar, GrammarError> read_grammar(std::string_view text);

/// protocol/grammar.abnf, compiled in. Lives as long as the program.
const Grammar& protocol_grammar();

/// The text of protocol/grammar.abnf.
std::string_view protocol_grammar_text();

}  // namespace eardrum::conformance

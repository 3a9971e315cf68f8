// Groups bytes that a grammar does not distinguish into classes. Each class is one letter of an
// automaton, which keeps the automaton small. It is an assumption that a program treats all bytes
// of a class in the same way. State this assumption with every result that depends on it.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/automaton/grammar.hpp"

namespace eardrum::conformance {

/// A sequence of letters, each by its index. It is a string, because words are joined and compared.
using Word = std::u8string;

class ByteClasses {
 public:
  /// Makes the largest classes for which every terminal of the rules, and of all rules that they
  /// use, matches all bytes of a class or none. Precondition: the grammar has these rules.
  ByteClasses(const Grammar& grammar, const std::vector<std::string_view>& rules);

  std::size_t count() const { return members_.size(); }

  /// All bytes of a class. The first byte represents the class; it is an ordinary byte if the class
  /// has one.
  std::string_view members(std::size_t letter) const { return members_[letter]; }
  char8_t letter_of(char byte) const { return letter_of_[static_cast<unsigned char>(byte)]; }

  /// The word in bytes; `member` chooses among the bytes of each class, modulo their number.
  std::string text(const Word& word, std::size_t member = 0) const;
  Word word(std::string_view text) const;

 private:
  std::vector<std::string> members_;
  std::array<char8_t, 256> letter_of_{};
};

}  // namespace eardrum::conformance

// Bytes that a grammar never tells apart, as one letter each. An automaton over letters instead of
// bytes is small; that a program treats the bytes of a class alike is an assumption, and whoever
// claims something under it has to say so.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/automaton/grammar.hpp"

namespace eardrum::conformance {

/// Letters, by index. A string, because words are joined and compared as such.
using Word = std::u8string;

class ByteClasses {
 public:
  /// The coarsest classes such that every terminal of the rules, and of all rules they use, takes
  /// all bytes of a class or none. Precondition: the grammar has these rules.
  ByteClasses(const Grammar& grammar, const std::vector<std::string_view>& rules);

  std::size_t count() const { return members_.size(); }

  /// All bytes of a class. The first stands for the class: an ordinary one, where there is one.
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

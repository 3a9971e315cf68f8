#include "eardrum/conformance/commands/shell_words.hpp"

#include <algorithm>

#include "eardrum/protocol/characters.hpp"

namespace eardrum::conformance {
namespace {

bool is_harmless(char c) {
  constexpr std::string_view punctuation = "_-./:=,+@%";
  return protocol::is_core_key_byte(c) || punctuation.contains(c);
}

}  // namespace

std::string shell_word(std::string_view word) {
  if (!word.empty() && std::ranges::all_of(word, is_harmless)) return std::string(word);
  std::string quoted = "'";
  for (const char c : word) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

std::string shell_words(const std::vector<std::string>& words) {
  std::string line;
  for (const auto& word : words) {
    if (!line.empty()) line += ' ';
    line += shell_word(word);
  }
  return line;
}

}  // namespace eardrum::conformance

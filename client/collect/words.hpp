// Splits text files of the kernel into lines, words and numbers. Used only inside this folder.
#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <vector>

namespace eardrum::client {

inline std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; (begin = text.find_first_not_of(separators, begin)) != text.npos;) {
    const auto end = text.find_first_of(separators, begin);
    parts.push_back(text.substr(begin, end - begin));
    if (end == text.npos) break;
    begin = end;
  }
  return parts;
}

inline std::vector<std::string_view> lines_of(std::string_view text) {
  return split(text, "\n");
}

inline std::vector<std::string_view> words_of(std::string_view line) {
  return split(line, " \t");
}

/// Reads `word` as a number without a sign, with or without a fraction; nothing if it is anything
/// else.
inline std::optional<double> number(std::string_view word) {
  double value = 0;
  const auto [end, error] =
      std::from_chars(word.data(), word.data() + word.size(), value, std::chars_format::fixed);
  if (error != std::errc{} || end != word.data() + word.size() || !(value >= 0)) return {};
  return value;
}

/// The first word of `text` as a number.
inline std::optional<double> first_number(std::string_view text) {
  const auto words = split(text, " \t\n");
  return words.empty() ? std::nullopt : number(words.front());
}

}  // namespace eardrum::client

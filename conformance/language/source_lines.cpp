#include "eardrum/conformance/language/source_lines.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>

#include "eardrum/conformance/language/byte_text.hpp"
#include "eardrum/conformance/language/rows.hpp"

namespace eardrum::conformance {
namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::size_t rows_max = 1'000'000;

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    auto diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const auto changed = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

/// Splits "ROW for i = 1..1000" into the row, which stays in `words`, and the loop.
std::optional<Loop> take_loop(Words& words) {
  const auto at = words.text.rfind(" for ");
  if (at == npos) return std::nullopt;
  auto rest = words.from(at + 5);
  const auto dots = rest.text.find("..");
  if (rest.text.size() < 2 || dots == npos || rest.text.find('=') == npos) return std::nullopt;
  const char variable = rest.text[0];
  rest = rest.from(1);
  if (!rest.take("=")) rest.fail("a loop is written: for i = 1..1000");
  const auto inner_dots = rest.text.find("..");
  Loop loop{variable, 1, 1};
  loop.first = read_number(rest.first(inner_dots), 0, rows_max);
  loop.last = read_number(rest.from(inner_dots + 2), loop.first, rows_max);
  words = words.first(at);
  return loop;
}

}  // namespace

Words Words::take_word() {
  const auto end = std::min(text.find(' '), text.size());
  auto word = first(end);
  *this = from(end);
  return word;
}

Words Words::from(std::size_t offset) const {
  const auto begin = std::min(text.find_first_not_of(' ', offset), text.size());
  return {file, line, column + begin, text.substr(begin)};
}

Words Words::first(std::size_t count) const {
  auto part = text.substr(0, count);
  part = part.substr(0, part.find_last_not_of(' ') + 1);
  return {file, line, column, part};
}

bool Words::take(std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  *this = from(prefix.size());
  return true;
}

void Words::fail(std::string message, std::size_t offset) const {
  throw ReadError{place(offset), std::move(message)};
}

std::vector<SourceLine> split_lines(std::string_view text, std::string_view file) {
  std::vector<SourceLine> lines;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (const auto tab = line.find_first_of("\t\r"); tab != npos) {
      Words{file, number, tab + 1, {}}.fail(
          line[tab] == '\t' ? "a TAB; use blanks, or \\t inside bytes"
                            : "a carriage return; session files have LF line ends");
    }
    line = line.substr(0, line.find_last_not_of(' ') + 1);
    const auto indent = std::min(line.find_first_not_of(' '), line.size());
    line.remove_prefix(indent);
    if (!line.empty() && line.front() != '#') lines.push_back({number, indent, line});
  }
  return lines;
}

std::string suggestion(std::string_view word, std::initializer_list<std::string_view> candidates) {
  return suggestion(word, std::vector<std::string>(candidates.begin(), candidates.end()));
}

std::string suggestion(std::string_view word, const std::vector<std::string>& candidates) {
  if (candidates.empty()) return "";
  const auto nearest = std::ranges::min_element(
      candidates, {}, [&](std::string_view candidate) { return edit_distance(word, candidate); });
  if (edit_distance(word, *nearest) > 1 + word.size() / 3) return "";
  return "; did you mean '" + *nearest + "'?";
}

ByteText read_expected_bytes(const Words& words, std::string_view loop_variables) {
  auto text = read_byte_text(words.text, loop_variables);
  if (!text) words.fail(text.error().message, text.error().offset);
  return *std::move(text);
}

ByteText read_bytes(const Words& words, std::string_view loop_variables) {
  auto text = read_expected_bytes(words, loop_variables);
  for (const auto& piece : text.pieces) {
    if (!std::holds_alternative<AnySpelling>(piece)) continue;
    words.fail("a number in any spelling stands only in bytes that are expected",
               words.text.find("{~"));
  }
  return text;
}

std::size_t read_number(const Words& words, std::size_t min, std::size_t max) {
  std::size_t number = 0;
  const char* const end = words.text.data() + words.text.size();
  const auto [stop, error] =
      std::from_chars(words.text.data(), words.text.data() + words.text.size(), number);
  if (error != std::errc{} || stop != end || number < min || number > max) {
    words.fail("expected a number from " + std::to_string(min) + " to " + std::to_string(max));
  }
  return number;
}

RowText read_row(Words words, std::string_view loop_variables) {
  RowText row;
  row.loop = take_loop(words);
  std::string variables(loop_variables);
  if (row.loop) variables += row.loop->variable;
  row.text = read_bytes(words, variables);
  Binding any;
  for (const char variable : variables) any.loops[variable] = 1;
  if (!read_row_widely(expand(row.text, any))) {
    words.fail("a row is KEY VALUE TIMESTAMP, separated by one blank");
  }
  return row;
}

}  // namespace eardrum::conformance

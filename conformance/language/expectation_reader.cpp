// Reads what stands after "A< ": exact bytes, rows, alternatives, events (SESSIONS.md).
#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "eardrum/conformance/language/source_lines.hpp"
#include "eardrum/protocol/characters.hpp"

namespace eardrum::conformance {
namespace {

using Kind = Expectation::Kind;

constexpr std::array<std::pair<std::string_view, Kind>, 5> plain_words{{
    {"a frame", Kind::frame},
    {"an ok frame", Kind::ok_frame},
    {"closed", Kind::closed},
    {"silence", Kind::silence},
    {"the same as before", Kind::as_before},
}};

constexpr std::array<std::pair<std::string_view, RowOrder>, 6> row_orders{{
    {"ok, in any order:", RowOrder::any},
    {"ok, in this order:", RowOrder::exact},
    {"ok, in order within each key:", RowOrder::per_key},
    {"ok, among others:", RowOrder::subset},
    {"ok, from these puts:", RowOrder::puts},
    {"ok, from these puts, as before:", RowOrder::puts_as_before},
}};

/// Rows that stand on the rest of the line, separated by " | ".
void read_inline_rows(Words words, std::string_view loop_variables, std::vector<RowText>& rows) {
  while (!words.text.empty()) {
    const auto bar = std::min(words.text.find(" | "), words.text.size());
    rows.push_back(read_row(words.first(bar), loop_variables));
    words = words.from(std::min(bar + 3, words.text.size()));
  }
}

Expectation read_rows(RowOrder order, const Words& rest, const std::vector<Words>& block,
                      std::string_view loop_variables) {
  Expectation expectation;
  expectation.kind = Kind::rows;
  expectation.order = order;
  read_inline_rows(rest, loop_variables, expectation.rows);
  for (const auto& line : block) read_inline_rows(line, loop_variables, expectation.rows);
  if (expectation.rows.empty()) {
    rest.fail("rows are missing; an answer without rows is written ok\\n\\n");
  }
  return expectation;
}

/// Reads "label" or "label [strict course]" into `alternative`.
void read_label(const Words& words, Alternative& alternative) {
  auto label = words;
  if (const auto bracket = words.text.find('['); bracket != std::string_view::npos) {
    label = words.first(bracket);
    auto rest = words.from(bracket + 1);
    if (!rest.text.ends_with(']')) rest.fail("the bracket of profiles is not closed");
    rest.text.remove_suffix(1);
    while (!rest.text.empty()) {
      const auto word = rest.take_word();
      const auto profile = parse_profile(word.text);
      if (!profile) {
        word.fail("'" + std::string(word.text) + "' is no profile" +
                  suggestion(word.text, {"base", "strict", "course"}));
      }
      alternative.required_in.push_back(*profile);
    }
    if (alternative.required_in.empty()) words.fail("the brackets name no profile", bracket);
  }
  alternative.label = label.text;
  const auto right = [](char c) {
    return (c >= 'a' && c <= 'z') || protocol::is_digit(c) || c == ' ' || c == '-' || c == ',';
  };
  if (label.text.empty() || !std::ranges::all_of(label.text, right)) {
    label.fail("a label is made of lower case letters, digits, blanks, commas and '-'");
  }
}

Alternative read_alternative(const Words& words, std::string_view loop_variables) {
  const auto equals = words.text.find(" = ");
  if (equals == std::string_view::npos) words.fail("an alternative is written LABEL = EXPECTATION");
  Alternative alternative;
  read_label(words.first(equals), alternative);
  const auto rest = words.from(equals + 3);
  if (rest.text.starts_with("one of:")) rest.fail("alternatives do not nest");
  alternative.expectation = read_expectation(rest, {}, loop_variables);
  const auto& expected = alternative.expectation;
  if (expected.kind == Kind::as_before || expected.order == RowOrder::puts_as_before) {
    rest.fail("this is no alternative");
  }
  return alternative;
}

Expectation read_alternatives(const Words& rest, const std::vector<Words>& block,
                              std::string_view loop_variables) {
  if (!rest.text.empty()) rest.fail("alternatives stand on lines of their own, indented");
  Expectation expectation;
  expectation.kind = Kind::one_of;
  for (const auto& line : block) {
    auto alternative = read_alternative(line, loop_variables);
    const auto& known = expectation.alternatives;
    if (std::ranges::find(known, alternative.label, &Alternative::label) != known.end()) {
      line.fail("the label '" + alternative.label + "' stands here twice");
    }
    expectation.alternatives.push_back(std::move(alternative));
  }
  if (expectation.alternatives.size() < 2) rest.fail("one of: needs at least two alternatives");
  return expectation;
}

/// "1200 ms"
std::chrono::milliseconds read_milliseconds(const Words& words) {
  constexpr std::size_t longest = 10'000;
  constexpr std::string_view unit = " ms";
  if (!words.text.ends_with(unit)) words.fail("write: silence for 1200 ms");
  return std::chrono::milliseconds(
      read_number(words.first(words.text.size() - unit.size()), 1, longest));
}

}  // namespace

Expectation read_expectation(Words words, const std::vector<Words>& block,
                             std::string_view loop_variables) {
  if (words.text.empty()) words.fail("an expectation is missing");
  for (const auto& [prefix, order] : row_orders) {
    auto rest = words;
    if (rest.take(prefix)) return read_rows(order, rest, block, loop_variables);
  }
  if (auto rest = words; rest.take("one of:")) {
    return read_alternatives(rest, block, loop_variables);
  }
  if (!block.empty()) block.front().fail("this line belongs to no rows and no alternatives");
  Expectation expectation;
  if (auto rest = words; rest.take("silence for ")) {
    expectation.kind = Kind::silence;
    expectation.at_least = read_milliseconds(rest);
    return expectation;
  }
  for (const auto& [word, kind] : plain_words) {
    if (words.text != word) continue;
    expectation.kind = kind;
    return expectation;
  }
  if (words.text.starts_with("ok,")) {
    words.fail("unknown form of an ok answer" +
               suggestion(words.text, {"ok, in any order:", "ok, in this order:",
                                       "ok, in order within each key:", "ok, among others:",
                                       "ok, from these puts:", "ok, from these puts, as before:"}));
  }
  if (words.text.find('\\') == std::string_view::npos) {
    // An answer has line ends; a text without any escape is a keyword misspelt.
    words.fail("'" + std::string(words.text) + "' is neither bytes with an escape nor a keyword" +
               suggestion(words.text, {"a frame", "an ok frame", "closed", "silence",
                                       "one of:", "the same as before"}));
  }
  expectation.bytes = read_expected_bytes(words, loop_variables);
  return expectation;
}

}  // namespace eardrum::conformance

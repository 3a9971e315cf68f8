#include "eardrum/conformance/report/fingerprint.hpp"

#include <algorithm>
#include <utility>

#include "eardrum/conformance/report/own_text.hpp"
#include "eardrum/conformance/report/text/columns.hpp"
#include "eardrum/conformance/verdict/axis.hpp"

namespace eardrum::conformance {
namespace {

constexpr std::size_t choice_characters_max = 200;
constexpr std::size_t question_characters_max = 300;
constexpr std::size_t choice_column_max = 34;

/// Reports may come from elsewhere: what is no axis of ours is told under "other".
std::string_view axis_of(const Observation& one) {
  const auto* const known = std::ranges::find(fingerprint_axes, one.place.axis);
  return known == fingerprint_axes.end() ? fingerprint_axes.back() : *known;
}

const std::string& question_of(const Observation& one) {
  return one.place.question.empty() ? one.title : one.place.question;
}

/// "accepted ×3, closed" of "accepted, accepted, accepted, closed".
std::string brief(std::string_view choice) {
  std::string out;
  std::string_view last;
  std::size_t times = 0;
  const auto say = [&] {
    if (times == 0) return;
    out += (out.empty() ? "" : ", ") + std::string(last);
    if (times > 1) out += " ×" + std::to_string(times);
  };
  for (bool more = true; more;) {
    const auto comma = choice.find(", ");
    const auto word = choice.substr(0, comma);
    more = comma != std::string_view::npos;
    if (more) choice.remove_prefix(comma + 2);
    if (times > 0 && word != last) {
      say();
      times = 0;
    }
    last = word;
    ++times;
  }
  say();
  return out;
}

template <class Range, class Value>
void add_once(Range& range, const Value& value) {
  if (std::ranges::find(range, value) == range.end()) range.push_back(value);
}

/// The questions in lines of at most `width` characters; at least one, and none is cut.
std::vector<std::string> in_lines(const std::vector<std::string>& questions, std::size_t width) {
  std::vector<std::string> lines(1);
  for (const auto& question : questions) {
    const auto shown = own_text(question, question_characters_max);
    if (lines.back().empty()) {
      lines.back() = shown;
    } else if (character_count(lines.back()) + 2 + character_count(shown) <= width) {
      lines.back() += "; " + shown;
    } else {
      lines.back() += ";";
      lines.push_back(shown);
    }
  }
  return lines;
}

}  // namespace

std::vector<ReadingAxis> reading(const std::vector<Observation>& fingerprint) {
  std::vector<ReadingAxis> axes;
  for (const auto name : fingerprint_axes) {
    ReadingAxis axis{name, {}, {}};
    for (const auto& one : fingerprint) {
      if (axis_of(one) != name) continue;
      const bool is_rule = one.requirement != "profile";
      if (is_rule) add_once(axis.rules, one.requirement);
      const auto text = brief(one.choice);
      auto choice = std::ranges::find(axis.choices, text, &ReadingChoice::choice);
      if (choice == axis.choices.end()) choice = axis.choices.insert(choice, {text, {}});
      if (is_rule) choice->questions.emplace_back(question_of(one));
    }
    if (!axis.choices.empty()) axes.push_back(std::move(axis));
  }
  return axes;
}

std::vector<std::string> reading_text(const std::vector<Observation>& fingerprint,
                                      std::size_t width) {
  constexpr std::size_t margin = 6;  // before choices
  std::vector<std::string> lines;
  for (const auto& axis : reading(fingerprint)) {
    std::string rules;
    for (const auto& rule : axis.rules) rules += (rules.empty() ? "" : ", ") + own_text(rule);
    lines.push_back("  " + std::string(axis.name) + (rules.empty() ? "" : " (" + rules + ")"));
    std::size_t column = 0;
    for (const auto& one : axis.choices) {
      column = std::max(column, character_count(own_text(one.choice, choice_characters_max)));
    }
    column = std::min(column, choice_column_max);
    const auto room = std::max<std::size_t>(width, margin + column + 32) - margin - column;
    for (const auto& one : axis.choices) {
      auto begin = "    - " + padded(own_text(one.choice, choice_characters_max), column);
      for (const auto& questions : in_lines(one.questions, room)) {
        if (!questions.empty()) begin += "  " + questions;
        lines.push_back(begin);
        begin = "    · " + std::string(column, ' ');
      }
    }
  }
  return lines;
}

}  // namespace eardrum::conformance

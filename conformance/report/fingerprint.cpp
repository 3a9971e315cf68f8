#include "eardrum/conformance/report/fingerprint.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "eardrum/conformance/report/own_text.hpp"
#include "eardrum/conformance/report/text/columns.hpp"

namespace eardrum::conformance {
namespace {

constexpr std::size_t choice_characters_max = 200;
constexpr std::size_t question_characters_max = 300;
constexpr std::size_t choice_column_max = 34;

// In the order in which one would write them down: what is kept, what comes back, what is taken.
constexpr std::array<std::string_view, 18> axis_names{
    "fits best",
    "two puts at one timestamp",
    "order of rows",
    "numbers in an answer",
    "values in a put",
    "timestamps in a put",
    "blanks",
    "CR before LF",
    "empty lines",
    "keys",
    "upper and lower case",
    "limits",
    "a client that stops sending",
    "connections and restarts",
    "a timestamp that the caller leaves out",
    "order of what a client returns",
    "numbers that a client sends",
    "other",
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 27> axis_of_rule{{
    {"profile", "fits best"},
    {"REQ-PUT-17", "two puts at one timestamp"},
    {"REQ-PUT-18", "two puts at one timestamp"},
    {"REQ-GET-9", "order of rows"},
    {"REQ-GET-7", "numbers in an answer"},
    {"REQ-PUT-5", "values in a put"},
    {"REQ-PUT-7", "values in a put"},
    {"REQ-PUT-9", "timestamps in a put"},
    {"REQ-PUT-11", "timestamps in a put"},
    {"REQ-PUT-13", "blanks"},
    {"REQ-FRM-8", "CR before LF"},
    {"REQ-ERR-5", "empty lines"},
    {"REQ-PUT-14", "keys"},
    {"REQ-KEY-2", "keys"},
    {"REQ-KEY-3", "keys"},
    {"REQ-KEY-4", "keys"},
    {"REQ-ERR-6", "upper and lower case"},
    {"REQ-LIM-2", "limits"},
    {"REQ-FRM-2", "limits"},
    {"REQ-FRM-6", "a client that stops sending"},
    {"REQ-FRM-9", "a client that stops sending"},
    {"REQ-CON-4", "connections and restarts"},
    {"REQ-CON-5", "connections and restarts"},
    {"REQ-CON-7", "connections and restarts"},
    {"REQ-CLI-10", "a timestamp that the caller leaves out"},
    {"REQ-CLI-7", "numbers that a client sends"},
    {"REQ-CLI-11", "order of what a client returns"},
}};

std::string_view axis_name(std::string_view requirement) {
  const auto* const known = std::ranges::find(
      axis_of_rule, requirement, &std::pair<std::string_view, std::string_view>::first);
  return known == axis_of_rule.end() ? axis_names.back() : known->second;
}

/// What is asked about: "1e3" of "how the value 1e3 is taken". A title of another form stays whole.
std::string_view question_of(std::string_view title) {
  constexpr std::array<std::string_view, 3> beginnings{"how the value ", "how the timestamp ",
                                                       "how "};
  constexpr std::array<std::string_view, 4> ends{" is taken", " is taken, and echoed",
                                                 " is taken, and what it stores",
                                                 " is written in a row"};
  for (const auto beginning : beginnings) {
    if (!title.starts_with(beginning)) continue;
    for (const auto end : ends) {
      if (!title.ends_with(end) || title.size() <= beginning.size() + end.size()) continue;
      return title.substr(beginning.size(), title.size() - beginning.size() - end.size());
    }
  }
  return title;
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

bool has_axis(std::string_view requirement) {
  return axis_name(requirement) != axis_names.back();
}

std::vector<ReadingAxis> reading(const std::vector<Observation>& fingerprint) {
  std::vector<ReadingAxis> axes;
  for (const auto name : axis_names) {
    ReadingAxis axis{name, {}, {}};
    for (const auto& one : fingerprint) {
      if (axis_name(one.requirement) != name) continue;
      const bool is_rule = one.requirement != "profile";
      if (is_rule) add_once(axis.rules, one.requirement);
      const auto text = brief(one.choice);
      auto choice = std::ranges::find(axis.choices, text, &ReadingChoice::choice);
      if (choice == axis.choices.end()) choice = axis.choices.insert(choice, {text, {}});
      if (is_rule) choice->questions.emplace_back(question_of(one.title));
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

#include "eardrum/conformance/report/text/comparison.hpp"

#include <algorithm>

#include "eardrum/conformance/report/finding_groups.hpp"
#include "eardrum/conformance/report/html/html_parts.hpp"
#include "eardrum/conformance/report/own_text.hpp"
#include "eardrum/conformance/report/text/columns.hpp"
#include "eardrum/protocol/requirement.hpp"

namespace eardrum::conformance {
namespace {

constexpr std::size_t name_characters_max = 60;
constexpr std::size_t title_characters_max = 300;

std::string title_of(const std::string& rule) {
  const auto* const requirement = protocol::find_requirement(rule);
  return requirement == nullptr ? "" : std::string(requirement->rule);
}

ComparisonRow& row_of(std::vector<ComparisonRow>& rows, const std::string& name,
                      const std::string& title) {
  const auto same = [&](const ComparisonRow& row) {
    return row.name == name && row.title == title;
  };
  auto found = std::ranges::find_if(rows, same);
  if (found == rows.end()) found = rows.insert(found, {name, title, {}, {}});
  return *found;
}

/// A, B, … Z, AA, …
std::string letters(std::size_t index) {
  const auto last = std::string(1, static_cast<char>('A' + index % 26));
  return index < 26 ? last : letters(index / 26 - 1) + last;
}

bool all_green(const ComparisonRow& row) {
  return std::ranges::all_of(row.sums, [](const Sum& sum) {
    return sum.gravest == Verdict::pass || sum.gravest == Verdict::info ||
           sum.gravest == Verdict::not_applicable;
  });
}

}  // namespace

void Sum::add(Verdict verdict) {
  if (played++ == 0 || severity(verdict) > severity(gravest)) {
    gravest = verdict;
    gravest_count = 0;
  }
  if (gravest == verdict) ++gravest_count;
}

std::string Sum::text() const {
  if (played == 0) return "";
  const auto out = std::string(label(gravest)) + " " + std::to_string(gravest_count);
  return gravest_count == played ? out : out + " of " + std::to_string(played);
}

Comparison compare(const std::vector<NamedReport>& reports) {
  Comparison out;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    for (const auto& result : reports[i].report.cases) {
      const auto& rule = blamed_rule(result);
      auto& row = row_of(out.rules, rule, title_of(rule));
      row.sums.resize(reports.size());
      row.sums[i].add(result.verdict);
    }
    for (const auto& axis : reports[i].report.fingerprint) {
      auto& row = row_of(out.open_points, axis.requirement, axis.title);
      row.choices.resize(reports.size());
      row.choices[i] = axis.choice;
    }
  }
  std::ranges::sort(out.rules, {}, &ComparisonRow::name);
  std::erase_if(out.open_points, [](const ComparisonRow& row) {
    return std::ranges::adjacent_find(row.choices, std::ranges::not_equal_to{}) ==
           row.choices.end();
  });
  return out;
}

std::string comparison_text(const std::vector<NamedReport>& reports, bool verbose) {
  const auto comparison = compare(reports);
  std::string out;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    out += letters(i) + "  " + own_text(reports[i].name, name_characters_max) + ": " +
           overall_sentence(reports[i].report) + "\n";
  }
  std::vector<std::vector<std::string>> rows{{""}};
  for (std::size_t i = 0; i < reports.size(); ++i) rows.front().push_back(letters(i));
  std::size_t green = 0;
  for (const auto& row : comparison.rules) {
    if (!verbose && all_green(row)) {
      ++green;
      continue;
    }
    auto& cells =
        rows.emplace_back(std::vector<std::string>{"- " + own_text(row.name, name_characters_max)});
    for (const auto& sum : row.sums) cells.push_back(sum.played == 0 ? "-" : sum.text());
  }
  out += "\n";
  for (const auto& line : columns(rows)) out += line + "\n";
  if (green > 0) {
    out += "and " + std::to_string(green) + (green == 1 ? " rule" : " rules") +
           " that no report finds broken\n";
  }
  if (comparison.open_points.empty()) return out;
  out += "\nOpen points in which they differ\n";
  for (const auto& row : comparison.open_points) {
    out += "- " + own_text(row.name) + "  " + own_text(row.title, title_characters_max) + "\n";
    for (std::size_t i = 0; i < row.choices.size(); ++i) {
      if (row.choices[i].empty()) continue;
      out += "    " + letters(i) + "  " + own_text(row.choices[i], title_characters_max) + "\n";
    }
  }
  return out;
}

std::string comparison_html(const std::vector<NamedReport>& reports) {
  const HtmlDocument document("eardrum: comparison of implementations");
  const auto main = document.content();
  main.with("p", "kicker", "eardrum").with("h1", "", "Comparison of implementations");
  const auto comparison = compare(reports);
  const auto heads = [&](const HtmlNode& table) {
    const auto row = table.add("thead").add("tr");
    row.with("th", "", "rule").with("th", "", "");
    for (const auto& one : reports) row.with("th", "", one.name);
  };
  const auto table = main.add("div", "scroll").add("table");
  heads(table);
  const auto body = table.add("tbody");
  const auto whole = body.add("tr");
  whole.with("td", "name", "").with("td", "rule-text", "all together");
  for (const auto& one : reports) {
    whole.add("td").with("span", exit_code(one.report) == 0 ? "good whole" : "bad whole",
                         overall_sentence(one.report));
  }
  for (const auto& line : comparison.rules) {
    const auto row = body.add("tr");
    row.with("td", "name", line.name).with("td", "rule-text", line.title);
    for (const auto& sum : line.sums) {
      const auto cell = row.add("td", "cell");
      if (sum.played > 0) {
        cell.with("span", "verdict " + std::string(html_kind(sum.gravest)), sum.text());
      }
    }
  }
  if (comparison.open_points.empty()) return document.text();
  main.with("h2", "", "Open points in which they differ");
  const auto open = main.add("div", "scroll").add("table");
  heads(open);
  const auto rows = open.add("tbody");
  for (const auto& line : comparison.open_points) {
    const auto row = rows.add("tr");
    row.with("td", "name", line.name).with("td", "rule-text", line.title);
    for (const auto& choice : line.choices) row.with("td", "", choice);
  }
  return document.text();
}

}  // namespace eardrum::conformance

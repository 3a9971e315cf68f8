// The matrix of rules and deliveries: where a testee fails, at one glance.
#include <algorithm>

#include "eardrum/conformance/report/html/html_parts.hpp"
#include "eardrum/protocol/requirement.hpp"

namespace eardrum::conformance {
namespace {

struct Cell {
  std::size_t played = 0;
  std::size_t gravest_count = 0;
  const CaseResult* gravest = nullptr;
};

void count_in(Cell& cell, const CaseResult& result) {
  ++cell.played;
  if (cell.gravest == nullptr || severity(result.verdict) > severity(cell.gravest->verdict)) {
    cell.gravest = &result;
    cell.gravest_count = 0;
  }
  if (cell.gravest->verdict == result.verdict) ++cell.gravest_count;
}

void show(const HtmlNode& row, const Cell& cell, const HtmlAnchors& anchors) {
  const auto td = row.add("td", "cell");
  if (cell.gravest == nullptr) {
    td.with("span", "soft", "–");
    return;
  }
  const auto verdict = cell.gravest->verdict;
  auto text = std::string(label(verdict)) + " " + std::to_string(cell.gravest_count);
  if (cell.gravest_count < cell.played) text += " of " + std::to_string(cell.played);
  const auto chip = td.add("span", "verdict " + std::string(html_kind(verdict)));
  const auto place = anchors.find(cell.gravest);
  if (place == anchors.end()) {
    chip.text(text);
  } else {
    chip.add("a").set("href", "#" + place->second).text(text);
  }
}

template <class Names>
std::size_t index_of(Names& names, const std::string& name) {
  const auto found = std::ranges::find(names, name);
  const auto index = static_cast<std::size_t>(found - names.begin());
  if (found == names.end()) names.push_back(name);
  return index;
}

}  // namespace

std::string_view html_kind(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return "good";
    case Verdict::fail:
    case Verdict::crash:
    case Verdict::hang:
    case Verdict::sanitizer:
    case Verdict::leak:
      return "bad";
    case Verdict::warn:
    case Verdict::untested:
    case Verdict::harness:
      return "doubt";
    case Verdict::info:
      return "open";
    case Verdict::not_applicable:
      break;
  }
  return "none";
}

void html_matrix(const HtmlNode& parent, const RunReport& report, const HtmlAnchors& anchors) {
  std::vector<std::string> deliveries;
  std::vector<std::string> rules;
  std::map<std::pair<std::size_t, std::size_t>, Cell> cells;
  for (const auto& result : report.cases) {
    const auto at =
        std::pair(index_of(rules, blamed_rule(result)), index_of(deliveries, result.delivery));
    count_in(cells[at], result);
  }
  const auto table = parent.add("div", "scroll").add("table");
  const auto head = table.add("thead").add("tr");
  head.with("th", "", "rule").with("th", "", "");
  for (const auto& delivery : deliveries) head.with("th", "", delivery);
  const auto body = table.add("tbody");
  for (std::size_t rule = 0; rule < rules.size(); ++rule) {
    const auto row = body.add("tr");
    row.with("td", "name", rules[rule]);
    const auto* const requirement = protocol::find_requirement(rules[rule]);
    row.with("td", "rule-text", requirement == nullptr ? std::string_view() : requirement->rule);
    for (std::size_t i = 0; i < deliveries.size(); ++i) show(row, cells[{rule, i}], anchors);
  }
}

}  // namespace eardrum::conformance

// The poisoning law for what is made of reports later: comparison, difference, badge.
#include <algorithm>
#include <string_view>
#include <vector>

#include "eardrum/conformance/report/testing/poisoning_law.hpp"
#include "eardrum/conformance/report/testing/report_laws.hpp"
#include "eardrum/conformance/report/text/comparison.hpp"

namespace eardrum::conformance {
namespace {

using Broken = std::optional<std::string>;

std::string last_line_but(std::string_view text, std::size_t lines) {
  for (; lines > 0 && !text.empty(); --lines) {
    text.remove_suffix(1);
    text = text.substr(0, text.rfind('\n') + 1);
  }
  if (text.ends_with('\n')) text.remove_suffix(1);
  return std::string(text.substr(text.rfind('\n') + 1));
}

/// The same report with one failure more and one less.
RunReport changed(RunReport report) {
  report.cases.at(0).verdict = Verdict::fail;
  report.cases.at(1).verdict = Verdict::pass;
  report.cases.at(1).finding.reset();
  return report;
}

std::vector<NamedReport> beside_each_other(const RunReport& report, const std::string& name) {
  return {{name, report}, {"x", changed(report)}, {name, {}}};
}

/// The badge without its numbers and widths: rules that are spoiled alike are one.
std::string words_of(std::string badge) {
  std::erase_if(badge, [](char c) { return c >= '0' && c <= '9'; });
  for (auto at = badge.find("rules"); at != std::string::npos; at = badge.find("rules")) {
    badge.erase(at + 4, 1);
  }
  return badge;
}

}  // namespace

Broken judge_comparison(const RunReport& report, const std::string& name) {
  const auto reports = beside_each_other(report, name);
  for (const bool verbose : {false, true}) {
    const auto text = comparison_text(reports, verbose);
    if (auto bad = not_inert(text)) return bad;
    if (!text.starts_with("A  ")) return "does not begin with our words";
  }
  return std::nullopt;
}

Broken judge_comparison_page(const RunReport& report, const std::string& name) {
  const auto page = comparison_html(beside_each_other(report, name));
  if (auto bad = not_inert(page)) return bad;
  return bad_page(page);
}

Broken judge_difference(const RunReport& report) {
  const auto text = difference_text(report, changed(report));
  if (auto bad = not_inert(text)) return bad;
  static const auto expected =
      last_line_but(difference_text(benign_report(), changed(benign_report())), 2);
  if (last_line_but(text, 2) != expected) return "another sum";
  return std::nullopt;
}

Broken judge_badge(const RunReport& report) {
  static const auto expected = words_of(badge(benign_report()));
  if (words_of(badge(report)) != expected) return "not our words alone";
  return std::nullopt;
}

}  // namespace eardrum::conformance

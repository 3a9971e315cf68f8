// The poisoning law for what programs read as values: JSON and JUnit.
#include <algorithm>
#include <pugixml.hpp>
#include <string_view>
#include <vector>

#include "eardrum/conformance/report/formats/json.hpp"
#include "eardrum/conformance/report/formats/junit.hpp"
#include "eardrum/conformance/report/testing/poisoning_law.hpp"
#include "eardrum/conformance/report/testing/report_laws.hpp"

namespace eardrum::conformance {
namespace {

using Broken = std::optional<std::string>;

/// "failure FAIL" and so on, one for each case.
std::vector<std::string> junit_verdicts(const pugi::xml_document& document) {
  std::vector<std::string> verdicts;
  for (const auto node : document.child("testsuites").child("testsuite").children("testcase")) {
    std::string verdict;
    for (const auto child : node.children()) {
      const std::string_view name = child.name();
      if (name.starts_with("system-")) continue;
      verdict += std::string(name) + " " + child.attribute("type").value();
    }
    verdicts.push_back(std::move(verdict));
  }
  return verdicts;
}

}  // namespace

Broken judge_json(const RunReport& report) {
  const auto text = json_report(report);
  if (const auto bad = not_inert(text)) return "" + *bad;
  const auto read = read_json_report(text);
  if (!read) return "" + visible(read.error());
  if (json_report(*read) != text) return "reads as another report";
  if (!std::ranges::equal(read->cases, benign_report().cases, {}, &CaseResult::verdict,
                          &CaseResult::verdict)) {
    return "another verdict";
  }
  const auto& received = read->cases.at(1).finding->received;
  if (received != report.cases.at(1).finding->received) return "other bytes received";
  return std::nullopt;
}

Broken judge_junit(const RunReport& report) {
  const auto text = junit_report(report);
  if (const auto bad = not_inert(text)) return "" + *bad;
  pugi::xml_document document;
  if (!document.load_string(text.c_str())) return "not well-formed";
  static const auto expected = [] {
    pugi::xml_document benign;
    benign.load_string(junit_report(benign_report()).c_str());
    return junit_verdicts(benign);
  }();
  if (junit_verdicts(document) != expected) return "another verdict";
  return std::nullopt;
}

}  // namespace eardrum::conformance

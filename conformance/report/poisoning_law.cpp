#include "eardrum/conformance/report/poisoning_law.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <sstream>
#include <vector>

#include "eardrum/conformance/report/console.hpp"
#include "eardrum/conformance/report/json.hpp"
#include "eardrum/conformance/report/junit.hpp"
#include "eardrum/conformance/report/report_laws.hpp"
#include "eardrum/conformance/report/sample_report.hpp"
#include "eardrum/conformance/testee_bytes.hpp"

namespace eardrum::conformance {
namespace {

using Broken = std::optional<std::string>;

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// What iconv would not take for UTF-8, what no terminal should get; by the standard's own table of
/// well-formed sequences (Unicode, table 3-7), in its three-byte and four-byte rows.
Broken bad_character(std::string_view text) {
  const auto at = [&](std::size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
  };
  const auto tail = [&](std::size_t i) { return at(i) >= 0x80 && at(i) <= 0xBF; };
  for (std::size_t i = 0; i < text.size();) {
    const unsigned a = at(i);
    const unsigned b = at(i + 1);
    const auto bad = [i](std::string_view what) {
      return std::string(what) + " at byte " + std::to_string(i);
    };
    if (a == '\n' || (a >= 0x20 && a <= 0x7E)) {
      i += 1;
    } else if (a >= 0xC2 && a <= 0xDF && tail(i + 1)) {
      const unsigned code = (a & 0x1FU) << 6U | (b & 0x3FU);
      if (code < 0xA0 || code == 0xAD || code == 0x61C) return bad("a control character");
      i += 2;
    } else if (a >= 0xE0 && a <= 0xEF && tail(i + 1) && tail(i + 2)) {
      const unsigned code = (a & 0xFU) << 12U | (b & 0x3FU) << 6U | (at(i + 2) & 0x3FU);
      if (code < 0x800 || (code >= 0xD800 && code <= 0xF8FF)) return bad("no character");
      if ((code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
          (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF || code >= 0xFFF9) {
        return bad("a format character");
      }
      i += 3;
    } else if (a >= 0xF0 && a <= 0xF4 && tail(i + 1) && tail(i + 2) && tail(i + 3)) {
      if ((a == 0xF0 && b < 0x90) || (a == 0xF4 && b > 0x8F)) return bad("no character");
      if (a == 0xF3 && b >= 0xA0) return bad("a tag character");
      i += 4;
    } else {
      return bad("a byte that is neither printable nor UTF-8");
    }
  }
  return std::nullopt;
}

/// `bytes` in every place of a testee, and in a complaint about a baseline's entry.
RunReport law_sample(const std::string& bytes) {
  auto report = sample_report(bytes);
  report.baseline_faults = {bytes};
  return report;
}

/// The same report as it would be without a stranger's bytes.
const RunReport& benign() {
  static const RunReport report = law_sample("x");
  return report;
}

Broken judge_json(const RunReport& report) {
  const auto text = json_report(report);
  if (const auto bad = not_inert(text)) return "JSON: " + *bad;
  if (!nlohmann::json::accept(text)) return "JSON: not well-formed";
  const auto read = read_json_report(text);
  if (!read) return "JSON: " + visible(read.error());
  if (json_report(*read) != text) return "JSON: reads as another report";
  if (!std::ranges::equal(read->cases, benign().cases, {}, &CaseResult::verdict,
                          &CaseResult::verdict)) {
    return "JSON: another verdict";
  }
  const auto& received = read->cases.at(1).finding->received;
  if (received != report.cases.at(1).finding->received) return "JSON: other bytes received";
  return std::nullopt;
}

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

Broken judge_junit(const RunReport& report) {
  const auto text = junit_report(report);
  if (const auto bad = not_inert(text)) return "JUnit: " + *bad;
  pugi::xml_document document;
  pugi::xml_document expected;
  if (!document.load_string(text.c_str())) return "JUnit: not well-formed";
  expected.load_string(junit_report(benign()).c_str());
  if (junit_verdicts(document) != junit_verdicts(expected)) return "JUnit: another verdict";
  return std::nullopt;
}

std::string console(const RunReport& report, const ConsoleOptions& options) {
  std::ostringstream out;
  ConsoleReport console_report(out, options);
  for (std::size_t i = 0; i < report.cases.size(); ++i) {
    console_report.on_case(report.cases[i], i + 1, report.cases.size());
  }
  console_report.finish(report);
  return out.str();
}

/// Takes out what the console itself writes to a terminal: colours and the erasing of a line.
std::string without_own_escapes(std::string text) {
  for (const std::string_view own :
       {"\r\x1b[K", "\x1b[32m", "\x1b[1;31m", "\x1b[33m", "\x1b[1m", "\x1b[2m", "\x1b[0m"}) {
    for (auto at = text.find(own); at != std::string::npos; at = text.find(own, at)) {
      text.erase(at, own.size());
    }
  }
  return text;
}

/// The labels with which the lines of the sum begin.
std::vector<std::string> console_verdicts(std::string_view text) {
  std::vector<std::string> labels;
  const auto sum = text.rfind("\nPASS ");
  for (const auto line : split(text.substr(std::min(sum + 1, text.size())))) {
    labels.emplace_back(line.substr(0, line.find(' ')));
  }
  return labels;
}

Broken judge_console(const RunReport& report) {
  for (const bool verbose : {false, true}) {
    const ConsoleOptions plain{false, false, verbose, 80};
    const auto text = console(report, plain);
    if (const auto bad = not_inert(text)) return "console: " + *bad;
    if (console_verdicts(text) != console_verdicts(console(benign(), plain))) {
      return "console: another verdict";
    }
    const auto terminal = without_own_escapes(console(report, {true, true, verbose, 80}));
    if (const auto bad = not_inert(terminal)) return "terminal: " + *bad;
  }
  return std::nullopt;
}

Broken judge(const RunReport& report, const std::string& poison) {
  if (auto bad = judge_json(report)) return bad;
  if (auto bad = judge_junit(report)) return bad;
  if (auto bad = judge_html(report, benign())) return bad;
  if (auto bad = judge_sarif(report, benign())) return bad;
  if (auto bad = judge_tap(report, benign())) return bad;
  if (auto bad = judge_github(report)) return bad;
  if (auto bad = judge_comparison(report, poison)) return bad;
  if (auto bad = judge_difference(report, benign())) return bad;
  if (auto bad = judge_badge(report, benign())) return bad;
  return judge_console(report);
}

/// `bytes` with a build server's command wherever a careless report might begin a line.
std::string with_commands(std::string_view bytes) {
  constexpr std::string_view command = "::error::";
  std::string out(command);
  for (const char c : bytes) {
    out += c;
    if (c == '\n' || c == '\r' || c == ' ') out += command;
  }
  return out;
}

}  // namespace

Broken not_inert(std::string_view text) {
  if (auto bad = bad_character(text)) return bad;
  for (const auto line : split(text)) {
    const auto begin = std::min(line.find_first_not_of(' '), line.size());
    if (line.substr(begin).starts_with("::")) return "a line begins with a command";
    if (line.find("##") != std::string_view::npos) return "a line holds ##";
  }
  return std::nullopt;
}

Broken poisoning_law(std::string_view bytes) {
  for (const auto& poison : {std::string(bytes), with_commands(bytes)}) {
    auto report = law_sample(poison);
    if (auto bad = judge(report, poison)) return bad;
    spoil_own_texts(report, poison);
    if (auto bad = judge(report, poison)) return "in texts of our own: " + *bad;
  }
  return std::nullopt;
}

}  // namespace eardrum::conformance

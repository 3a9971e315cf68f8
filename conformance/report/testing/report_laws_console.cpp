// The poisoning law for the console's report, in a pipe and on a terminal.
#include <algorithm>
#include <sstream>
#include <string_view>
#include <vector>

#include "eardrum/conformance/report/testing/poisoning_law.hpp"
#include "eardrum/conformance/report/testing/report_laws.hpp"
#include "eardrum/conformance/report/text/console.hpp"

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

std::string console_whole(const RunReport& report, const ConsoleOptions& options) {
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

/// The labels with which the lines of the sum begin, sorted: what explains others comes first
/// there, and that depends on what came.
std::vector<std::string> console_verdicts(std::string_view text) {
  std::vector<std::string> labels;
  const auto sum = text.rfind("\nPASS ");
  for (const auto line : split(text.substr(std::min(sum + 1, text.size())))) {
    const auto word = line.substr(0, line.find(' '));
    if (parse_verdict(word)) labels.emplace_back(word);
  }
  std::ranges::sort(labels);
  return labels;
}

}  // namespace

Broken judge_console(const RunReport& report, bool verbose, bool terminal) {
  const ConsoleOptions options{terminal, terminal, verbose, 80};
  const auto written = console_whole(report, options);
  const auto text = terminal ? without_own_escapes(written) : written;
  if (auto bad = not_inert(text)) return bad;
  static const auto expected = console_verdicts(console_whole(benign_report(), {}));
  if (console_verdicts(text) != expected) return "another verdict";
  return std::nullopt;
}

}  // namespace eardrum::conformance

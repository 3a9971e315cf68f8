#include "eardrum/conformance/report/testing/poisoning_law.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "eardrum/conformance/report/testing/report_laws.hpp"
#include "eardrum/conformance/report/testing/sample_report.hpp"

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

/// The law in one format. `poison` is also what an implementation's file is called.
using Judge = Broken (*)(const RunReport& report, const std::string& poison);

template <Broken (*judge)(const RunReport&)>
constexpr Judge alone = [](const RunReport& report, const std::string&) { return judge(report); };

template <bool verbose, bool terminal>
constexpr Judge console = [](const RunReport& report, const std::string&) {
  return judge_console(report, verbose, terminal);
};

constexpr std::array<std::pair<std::string_view, Judge>, 14> judges{{
    {"JSON", alone<judge_json>},
    {"JUnit", alone<judge_junit>},
    {"HTML", alone<judge_html>},
    {"SARIF", alone<judge_sarif>},
    {"TAP", alone<judge_tap>},
    {"GitHub", alone<judge_github>},
    {"comparison", judge_comparison},
    {"comparison, HTML", judge_comparison_page},
    {"difference", alone<judge_difference>},
    {"badge", alone<judge_badge>},
    {"console", console<false, false>},
    {"console, verbose", console<true, false>},
    {"terminal", console<false, true>},
    {"terminal, verbose", console<true, true>},
}};
static_assert(poisoning_law_parts == 4 * judges.size());

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

RunReport law_sample(const std::string& bytes) {
  auto report = sample_report(bytes);
  report.baseline_faults = {bytes};
  report.remarks = {bytes};
  return report;
}

const RunReport& benign_report() {
  static const RunReport report = law_sample("x");
  return report;
}

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
  for (std::size_t part = 0; part < poisoning_law_parts; ++part) {
    if (auto bad = poisoning_law_part(bytes, part)) return bad;
  }
  return std::nullopt;
}

Broken poisoning_law_part(std::string_view bytes, std::size_t part) {
  const auto& [name, judge] = judges.at(part % judges.size());
  const bool commands = part / judges.size() % 2 == 1;
  const bool own_texts = part / judges.size() / 2 % 2 == 1;
  const auto poison = commands ? with_commands(bytes) : std::string(bytes);
  auto report = law_sample(poison);
  if (own_texts) spoil_own_texts(report, poison);
  const auto bad = judge(report, poison);
  if (!bad) return std::nullopt;
  return (own_texts ? "in texts of our own: " : "") + std::string(name) + ": " + *bad;
}

}  // namespace eardrum::conformance

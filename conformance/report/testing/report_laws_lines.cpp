// The poisoning law for what is read line by line, and for SARIF.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "eardrum/conformance/report/formats/github.hpp"
#include "eardrum/conformance/report/formats/sarif.hpp"
#include "eardrum/conformance/report/formats/tap.hpp"
#include "eardrum/conformance/report/testing/poisoning_law.hpp"
#include "eardrum/conformance/report/testing/report_laws.hpp"

namespace eardrum::conformance {
namespace {

using Broken = std::optional<std::string>;

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// "error 12" for each result, with what services refuse: a URI that is not relative.
Broken sarif_levels(const std::string& text, std::vector<std::string>& levels) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (json.is_discarded()) return "not well-formed";
  for (const auto& result : json.at("runs").at(0).at("results")) {
    levels.push_back(result.at("level").get<std::string>() + " " +
                     result.at("properties").at("verdict").get<std::string>());
    const auto place = result.at("locations").at(0).at("physicalLocation");
    const auto uri = place.at("artifactLocation").at("uri").get<std::string>();
    constexpr std::string_view allowed =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/%";
    if (uri.empty() || uri.starts_with('/') || uri.find("..") != std::string::npos ||
        uri.find_first_not_of(allowed) != std::string::npos) {
      return "a URI that is not relative";
    }
    if (place.at("region").at("startLine").get<long>() < 1) return "no line";
  }
  return std::nullopt;
}

/// The beginnings of test points and what their directives say; the rest is indented or a comment.
Broken tap_points(const std::string& text, std::vector<std::string>& points) {
  for (const auto& line : lines_of(text)) {
    if (line.starts_with("  ") || line.starts_with("# ")) continue;
    auto point = line.substr(0, line.find(" - "));
    // A # that is not escaped begins the directive; there is one at most.
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '\\') {
        ++i;
      } else if (line[i] == '#') {
        point += line.substr(i, 6);
      }
    }
    points.push_back(point);
  }
  return points.size() < 2 ? Broken("no plan") : std::nullopt;
}

bool is_our_command(std::string_view line) {
  constexpr std::string_view begin = "::error title=";
  if (!line.starts_with(begin)) return false;
  const auto title_end = line.find("::", begin.size());
  const auto title = line.substr(begin.size(), title_end - begin.size());
  return title_end != std::string_view::npos && title.find_first_of(":,") == std::string_view::npos;
}

/// Markdown outside of fences: a scanner for fences as CommonMark has them.
Broken outside_of_fences(const std::string& text) {
  std::size_t open = 0;  // back-ticks of the fence that is open
  for (const auto& line : lines_of(text)) {
    const auto begin = std::min(line.find_first_not_of(' '), line.size());
    const auto end = std::min(line.find_first_not_of('`', begin), line.size());
    const auto ticks = begin < 4 ? end - begin : 0;
    const auto rest = std::string_view(line).substr(end);
    if (open == 0 && ticks >= 3) {
      if (rest != "text") return "a fence that is not ours";
      open = ticks;
    } else if (open > 0 && ticks >= open && rest.find_first_not_of(' ') == std::string_view::npos) {
      open = 0;
    } else if (open == 0) {
      constexpr std::string_view ours =
          "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .=-";
      if (line.find_first_not_of(ours) != std::string::npos || line.size() > 60) {
        return "a stranger's words outside of a fence";
      }
    }
  }
  return open == 0 ? std::nullopt : Broken("a fence is left open");
}

}  // namespace

Broken judge_sarif(const RunReport& report) {
  const auto text = sarif_report(report);
  if (auto bad = not_inert(text)) return bad;
  std::vector<std::string> levels;
  if (auto bad = sarif_levels(text, levels)) return bad;
  static const auto expected = [] {
    std::vector<std::string> benign;
    sarif_levels(sarif_report(benign_report()), benign);
    return benign;
  }();
  if (levels != expected) return "another verdict";
  return std::nullopt;
}

Broken judge_tap(const RunReport& report) {
  const auto text = tap_report(report);
  if (auto bad = not_inert(text)) return bad;
  std::vector<std::string> points;
  if (auto bad = tap_points(text, points)) return bad;
  static const auto expected = [] {
    std::vector<std::string> benign;
    tap_points(tap_report(benign_report()), benign);
    return benign;
  }();
  if (points != expected) return "another verdict";
  return std::nullopt;
}

Broken judge_github(const RunReport& report) {
  for (const auto& line : lines_of(github_annotations(report))) {
    if (!is_our_command(line)) return "a command that is not ours";
    if (auto bad = not_inert(line.substr(2))) return bad;
  }
  const auto summary = github_summary(report);
  if (const auto bad = not_inert(summary)) return "summary: " + *bad;
  if (const auto bad = outside_of_fences(summary)) return "summary: " + *bad;
  return std::nullopt;
}

}  // namespace eardrum::conformance

#include "eardrum/conformance/report/formats/github.hpp"

#include <algorithm>

#include "eardrum/conformance/report/finding_groups.hpp"
#include "eardrum/conformance/report/finding_text.hpp"
#include "eardrum/conformance/report/fingerprint.hpp"
#include "eardrum/conformance/report/own_text.hpp"
#include "eardrum/conformance/report/run_text.hpp"

namespace eardrum::conformance {
namespace {

constexpr std::size_t annotations_max = 10;
constexpr std::size_t ways_per_rule_max = 3;
constexpr std::size_t summary_bytes_max = 400'000;
constexpr std::size_t characters_max = 400;
constexpr std::size_t summary_width = 100;
constexpr std::size_t baseline_faults_max = 50;

/// The runner decodes these again; a comma or colon would end a property.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '%':
        out += "%25";
        break;
      case ':':
        out += "%3A";
        break;
      case ',':
        out += "%2C";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string annotation(const Telling& telling) {
  const auto& first = telling.group->first();
  const auto& why = sentence_of(first);
  auto title = std::string(label(first.verdict)) + " " + own_text(blamed_rule(first)) + " " +
               own_text(first.session, characters_max);
  auto message = own_text(why, characters_max);
  if (first.finding && !first.finding->received.empty()) {
    message += "; received " + first.finding->received.visible(characters_max);
  }
  if (!telling.the_same.empty()) {
    message +=
        "; the same symptom in " + std::to_string(telling.the_same.size()) + " more sessions";
  }
  return "::error title=" + escaped(title) + "::" + escaped(message) + "\n";
}

std::string head(const RunReport& report) {
  std::string text = overall_sentence(report) + "\n" + counts_line(report) + "\n\n";
  text += "testee       " + own_text(command_text(report), characters_max) + "\n";
  text += "confinement  " + own_text(report.confinement, characters_max) + "\n";
  text += "run          " + own_text(report.started_at, characters_max) + ", " +
          std::to_string(report.cases.size()) + " cases, " + std::to_string(report.exchanges) +
          " requests, " + duration_text(report.elapsed) + "\n";
  return text;
}

std::string told(const Telling& telling) {
  std::string text;
  if (const auto& known = telling.group->first().known) {
    text += "expected: " + own_text(known->reason, characters_max) + "\n";
  }
  for (const auto& line : finding_text(*telling.group, {})) text += line + "\n";
  for (const auto* same : telling.the_same) {
    text += "same symptom: " + own_text(blamed_rule(same->first())) + "  " +
            own_text(same->first().session) + " [" + same->deliveries() + "]\n";
  }
  return text;
}

/// One for all entries: findings need the others of the ten.
std::string baseline_annotation(const std::vector<std::string>& faults) {
  auto message = own_text(faults.front(), characters_max);
  if (faults.size() > 1) {
    const auto more = faults.size() - 1;
    message += "; and " + std::to_string(more) + (more == 1 ? " more entry" : " more entries") +
               ", see the log";
  }
  return "::error title=the baseline is out of date::" + escaped(message) + "\n";
}

std::string baseline_summary(const std::vector<std::string>& faults) {
  std::string text;
  const auto told = std::min(faults.size(), baseline_faults_max);
  for (std::size_t i = 0; i < told; ++i) text += "- " + own_text(faults[i], characters_max) + "\n";
  if (told < faults.size()) text += "and " + std::to_string(faults.size() - told) + " more\n";
  return "The baseline is out of date\n---------------------------------\n\n" + fenced(text);
}

}  // namespace

std::string fenced(const std::string& text) {
  std::size_t longest = 2;
  std::size_t here = 0;
  for (const char c : text) {
    here = c == '`' ? here + 1 : 0;
    longest = std::max(longest, here);
  }
  const std::string fence(longest + 1, '`');
  return fence + "text\n" + text + fence + "\n\n";
}

std::string github_annotations(const RunReport& report) {
  const auto rules = group_findings(report);
  std::string out;
  std::size_t count = 0;
  if (!report.baseline_faults.empty()) {
    out += baseline_annotation(report.baseline_faults);
    ++count;
  }
  for (const auto& rule : tell_once(rules, ways_per_rule_max)) {
    for (const auto& telling : rule.in_full) {
      if (telling.group->first().known) continue;  // a baseline expects it
      if (++count < annotations_max) out += annotation(telling);
    }
  }
  if (count >= annotations_max) {
    out += "::error title=eardrum::" + std::to_string(count - annotations_max + 1) +
           " more findings are in the log\n";
  }
  return out;
}

std::string github_summary(const RunReport& report) {
  std::string out = "Eardrum\n=======\n\n" + fenced(head(report));
  if (!report.baseline_faults.empty()) out += baseline_summary(report.baseline_faults);
  const auto rules = group_findings(report);
  std::size_t left_out = 0;
  if (!rules.empty()) out += "Findings\n--------\n\n";
  for (const auto& rule : tell_once(rules, ways_per_rule_max)) {
    for (const auto& telling : rule.in_full) {
      const auto text = fenced(told(telling));
      if (out.size() + text.size() > summary_bytes_max) {
        ++left_out;
      } else {
        out += text;
      }
    }
  }
  if (left_out > 0) out += std::to_string(left_out) + " more findings are in the log.\n\n";
  if (!report.fingerprint.empty()) {
    std::string text;
    for (const auto& line : reading_text(report.fingerprint, summary_width)) text += line + "\n";
    if (out.size() + text.size() < summary_bytes_max + 50'000) {
      out += "Fingerprint\n-----------\n\n" + fenced(text);
    }
  }
  return out;
}

}  // namespace eardrum::conformance

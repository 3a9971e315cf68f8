#include "eardrum/conformance/report/formats/tap.hpp"

#include <nlohmann/json.hpp>

#include "eardrum/conformance/report/finding_groups.hpp"
#include "eardrum/conformance/report/finding_text.hpp"
#include "eardrum/conformance/report/own_text.hpp"

namespace eardrum::conformance {
namespace {

constexpr std::size_t reason_characters_max = 300;

/// On a test point's line # begins a directive and \ escapes.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '#' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

/// A YAML scalar: what JSON writes between quotation marks is one.
std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump();
}

std::string directive(const CaseResult& result) {
  const auto& why = sentence_of(result);
  const auto reason = escaped(own_text(why, reason_characters_max));
  if (result.known) {
    return " # todo expected: " + escaped(own_text(result.known->reason, reason_characters_max));
  }
  switch (result.verdict) {
    case Verdict::not_applicable:
      return " # SKIP not applicable: " + reason;
    case Verdict::untested:
      return " # SKIP untested: " + reason;
    case Verdict::warn:
      return " # todo house rule: " + reason;
    default:
      return "";
  }
}

void append_evidence(std::string& out, const CaseResult& result) {
  const auto& why = sentence_of(result);
  out += "  ---\n  verdict: " + quoted(std::string(label(result.verdict)));
  out += "\n  rule: " + quoted(own_text(blamed_rule(result)));
  out += "\n  message: " + quoted(own_text(why));
  if (result.finding) out += "\n  replay: " + quoted(own_text(result.finding->replay));
  out += "\n  evidence:\n";
  for (const auto& line : finding_text({{&result}}, {})) out += "    - " + quoted(line) + "\n";
  out += "  ...\n";
}

/// An entry of the baseline that is not true any more: a red point of its own.
std::string baseline_point(std::size_t number, const std::string& fault) {
  return "not ok " + std::to_string(number) +
         " - the baseline is true: " + escaped(own_text(fault, reason_characters_max)) +
         "\n  ---\n  verdict: \"BASELINE\"\n  message: " + quoted(own_text(fault)) + "\n  ...\n";
}

}  // namespace

std::string tap_report(const RunReport& report) {
  const auto points = report.cases.size() + report.baseline_faults.size();
  std::string out = "TAP version 14\n1.." + std::to_string(points) + "\n";
  out += "# eardrum " + own_text(report.kit_version) + ", profile " +
         std::string(name(report.profile)) + "\n";
  for (const auto& remark : report.remarks) out += "# remark: " + own_text(remark) + "\n";
  std::size_t number = 0;
  for (const auto& result : report.cases) {
    const bool red = is_told_in_full(result.verdict);
    out += red || result.verdict == Verdict::warn ? "not ok " : "ok ";
    out += std::to_string(++number) + " - " + escaped(own_text(result.session)) + " [" +
           escaped(own_text(result.delivery)) + "]" + directive(result) + "\n";
    if (red && !result.known) append_evidence(out, result);
  }
  for (const auto& fault : report.baseline_faults) out += baseline_point(++number, fault);
  out += "# " + overall_sentence(report) + "\n";
  if (!report.complete) out += "Bail out! The report is incomplete: the run was interrupted.\n";
  return out;
}

}  // namespace eardrum::conformance

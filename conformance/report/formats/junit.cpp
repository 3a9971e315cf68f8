#include "eardrum/conformance/report/formats/junit.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <pugixml.hpp>
#include <sstream>

#include "eardrum/conformance/report/finding_groups.hpp"
#include "eardrum/conformance/report/finding_text.hpp"
#include "eardrum/conformance/report/own_text.hpp"
#include "eardrum/conformance/report/run_text.hpp"

namespace eardrum::conformance {
namespace {

// Build servers keep every report in memory, so what they show of an output is bounded.
constexpr std::size_t output_lines_max = 200;
constexpr std::size_t line_bytes_max = 1000;
constexpr std::size_t message_characters_max = 500;

/// Which child element tells a verdict; none for green. What a baseline expects is skipped: a build
/// server then neither fails for it nor counts it as passed.
const char* element_of(const CaseResult& result) {
  if (result.known) return "skipped";
  switch (result.verdict) {
    case Verdict::fail:
    case Verdict::leak:
      return "failure";
    case Verdict::crash:
    case Verdict::hang:
    case Verdict::sanitizer:
    case Verdict::harness:
      return "error";
    case Verdict::not_applicable:
    case Verdict::untested:
      return "skipped";
    case Verdict::pass:
    case Verdict::warn:
    case Verdict::info:
      break;
  }
  return nullptr;
}

std::size_t count_elements(const RunReport& report, std::string_view element) {
  std::size_t sum = 0;
  for (const auto& result : report.cases) {
    const char* const own = element_of(result);
    if (own != nullptr && own == element) ++sum;
  }
  return sum;
}

void attribute(pugi::xml_node node, const char* name, const std::string& text) {
  node.append_attribute(name).set_value(own_text(text).c_str());
}

void attribute(pugi::xml_node node, const char* name, std::size_t number) {
  node.append_attribute(name).set_value(static_cast<unsigned long long>(number));
}

/// Seconds with all that we know: microseconds.
void time_attribute(pugi::xml_node node, std::chrono::microseconds duration) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.6f", static_cast<double>(duration.count()) / 1e6);
  node.append_attribute("time").set_value(text.data());
}

void property(pugi::xml_node properties, const std::string& name, const std::string& value) {
  auto node = properties.append_child("property");
  attribute(node, "name", name);
  attribute(node, "value", value);
}

void text_child(pugi::xml_node node, const char* name, const std::string& text) {
  if (!text.empty()) node.append_child(name).text().set(text.c_str());
}

std::string output_text(const TesteeBytes& bytes, std::uint64_t dropped_bytes) {
  std::string text;
  const auto lines = bytes.lines();
  const auto first = lines.size() - std::min(lines.size(), output_lines_max);
  if (first > 0) text += "... " + std::to_string(first) + " lines before ...\n";
  if (dropped_bytes > 0) text += "... " + std::to_string(dropped_bytes) + " bytes dropped ...\n";
  for (auto i = first; i < lines.size(); ++i) {
    text += "│ " + lines[i].visible(line_bytes_max) + "\n";
  }
  return text;
}

/// The block of the console, which a build server shows as it stands.
std::string explanation(const CaseResult& result) {
  FindingTextOptions options;
  options.verbose = true;
  std::string text = "\n";
  for (const auto& line : finding_text({{&result}}, options)) text += line + "\n";
  return text;
}

void append_verdict(pugi::xml_node node, const CaseResult& result) {
  const auto& why = sentence_of(result);
  auto message = own_text(blamed_rule(result)) + ": " + own_text(why, message_characters_max);
  if (result.known) {
    message = std::string(result.known->flaky ? "expected (flaky): " : "expected: ") +
              own_text(result.known->reason, message_characters_max) + "; " + message;
  }
  if (const char* const element = element_of(result)) {
    auto child = node.append_child(element);
    attribute(child, "message", message);
    if (std::string_view(element) == "skipped") return;
    attribute(child, "type", std::string(label(result.verdict)));
    child.text().set(explanation(result).c_str());
  } else if (result.verdict != Verdict::pass) {
    std::string observed = std::string(label(result.verdict));
    if (!why.empty()) observed += " " + message;
    for (const auto& one : result.observed) observed += "\nobserved: " + own_text(one);
    text_child(node, "system-out", observed);
  }
}

void append_case(pugi::xml_node suite, const CaseResult& result) {
  auto node = suite.append_child("testcase");
  attribute(node, "classname", result.requirement);
  attribute(node, "name", result.session + " [" + result.delivery + "]");
  time_attribute(node, result.elapsed);
  append_verdict(node, result);
  if (!result.finding || !is_told_in_full(result.verdict)) return;
  const auto& output = result.finding->output;
  text_child(node, "system-out", output_text(output.out, output.out_dropped_bytes));
  text_child(node, "system-err", output_text(output.err, output.err_dropped_bytes));
}

/// An entry of the baseline that is not true any more, as a failed case of its own.
void append_fault(pugi::xml_node suite, const std::string& fault) {
  auto node = suite.append_child("testcase");
  attribute(node, "classname", "eardrum");
  attribute(node, "name", "the baseline is true: " + own_text(fault, message_characters_max));
  auto child = node.append_child("failure");
  attribute(child, "message", own_text(fault, message_characters_max));
  attribute(child, "type", "BASELINE");
}

void append_properties(pugi::xml_node suite, const RunReport& report) {
  auto properties = suite.append_child("properties");
  property(properties, "kit", "eardrum " + report.kit_version);
  property(properties, "profile", std::string(name(report.profile)));
  property(properties, "testee", command_text(report));
  property(properties, "address", report.address);
  property(properties, "confinement", report.confinement);
  property(properties, "quiet", report.quiet_source);
  for (const auto& remark : report.remarks) property(properties, "remark", remark);
  property(properties, "verdict", overall_sentence(report));
  for (const auto& axis : report.fingerprint) {
    property(properties, "fingerprint." + axis.requirement + "." + axis.session, axis.choice);
  }
}

void append_sums(pugi::xml_node node, const RunReport& report) {
  const std::size_t cut_short = report.complete ? 0 : 1;
  const auto faults = report.baseline_faults.size();
  attribute(node, "tests", report.cases.size() + cut_short + faults);
  attribute(node, "failures", count_elements(report, "failure") + faults);
  attribute(node, "errors", count_elements(report, "error") + cut_short);
  attribute(node, "skipped", count_elements(report, "skipped"));
  time_attribute(node, report.elapsed);
}

/// xs:dateTime; the writer of the head knows what time it was, or says nothing.
bool is_time(std::string_view text) {
  constexpr std::string_view form = "0000-00-00T00:00:00Z";
  if (text.size() != form.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (form[i] == '0' ? !digit : text[i] != form[i]) return false;
  }
  return true;
}

}  // namespace

std::string junit_report(const RunReport& report) {
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version").set_value("1.0");
  declaration.append_attribute("encoding").set_value("UTF-8");
  auto suites = document.append_child("testsuites");
  append_sums(suites, report);
  auto suite = suites.append_child("testsuite");
  attribute(suite, "name", "eardrum." + std::string(name(report.profile)));
  append_sums(suite, report);
  if (is_time(report.started_at)) attribute(suite, "timestamp", report.started_at);
  append_properties(suite, report);
  for (const auto& result : report.cases) append_case(suite, result);
  for (const auto& fault : report.baseline_faults) append_fault(suite, fault);
  if (!report.complete) {
    auto node = suite.append_child("testcase");
    attribute(node, "classname", "eardrum");
    attribute(node, "name", "the run is complete");
    node.append_child("error").append_attribute("message").set_value(
        "the report is incomplete: the run was interrupted");
  }
  std::ostringstream out;
  document.save(out, "  ", pugi::format_default, pugi::encoding_utf8);
  return out.str();
}

}  // namespace eardrum::conformance

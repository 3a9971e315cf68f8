#include "eardrum/conformance/report/formats/sarif.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "eardrum/conformance/report/finding_groups.hpp"
#include "eardrum/conformance/report/own_text.hpp"
#include "eardrum/protocol/requirement.hpp"

namespace eardrum::conformance {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t results_max = 25'000;
constexpr std::size_t message_characters_max = 500;
constexpr std::size_t uri_bytes_max = 500;

// What a baseline's own faults are told under; no requirement has such an id.
constexpr std::string_view baseline_rule = "baseline";

struct Place {
  std::string file;
  std::size_t line = 1;
  std::size_t column = 1;
};

/// Takes ":12" off the end of `text`.
std::size_t take_number(std::string_view& text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return 0;
  std::size_t number = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, number);
  if (error != std::errc{} || stop != end || number == 0 || number > INT32_MAX) return 0;
  text = text.substr(0, colon);
  return number;
}

/// "framing.session:12:5" at the end of `text`.
std::optional<Place> read_place(std::string_view text) {
  const auto column = take_number(text);
  const auto line = take_number(text);
  if (line == 0 || column == 0 || text.empty()) return std::nullopt;
  return Place{std::string(text), line, column};
}

/// "framing.session:12:5"; for cases that no session file holds, a name made of the session's own.
Place place_of(const CaseResult& result) {
  if (result.finding) {
    const auto place = read_place(result.finding->place);
    if (place && place->file.ends_with(".session")) return *place;
  }
  return {result.session + ".session"};
}

/// The entry that a complaint about the baseline begins with: "known.txt:5:1: get.one whole: ...".
Place place_of_entry(std::string_view fault) {
  for (auto at = fault.find(": "); at != std::string_view::npos; at = fault.find(": ", at + 1)) {
    const auto place = read_place(fault.substr(0, at));
    if (place && !place->file.ends_with('/')) return *place;
  }
  return {"baseline"};
}

/// A relative reference (RFC 3986) without "..": a path that is absolute or leaves its folder is
/// cut to its last part. `path` is not empty and does not end with a slash.
std::string relative_uri(std::string_view path) {
  const bool inside = !path.starts_with('/') && path.find("..") == std::string_view::npos;
  if (!inside) path = path.substr(path.rfind('/') + 1);  // npos + 1 is 0: no slash, all of it
  constexpr std::string_view hex = "0123456789ABCDEF";
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::string uri;
  for (const char c : path.substr(0, uri_bytes_max)) {
    const auto byte = static_cast<unsigned char>(c);
    if (plain.contains(c) && !(c == '.' && uri.ends_with('.'))) {
      uri += c;
    } else {
      uri += {'%', hex[byte >> 4U], hex[byte & 0xFU]};
    }
  }
  while (uri.find("//") != std::string::npos) uri.erase(uri.find("//"), 1);
  return uri;
}

const char* level_of(Verdict verdict) {
  if (verdict == Verdict::warn) return "warning";
  return is_failure(verdict) ? "error" : nullptr;
}

using Counts = std::map<std::string, std::size_t>;

Counts results_by_rule(const RunReport& report) {
  Counts counts;
  for (const auto& result : report.cases) {
    if (level_of(result.verdict) != nullptr) ++counts[blamed_rule(result)];
  }
  if (!report.baseline_faults.empty()) {
    counts[std::string(baseline_rule)] += report.baseline_faults.size();
  }
  return counts;
}

/// How many results a rule may have, so that all together are not more than `results_max`: a rule
/// that is broken thousands of times takes no place from one that is broken once.
std::size_t fair_share(const Counts& counts) {
  std::vector<std::size_t> wishes;
  for (const auto& [rule, wish] : counts) wishes.push_back(wish);
  std::ranges::sort(wishes);
  auto left = results_max;
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    const auto share = left / (wishes.size() - i);
    if (wishes[i] > share) return share;
    left -= wishes[i];
  }
  return results_max;
}

class Log {
 public:
  explicit Log(const RunReport& report)
      : report_(report), wished_(results_by_rule(report)), share_(fair_share(wished_)) {}

  std::string text() {
    for (const auto& result : report_.cases) add(result);
    for (const auto& fault : report_.baseline_faults) add_fault(fault);
    for (const auto& [rule, wish] : wished_) {
      if (wish <= share_) continue;
      notify("note", own_text(rule) + ": " + std::to_string(wish - share_) + " of " +
                         std::to_string(wish) + " results are left out");
    }
    for (const auto& remark : report_.remarks) notify("note", own_text(remark));
    if (!report_.complete) notify("error", "the report is incomplete: the run was interrupted");
    Json driver{{"name", "eardrum"}, {"version", own_text(report_.kit_version)}, {"rules", rules_}};
    const Json invocation{{"executionSuccessful", exit_code(report_) != 3},
                          {"exitCode", exit_code(report_)},
                          {"toolExecutionNotifications", notifications_}};
    Json run{{"tool", {{"driver", driver}}},
             {"invocations", Json::array({invocation})},
             {"columnKind", "utf16CodeUnits"},
             {"properties",
              {{"profile", name(report_.profile)},
               {"complete", report_.complete},
               {"verdict", overall_sentence(report_)}}},
             {"results", results_}};
    const Json log{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                   {"version", "2.1.0"},
                   {"runs", Json::array({run})}};
    return log.dump(2) + "\n";
  }

 private:
  void notify(const char* level, const std::string& sentence) {
    notifications_.push_back(Json{{"level", level}, {"message", {{"text", sentence}}}});
  }

  void add(const CaseResult& result) {
    const auto& why = sentence_of(result);
    if (result.verdict == Verdict::harness) {
      notify("error", own_text(result.session) + ": " + own_text(why, message_characters_max));
    }
    const char* const level = level_of(result.verdict);
    if (level == nullptr) return;
    if (added_[blamed_rule(result)]++ >= share_) return;
    const auto rule = own_text(blamed_rule(result));
    const auto session = own_text(result.session);
    const auto delivery = own_text(result.delivery);
    auto entry = entry_of(rule, level,
                          std::string(label(result.verdict)) + " " + session + " [" + delivery +
                              "]: " + own_text(why, message_characters_max),
                          place_of(result), rule + " " + session + " " + delivery);
    entry["properties"] = {{"verdict", label(result.verdict)},
                           {"replay", result.finding ? own_text(result.finding->replay) : ""}};
    if (result.known) {
      entry["suppressions"] = Json::array(
          {{{"kind", "external"},
            {"justification", own_text(result.known->reason, message_characters_max)}}});
    }
    results_.push_back(std::move(entry));
  }

  /// An entry of the baseline that is not true any more, at its line of the file.
  void add_fault(const std::string& fault) {
    const std::string rule(baseline_rule);
    if (added_[rule]++ >= share_) return;
    auto entry = entry_of(rule, "error", "BASELINE " + own_text(fault, message_characters_max),
                          place_of_entry(fault), rule + " " + own_text(fault));
    entry["properties"] = {{"verdict", "BASELINE"}, {"replay", ""}};
    results_.push_back(std::move(entry));
  }

  Json entry_of(const std::string& rule, const char* level, const std::string& message,
                const Place& place, const std::string& fingerprint) {
    const Json location{{"physicalLocation",
                         {{"artifactLocation", {{"uri", relative_uri(place.file)}}},
                          {"region", {{"startLine", place.line}, {"startColumn", place.column}}}}}};
    return {{"ruleId", rule},
            {"ruleIndex", rule_index(rule)},
            {"level", level},
            {"message", {{"text", message}}},
            {"locations", Json::array({location})},
            {"partialFingerprints", {{"eardrumCase/v1", fingerprint}}}};
  }

  std::size_t rule_index(const std::string& id) {
    const auto known = std::ranges::find(rule_ids_, id);
    const auto index = static_cast<std::size_t>(known - rule_ids_.begin());
    if (known != rule_ids_.end()) return index;
    rule_ids_.push_back(id);
    Json rule{{"id", id}};
    if (id == baseline_rule) {
      rule["shortDescription"] = {{"text", "Each entry of the baseline is true."}};
    }
    if (const auto* const requirement = protocol::find_requirement(id)) {
      rule["shortDescription"] = {{"text", requirement->rule}};
      rule["help"] = {{"text", "The source says: " + std::string(requirement->basis) +
                                   "\nIn English: " + std::string(requirement->gloss)}};
    }
    rules_.push_back(rule);
    return index;
  }

  const RunReport& report_;
  Counts wished_;
  std::size_t share_;
  Counts added_;
  std::vector<std::string> rule_ids_;
  Json rules_ = Json::array();
  Json results_ = Json::array();
  Json notifications_ = Json::array();
};

}  // namespace

std::string sarif_report(const RunReport& report) {
  return Log(report).text();
}

}  // namespace eardrum::conformance

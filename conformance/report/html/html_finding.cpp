// One finding on the page: the rule and on whose word, what was sent, what came, where it differs,
// the dialogue, the testee's own words, and how to see it again.
#include <algorithm>
#include <array>
#include <cstdio>
#include <ranges>
#include <span>

#include "eardrum/conformance/report/finding_text.hpp"
#include "eardrum/conformance/report/html/html_parts.hpp"
#include "eardrum/conformance/report/telling_lines.hpp"
#include "eardrum/conformance/report/text/hexdump.hpp"
#include "eardrum/protocol/requirement.hpp"

namespace eardrum::conformance {
namespace {

constexpr std::size_t text_bytes_max = 2000;
constexpr std::size_t said_bytes_max =
    400;  // in the dialogue; what was wrong stands above it whole
constexpr std::size_t entries_max = 120;
constexpr std::size_t output_lines_max = 60;
constexpr std::size_t last_lines_max = 12;

std::string_view explained(protocol::Level level) {
  constexpr std::array<std::string_view, 4> words{
      "stated by the protocol’s text", "follows from the protocol’s text",
      "house rule of the reference", "left open by the protocol’s text"};
  return words.at(static_cast<std::size_t>(level));
}

void rule(const HtmlNode& parent, const std::string& id) {
  const auto box = parent.add("div", "rule");
  const auto* const requirement = protocol::find_requirement(id);
  if (requirement == nullptr) {
    box.with("p", "", id);
    return;
  }
  const auto first = box.add("p");
  first.with("strong", "", id).text(" ").text(requirement->rule);
  const auto word = box.add("p", "soft");
  word.text(explained(requirement->level));
  if (requirement->basis == "silent") return;
  word.text(": ").text(requirement->basis);
  if (requirement->gloss != "-" && requirement->gloss != "silent") {
    box.add("p", "soft").text("(").text(requirement->gloss).text(")");
  }
}

void block(const HtmlNode& parent, std::string_view label, const TesteeBytes& bytes) {
  parent.with("span", "label", label);
  parent.add("pre", "wrap").text(bytes.empty() ? TesteeBytes("") : bytes, text_bytes_max);
}

void comparison(const HtmlNode& parent, const Finding& finding) {
  if (!finding.place.empty()) {
    parent.with("span", "label", "step " + finding.place);
    parent.with("pre", "wrap", finding.expectation);
  }
  if (finding.expected) block(parent, "expected", TesteeBytes(*finding.expected));
  if (!finding.place.empty() || !finding.received.empty()) {
    if (finding.received.empty()) {
      parent.with("span", "label", "received").with("p", "", "nothing");
    } else {
      block(parent, "received", finding.received);
    }
  }
  if (!finding.expected || !finding.first_difference || finding.received.empty()) return;
  parent.with("span", "label", "the first difference");
  parent.add("pre").lines(
      hexdump_difference(*finding.expected, finding.received, *finding.first_difference));
}

void step(const HtmlNode& table, const TranscriptEntry& entry) {
  using Kind = TranscriptEntry::Kind;
  std::array<char, 40> time{};
  std::snprintf(time.data(), time.size(), "%.3f ms", static_cast<double>(entry.at.count()) / 1e3);
  const bool event = entry.kind == Kind::event;
  const auto row = table.add("tr", event ? "event" : "");
  row.with("td", "at", time.data());
  const auto who = entry.connection.empty() ? "testee" : entry.connection;
  row.with("td", "who mono",
           who + (event                      ? ""
                  : entry.kind == Kind::sent ? " → testee"
                                             : " ← testee"));
  if (event) {
    row.with("td", "bytes", entry.event);
  } else {
    row.add("td", "bytes mono").text(entry.bytes, said_bytes_max);
  }
}

/// A dialogue of events alone is a drawing: the bars of operations under load, line by line.
bool is_drawing(const std::vector<TranscriptEntry>& transcript) {
  return std::ranges::all_of(transcript, [](const TranscriptEntry& entry) {
    return entry.kind == TranscriptEntry::Kind::event && entry.connection.empty();
  });
}

void drawing(const HtmlNode& parent, const std::vector<TranscriptEntry>& transcript) {
  std::vector<std::string> lines;
  lines.reserve(transcript.size());
  for (const auto& entry : transcript) lines.push_back("│ " + entry.event);
  parent.with("span", "label", "timeline");
  parent.add("pre").lines(lines);
}

void dialogue(const HtmlNode& parent, const Finding& finding, const CaseResult& result) {
  const auto& all = finding.transcript;
  if (all.empty()) return;
  if (is_drawing(all)) {
    drawing(parent, all);
    return;
  }
  parent.with("span", "label",
              "dialogue, " + result.delivery + "; the case took " + duration_text(result.elapsed));
  const auto table = parent.add("table", "dialogue").add("tbody");
  const auto begin = all.size() > entries_max ? entries_max / 4 : all.size();
  const auto rest = all.size() > entries_max ? all.size() - (entries_max - begin) : all.size();
  for (std::size_t i = 0; i < begin; ++i) step(table, all[i]);
  if (rest > begin) {
    const auto row = table.add("tr", "event");
    row.with("td", "at", "").with("td", "who", "…");
    row.with("td", "bytes", std::to_string(rest - begin) + " more steps between");
  }
  for (auto i = rest; i < all.size(); ++i) step(table, all[i]);
}

void output_lines(const HtmlNode& parent, std::span<const TesteeBytes> lines) {
  std::vector<std::string> shown;
  shown.reserve(lines.size());
  for (const auto& line : lines) shown.push_back("│ " + line.visible(text_bytes_max));
  parent.add("pre", "wrap").lines(shown);
}

/// The end of a stream is what matters, and a process that serves several sessions has said much
/// before: that is there, but closed.
void output(const HtmlNode& parent, std::string_view stream, const TesteeBytes& bytes,
            std::uint64_t dropped_bytes) {
  if (bytes.empty() && dropped_bytes == 0) return;
  const auto lines = bytes.lines();
  const std::span all(lines);
  const auto kept = all.last(std::min(all.size(), output_lines_max));
  const auto telling = telling_lines(bytes, last_lines_max);
  const auto last = all.subspan(telling.begin, telling.count);
  auto label = std::string(stream) + " of the testee";
  if (telling.of_report) {
    label += ", a sanitizer's report";
  } else if (last.size() < all.size()) {
    label += ", last " + std::to_string(last.size()) + " lines";
  }
  if (dropped_bytes > 0) label += ", " + std::to_string(dropped_bytes) + " bytes dropped between";
  parent.with("span", "label", label);
  output_lines(parent, last);
  if (kept.size() == last.size()) return;
  const auto others = telling.of_report ? kept : kept.first(kept.size() - last.size());
  const auto box = parent.add("details");
  box.with("summary", "soft",
           telling.of_report ? "all its lines"
                             : "the " + std::to_string(others.size()) + " lines before these");
  output_lines(box, others);
}

/// `with_rule`: the rule too, and on whose word it stands.
void evidence(const HtmlNode& parent, const CaseResult& result, bool with_rule) {
  if (!result.finding) {
    parent.with("p", "what", result.reason);
    return;
  }
  const auto& finding = *result.finding;
  parent.with("p", "what", finding.sentence);
  if (with_rule) rule(parent, blamed_rule(result));
  comparison(parent, finding);
  dialogue(parent, finding, result);
  output(parent, "stdout", finding.output.out, finding.output.out_dropped_bytes);
  output(parent, "stderr", finding.output.err, finding.output.err_dropped_bytes);
  if (finding.replay.empty()) return;
  parent.with("span", "label", "to repeat it").with("pre", "wrap", finding.replay);
}

}  // namespace

void html_finding(const HtmlNode& parent, const FindingGroup& group, const HtmlAnchors& anchors,
                  const FindingGroup* same) {
  const auto& first = group.first();
  const auto card = parent.add(same == nullptr ? "article" : "details", "card finding");
  card.set("id", anchors.at(&first));
  const auto top =
      same == nullptr ? card.add("div", "top") : card.add("summary").add("span", "top");
  top.with("span", "verdict " + std::string(html_kind(first.verdict)), label(first.verdict));
  top.add(same == nullptr ? "h3" : "strong").text(first.session);
  top.with("span", "soft", blamed_rule(first)).with("span", "soft", group.deliveries());
  if (same != nullptr) {
    const auto note = card.add("p", "soft");
    note.text("The same symptom as ");
    note.add("a").set("href", "#" + anchors.at(&same->first())).text(same->first().session);
    note.text(": often one cause.");
  }
  if (first.known) card.with("p", "soft", "Expected: " + first.known->reason);
  if (!first.title.empty()) card.with("p", "soft", first.title);
  evidence(card, first, true);
  for (const auto* other : group.cases | std::views::drop(1)) {
    const auto box = card.add("details", "other");
    box.set("id", anchors.at(other));
    const auto line = box.add("summary");
    line.with("span", "verdict " + std::string(html_kind(other->verdict)), label(other->verdict));
    line.with("span", "", "the same session, delivery " + other->delivery);
    evidence(box, *other, false);
  }
}

}  // namespace eardrum::conformance

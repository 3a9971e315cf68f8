#include "eardrum/conformance/report/finding_text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

#include "eardrum/conformance/report/own_text.hpp"
#include "eardrum/conformance/report/telling_lines.hpp"
#include "eardrum/conformance/report/text/hexdump.hpp"
#include "eardrum/protocol/requirement.hpp"

namespace eardrum::conformance {
namespace {

constexpr std::size_t label_width = 10;

/// How much of what is shown.
struct Bounds {
  std::size_t text_bytes_max;
  std::size_t dialogue_entries_max;
  std::size_t output_lines_max;
};

constexpr Bounds brief{240, 24, 12};
constexpr Bounds full{4096, 400, 200};

std::string_view explained(protocol::Level level) {
  constexpr std::array<std::string_view, 4> words{
      "stated by the protocol's text", "follows from the protocol's text",
      "house rule of the reference", "left open by the protocol's text"};
  return words.at(static_cast<std::size_t>(level));
}

class Block {
 public:
  Block(const FindingGroup& group, const FindingTextOptions& options)
      : group_(group), options_(options), bounds_(options.verbose ? full : brief) {}

  std::vector<std::string> lines() {
    const auto& result = group_.first();
    const auto verdict = options_.pen(result.verdict == Verdict::harness ? Ink::doubtful : Ink::bad,
                                      label(result.verdict));
    lines_.push_back(verdict + "  " + options_.pen(Ink::strong, own_text(result.session)) + "  [" +
                     group_.deliveries() + "]");
    rule();
    if (!result.title.empty()) row("claim", own_text(result.title));
    if (result.finding) {
      evidence(*result.finding);
    } else {
      row("what", own_text(result.reason));
    }
    return std::move(lines_);
  }

 private:
  void row(std::string_view what, std::string_view text) {
    auto line = "  " + std::string(what);
    line.resize(std::max(line.size() + 1, 2 + label_width), ' ');
    lines_.push_back(line + std::string(text));
  }

  /// Our specification's words, over several lines where they are long.
  void wrapped_row(std::string_view what, std::string_view text) {
    const auto width = std::max<std::size_t>(options_.width, 40) - label_width - 2;
    for (const auto& line : wrapped(text, width)) {
      row(what, line);
      what = "";
    }
  }

  void rule() {
    const auto& id = blamed_rule(group_.first());
    const auto* const requirement = protocol::find_requirement(id);
    if (requirement == nullptr) return row("rule", own_text(id));
    wrapped_row("rule", std::string(id) + " (" + std::string(explained(requirement->level)) +
                            "): " + std::string(requirement->rule));
    if (requirement->basis == "silent") return;
    wrapped_row("basis", requirement->basis);
    if (requirement->gloss != "-" && requirement->gloss != "silent") {
      wrapped_row("", "(" + std::string(requirement->gloss) + ")");
    }
  }

  void evidence(const Finding& finding) {
    row("what", options_.pen(Ink::strong, own_text(finding.sentence)));
    if (!finding.place.empty()) {
      row("step", own_text(finding.place) + "   " + own_text(finding.expectation));
    }
    comparison(finding);
    dialogue(finding);
    output("stdout", finding.output.out, finding.output.out_dropped_bytes);
    output("stderr", finding.output.err, finding.output.err_dropped_bytes);
    if (!finding.replay.empty()) row("replay", own_text(finding.replay));
  }

  void comparison(const Finding& finding) {
    if (finding.expected) {
      row("expected", TesteeBytes(*finding.expected).visible(bounds_.text_bytes_max));
    }
    // Without a step nothing was awaited, and "nothing" would be no answer to it.
    if (!finding.place.empty() || !finding.received.empty()) {
      row("received",
          finding.received.empty() ? "nothing" : finding.received.visible(bounds_.text_bytes_max));
    }
    if (!finding.expected || !finding.first_difference || finding.received.empty()) return;
    for (const auto& line :
         hexdump_difference(*finding.expected, finding.received, *finding.first_difference)) {
      const bool mark = line.find("^^") != std::string::npos && line.starts_with(' ');
      lines_.push_back("    " + (mark ? options_.pen(Ink::bad, line) : line));
    }
  }

  void dialogue(const Finding& finding) {
    const auto& entries = finding.transcript;
    if (entries.empty()) return;
    const auto& played = group_.first();
    row("dialogue",
        "(" + own_text(played.delivery) + "; the case took " + duration_text(played.elapsed) + ")");
    const auto most = bounds_.dialogue_entries_max;
    const auto first_count = entries.size() <= most ? entries.size() : most / 4;
    const auto rest = entries.size() <= most ? entries.size() : entries.size() - (most - most / 4);
    for (std::size_t i = 0; i < first_count; ++i) step(entries[i]);
    if (rest > first_count) {
      lines_.push_back("    ... " + count_of(rest - first_count, "more step") + " between ...");
    }
    for (auto i = rest; i < entries.size(); ++i) step(entries[i]);
  }

  void step(const TranscriptEntry& entry) {
    std::array<char, 40> time{};
    std::snprintf(time.data(), time.size(), "    %10.3f ms  ",
                  static_cast<double>(entry.at.count()) / 1000.0);
    const auto who = entry.connection.empty() ? "testee" : own_text(entry.connection);
    const auto shown = entry.bytes.visible(bounds_.text_bytes_max);
    const auto began = options_.pen(Ink::faint, time.data());
    switch (entry.kind) {
      case TranscriptEntry::Kind::sent:
        lines_.push_back(began + who + "> " + shown);
        return;
      case TranscriptEntry::Kind::received:
        lines_.push_back(began + who + "< " + shown);
        return;
      case TranscriptEntry::Kind::event:
        lines_.push_back(began + who + ": " + own_text(entry.event));
        return;
    }
  }

  /// What says most of what the testee wrote, behind a bar, so that nobody takes it for our words.
  void output(std::string_view stream, const TesteeBytes& bytes, std::uint64_t dropped_bytes) {
    if (bytes.empty() && dropped_bytes == 0) return;
    const auto all = bytes.lines();
    const auto shown = telling_lines(bytes, bounds_.output_lines_max);
    std::string note = "of the testee";
    if (shown.of_report) {
      note += ", a sanitizer's report";
    } else if (shown.count < all.size()) {
      note += ", last " + count_of(shown.count, "line");
    }
    if (dropped_bytes > 0) note += ", " + count_of(dropped_bytes, "byte") + " dropped between";
    row(stream, note);
    for (auto i = shown.begin; i < shown.begin + shown.count; ++i) {
      lines_.push_back("    │ " + all[i].visible(bounds_.text_bytes_max));
    }
  }

  const FindingGroup& group_;
  const FindingTextOptions& options_;
  Bounds bounds_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> finding_text(const FindingGroup& group,
                                      const FindingTextOptions& options) {
  return Block(group, options).lines();
}

std::string duration_text(std::chrono::microseconds duration) {
  const auto microseconds = static_cast<double>(duration.count());
  std::array<char, 40> text{};
  if (duration.count() < 10'000) {
    std::snprintf(text.data(), text.size(), "%.3f ms", microseconds / 1e3);
  } else if (duration.count() < 1'000'000) {
    std::snprintf(text.data(), text.size(), "%.0f ms", microseconds / 1e3);
  } else {
    std::snprintf(text.data(), text.size(), "%.1f s", microseconds / 1e6);
  }
  return text.data();
}

}  // namespace eardrum::conformance

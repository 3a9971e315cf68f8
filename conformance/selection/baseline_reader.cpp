// The way in and out of text for baseline.hpp: fails SESSION DELIVERY [until DAY] [saying "TEXT"]
// because REASON.
#include <chrono>

#include "eardrum/conformance/language/source_lines.hpp"
#include "eardrum/conformance/selection/baseline.hpp"

namespace eardrum::conformance {
namespace {

bool is_day(std::string_view text) {
  constexpr std::string_view form = "0000-00-00";
  if (text.size() != form.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (form[i] == '0' ? !digit : text[i] != form[i]) return false;
  }
  const auto number = [&](std::size_t at, std::size_t count) {
    return std::stoi(std::string(text.substr(at, count)));
  };
  return std::chrono::year_month_day(std::chrono::year(number(0, 4)),
                                     std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                     std::chrono::day(static_cast<unsigned>(number(8, 2))))
      .ok();
}

/// Takes "TEXT" with its quotation marks; \" and \\ stand for themselves.
std::string take_quoted(Words& words) {
  if (!words.text.starts_with('"')) words.fail("saying wants a text in quotation marks");
  std::string text;
  for (std::size_t i = 1; i < words.text.size(); ++i) {
    const char c = words.text[i];
    if (c == '"') {
      if (text.empty()) words.fail("an empty text is in every message");
      words = words.from(i + 1);
      return text;
    }
    const bool escape = c == '\\' && i + 1 < words.text.size();
    text += escape ? words.text[++i] : c;
  }
  words.fail("the quotation mark is not closed");
}

void read_pattern(Words& words, BaselineEntry& entry) {
  const auto session = words.take_word();
  if (session.text.empty()) session.fail("name a session, or a glob of sessions");
  entry.session = session.text;
  if (entry.flaky && entry.session.find_first_of("*?[") != std::string::npos) {
    session.fail("a flaky entry names one session: no run could show that a glob is too wide");
  }
  const auto delivery = words.take_word();
  entry.delivery = delivery.text;
  const bool glob = entry.delivery.find_first_of("*?[") != std::string::npos;
  if (!glob && !parse_delivery_kind(entry.delivery)) {
    delivery.fail("name a delivery: " + listed_deliveries() + ", or * for each" +
                  suggestion(entry.delivery, delivery_names()));
  }
}

void read_reason(Words& words, BaselineEntry& entry) {
  const auto at = words;
  if (words.take_word().text != "because") {
    at.fail("expected because and a reason, before it perhaps until DAY or saying \"TEXT\"");
  }
  if (words.text.empty()) words.fail("write after 'because' why this failure is expected");
  entry.reason = words.text;
}

BaselineEntry read_entry(Words words) {
  BaselineEntry entry;
  entry.place = words.place();
  const auto kind = words.take_word();
  entry.flaky = kind.text == "flaky";
  if (!entry.flaky && kind.text != "fails") {
    kind.fail("an entry must begin with fails or flaky" +
              suggestion(kind.text, {"fails", "flaky"}));
  }
  read_pattern(words, entry);
  if (words.take("until ")) {
    const auto day = words.take_word();
    if (!is_day(day.text)) day.fail("a day must be written as 2027-01-31");
    entry.until = day.text;
  }
  if (words.take("saying ")) entry.message = take_quoted(words);
  read_reason(words, entry);
  return entry;
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

}  // namespace

std::expected<Baseline, ReadError> read_baseline(std::string_view text, std::string_view file) {
  try {
    Baseline entries;
    for (const auto& line : split_lines(text, file)) {
      entries.push_back(read_entry({file, line.number, line.indent + 1, line.text}));
    }
    return entries;
  } catch (const ReadError& error) {
    return std::unexpected(error);
  }
}

std::string baseline_text(const Baseline& entries) {
  std::string text =
      "# Failures that are known, for eardrum check --baseline (BASELINE.md):\n"
      "# fails|flaky SESSION DELIVERY [until DAY] [saying \"TEXT\"] because REASON\n";
  for (const auto& entry : entries) {
    text += (entry.flaky ? "flaky " : "fails ") + entry.session + " " + entry.delivery;
    if (!entry.until.empty()) text += " until " + entry.until;
    if (!entry.message.empty()) text += " saying " + quoted(entry.message);
    text += " because" + (entry.reason.empty() ? "" : " " + entry.reason) + "\n";
  }
  return text;
}

}  // namespace eardrum::conformance

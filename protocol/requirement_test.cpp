// The rules as data, and SPEC.md against them: whatever the document repeats, it repeats exactly.
#include "eardrum/protocol/requirement.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/protocol/framer.hpp"
#include "eardrum/protocol/limits.hpp"
#include "eardrum/protocol/numeral.hpp"
#include "eardrum/protocol/parse.hpp"
#include "eardrum/protocol/violation.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::embedded {
extern const std::string_view spec_md;
}

namespace eardrum::protocol {
namespace {

using Cells = std::vector<std::string>;

/// The body rows of every table in SPEC.md whose header line is `header`.
std::vector<Cells> spec_tables(std::string_view header) {
  std::vector<Cells> rows;
  bool inside = false;
  for (auto rest = embedded::spec_md; !rest.empty();) {
    const auto line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (!line.starts_with("| ")) {
      inside = inside && line.starts_with("|-");
    } else if (inside) {
      Cells cells;
      for (auto cell = line.substr(2); !cell.empty();) {
        const auto end = cell.find(" |");
        cells.emplace_back(cell.substr(0, end));
        cell.remove_prefix(std::min(end == cell.npos ? end : end + 3, cell.size()));
      }
      rows.push_back(std::move(cells));
    } else {
      inside = line == header;
    }
  }
  return rows;
}

/// What a code span in SPEC.md stands for: C escapes, and {k*256} for 256 times k.
std::string bytes_of(std::string_view code) {
  std::string bytes;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (code[i] == '\\') {
      const char escape = code[++i];
      bytes += escape == 'n' ? '\n' : escape == 'r' ? '\r' : escape == 't' ? '\t' : '?';
    } else if (code[i] == '{') {
      const auto end = code.find('}', i);
      bytes.append(std::stoul(std::string(code.substr(i + 3, end - i - 3))), code[i + 1]);
      i = end;
    } else {
      bytes += code[i];
    }
  }
  return bytes;
}

std::vector<std::string> code_spans(std::string_view cell) {
  std::vector<std::string> spans;
  for (auto open = cell.find('`'); open != cell.npos; open = cell.find('`')) {
    const auto close = cell.find('`', open + 1);
    spans.push_back(bytes_of(cell.substr(open + 1, close - open - 1)));
    cell.remove_prefix(close + 1);
  }
  return spans;
}

bool is_response_refusal(Refusal refusal) {
  return refusal >= Refusal::response_unterminated;
}

/// How the reference refuses the frame in an example.
std::optional<Violation> refusal_of(Refusal expected, const std::string& frame) {
  if (expected == Refusal::response_too_long) {
    auto framer = Framer::responses();
    framer.feed(frame);
    const auto framed = framer.next();
    const auto* violation = std::get_if<Violation>(&framed);
    return violation ? std::optional(*violation) : std::nullopt;
  }
  if (is_response_refusal(expected)) {
    std::vector<Row> rows;
    const auto status = parse_response(frame, rows);
    return status ? std::nullopt : std::optional(status.error());
  }
  const auto request = parse_request(frame);
  return request ? std::nullopt : std::optional(request.error());
}

TEST(Requirements, AreAllThereInGroupsWithoutGaps) {
  const auto count = [](Level level) {
    return std::ranges::count(requirements(), level, &Requirement::level);
  };
  EXPECT_EQ(requirements().size(), 74u);
  EXPECT_EQ(count(Level::stated), 12);
  EXPECT_EQ(count(Level::derived), 33);
  EXPECT_EQ(count(Level::house), 17);
  EXPECT_EQ(count(Level::unspecified), 12);
  std::string_view group;
  int number = 0;
  for (const auto& rule : requirements()) {
    ASSERT_TRUE(rule.id.starts_with("REQ-")) << rule.id;
    const auto dash = rule.id.rfind('-');
    number = rule.id.substr(0, dash) == group ? number + 1 : 1;
    group = rule.id.substr(0, dash);
    EXPECT_EQ(rule.id.substr(dash + 1), std::to_string(number)) << rule.id;
  }
}

TEST(Requirements, HaveNoEmptyAndNoUntidyCell) {
  for (const auto& rule : requirements()) {
    for (const auto cell : {rule.rule, rule.basis, rule.gloss}) {
      EXPECT_FALSE(cell.empty()) << rule.id;
      EXPECT_NE(cell, "-") << rule.id;
      EXPECT_FALSE(cell.starts_with(' ') || cell.ends_with(' ')) << rule.id;
      EXPECT_EQ(cell.find_first_of("\r\n\t|"), cell.npos) << rule.id;
    }
    EXPECT_TRUE(rule.rule.ends_with('.')) << rule.id << ": the rule is a sentence";
  }
}

// A level may only be as high as its basis: S quotes the source, and what is silent is H or U.
TEST(Requirements, RestOnWordsOfTheSourceAsTheirLevelSays) {
  for (const auto& rule : requirements()) {
    const bool quotes = rule.basis.find("«") != rule.basis.npos;
    const bool firm = rule.level == Level::stated || rule.level == Level::derived;
    EXPECT_TRUE(quotes || !firm) << rule.id;
    EXPECT_FALSE(rule.basis.starts_with("silent") && firm) << rule.id;
  }
}

TEST(Requirements, BindTheSideThatTheirGroupNames) {
  for (const auto& rule : requirements()) {
    const bool client = rule.id.starts_with("REQ-CLI") || rule.id == "REQ-LIM-3";
    EXPECT_EQ(rule.side == Side::client, client) << rule.id;
  }
}

TEST(FindRequirement, FindsEveryIdAndNothingElse) {
  for (const auto& rule : requirements()) EXPECT_EQ(find_requirement(rule.id), &rule);
  for (const auto id : {"", "REQ-", "REQ-GET", "REQ-GET-", "REQ-GET-14", "req-get-1", "id"}) {
    EXPECT_EQ(find_requirement(id), nullptr) << id;
  }
}

TEST(Levels, AreNamedAsInTheSpecification) {
  const auto table = spec_tables("| level | name | means | a peer that breaks it |");
  ASSERT_EQ(table.size(), 4u);
  for (std::size_t i = 0; i < table.size(); ++i) {
    EXPECT_EQ(table[i].at(0), letter(static_cast<Level>(i)));
    EXPECT_EQ(table[i].at(1), name(static_cast<Level>(i)));
  }
}

TEST(Specification, ListsEveryRuleWithItsLevelSideAndBasis) {
  const auto table = spec_tables("| id | level | side | rule | the source's words |");
  ASSERT_EQ(table.size(), requirements().size());
  constexpr std::string_view sides[] = {"server", "client", "both"};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto& rule = requirements()[i];
    const auto side = std::string(sides[static_cast<std::size_t>(rule.side)]);
    EXPECT_EQ(table[i], (Cells{std::string(rule.id), std::string(letter(rule.level)), side,
                               std::string(rule.rule), std::string(rule.basis)}));
  }
}

TEST(Specification, NamesOnlyRulesThatExist) {
  std::set<std::string_view> named;
  auto rest = embedded::spec_md;
  for (auto at = rest.find("REQ-"); at != rest.npos; at = rest.find("REQ-")) {
    rest.remove_prefix(at);
    const auto id = rest.substr(0, rest.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789"));
    EXPECT_NE(find_requirement(id), nullptr) << id;
    rest.remove_prefix(id.size());
  }
}

TEST(Specification, ListsEveryRefusalAndItsExampleIsRefusedThere) {
  const auto table = spec_tables("| slug | rule | message | example | offset |");
  ASSERT_EQ(table.size(), refusals().size());
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto& row = table[i];
    const auto& refusal = refusals()[i];
    ASSERT_EQ(row.size(), 5u);
    EXPECT_EQ(row[0], refusal.slug);
    EXPECT_EQ(row[1], refusal.requirement) << row[0];
    EXPECT_EQ(row[2], refusal.message) << row[0];
    const auto violation = refusal_of(refusal.refusal, code_spans(row[3]).at(0));
    ASSERT_TRUE(violation) << row[0];
    EXPECT_EQ(violation->slug(), row[0]);
    EXPECT_EQ(std::to_string(violation->offset), row[4]) << row[0];
  }
}

TEST(Refusals, RestOnRulesThatExistAndHaveSlugsOfTheirOwn) {
  std::set<std::string_view> slugs;
  for (const auto& refusal : refusals()) {
    EXPECT_NE(find_requirement(refusal.requirement), nullptr) << refusal.slug;
    EXPECT_TRUE(slugs.insert(refusal.slug).second) << refusal.slug;
  }
}

std::string_view zone_name(Zone zone) {
  return zone == Zone::must_accept ? "must accept" : zone == Zone::open ? "open" : "must reject";
}

TEST(Specification, PutsValuesIntoTheZonesOfTheCode) {
  std::size_t examples = 0;
  for (const auto& row : spec_tables("| value | zone | reference |")) {
    for (const auto& text : code_spans(row.at(0))) {
      EXPECT_EQ(zone_name(value_zone(text)), row.at(1)) << text;
      EXPECT_EQ(parse_value(text).has_value(), row.at(2).starts_with("accept")) << text;
      ++examples;
    }
  }
  EXPECT_GE(examples, 35u);
}

TEST(Specification, PutsTimestampsIntoTheZonesOfTheCode) {
  std::size_t examples = 0;
  for (const auto& row : spec_tables("| timestamp | zone | reference |")) {
    for (const auto& text : code_spans(row.at(0))) {
      EXPECT_EQ(zone_name(timestamp_zone(text)), row.at(1)) << text;
      EXPECT_EQ(parse_timestamp(text).has_value(), row.at(2).starts_with("accept")) << text;
      ++examples;
    }
  }
  EXPECT_GE(examples, 24u);
}

TEST(Specification, GivesTheLimitsOfTheCode) {
  std::vector<std::string> bytes;
  for (const auto& row : spec_tables("| limit | bytes | beyond it, the reference |")) {
    bytes.push_back(row.at(1));
  }
  const std::size_t limits_in_order[] = {
      limits::key_bytes_max,   limits::request_bytes_max,   limits::core_request_bytes_max,
      limits::value_bytes_max, limits::timestamp_bytes_max, limits::response_bytes_max};
  ASSERT_EQ(bytes.size(), std::size(limits_in_order));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    EXPECT_EQ(bytes[i], std::to_string(limits_in_order[i]));
  }
}

}  // namespace
}  // namespace eardrum::protocol

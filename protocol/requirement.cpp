#include "eardrum/protocol/requirement.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <vector>

namespace eardrum::embedded {
extern const std::string_view requirements_tsv;
}

namespace eardrum::protocol {
namespace {

constexpr std::size_t column_count = 6;

// The table is ours and embedded: a malformed row is a broken build, hence assert.
Level parse_level(std::string_view text) {
  if (text == "S") return Level::stated;
  if (text == "D") return Level::derived;
  if (text == "H") return Level::house;
  assert(text == "U");
  return Level::unspecified;
}

Side parse_side(std::string_view text) {
  if (text == "server") return Side::server;
  if (text == "client") return Side::client;
  assert(text == "both");
  return Side::both;
}

Requirement parse_row(std::string_view row) {
  std::array<std::string_view, column_count> cells;
  for (std::size_t i = 0; i < column_count; ++i) {
    const auto tab = row.find('\t');
    assert((tab == std::string_view::npos) == (i + 1 == column_count));
    cells[i] = row.substr(0, tab);
    row.remove_prefix(i + 1 == column_count ? row.size() : tab + 1);
  }
  return {cells[0], parse_level(cells[1]), parse_side(cells[2]), cells[3], cells[4], cells[5]};
}

std::vector<Requirement> read_table(std::string_view text) {
  std::vector<Requirement> rows;
  bool header = true;
  while (!text.empty()) {
    const auto end = text.find('\n');
    assert(end != std::string_view::npos);
    if (!header) rows.push_back(parse_row(text.substr(0, end)));
    header = false;
    text.remove_prefix(end + 1);
  }
  return rows;
}

}  // namespace

std::span<const Requirement> requirements() {
  static const std::vector<Requirement> table = read_table(embedded::requirements_tsv);
  return table;
}

const Requirement* find_requirement(std::string_view id) {
  const auto rows = requirements();
  const auto found = std::ranges::find(rows, id, &Requirement::id);
  return found == rows.end() ? nullptr : &*found;
}

std::string_view letter(Level level) {
  constexpr std::array<std::string_view, 4> letters{"S", "D", "H", "U"};
  return letters.at(static_cast<std::size_t>(level));
}

std::string_view name(Level level) {
  constexpr std::array<std::string_view, 4> names{"stated", "derived", "house", "unspecified"};
  return names.at(static_cast<std::size_t>(level));
}

}  // namespace eardrum::protocol

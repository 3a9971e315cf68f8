#include "eardrum/client/view/stats_text.hpp"

#include <algorithm>
#include <cmath>

#include "eardrum/client/visible.hpp"

namespace eardrum::client {
namespace {

using Cells = std::vector<std::string>;

Cells heads(const std::vector<double>& ranks) {
  Cells cells{"key", "time", "count", "min", "max", "mean", "last", "sum", "rate"};
  for (const double rank : ranks) cells.push_back("p" + number_text(rank));
  cells.insert(cells.end(), {"gaps", "longest_gap"});
  return cells;
}

/// The figures behind the key and the time, empty where there are none; `number` writes one.
template <typename Number>
Cells figure_cells(const StatsLine& line, std::size_t ranks, Number number) {
  constexpr std::size_t other_columns = 9;
  if (!line.figures) {
    Cells none(other_columns + ranks);
    none.front() = "0";
    return none;
  }
  const auto& it = *line.figures;
  Cells cells{std::to_string(it.count),
              number(it.min),
              number(it.max),
              number(it.mean),
              number(it.last),
              number(it.sum),
              it.rate ? number(*it.rate) : ""};
  for (const double percentile : it.percentiles) cells.push_back(number(percentile));
  cells.insert(cells.end(), {std::to_string(it.gap_count), std::to_string(it.longest_gap_seconds)});
  return cells;
}

std::string table(const std::vector<Cells>& lines) {
  std::vector<std::size_t> widths;
  for (const auto& cells : lines) {
    widths.resize(std::max(widths.size(), cells.size()));
    for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], cells[i].size());
  }
  std::string out;
  for (const auto& cells : lines) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string padding(widths[i] - cells[i].size(), ' ');
      constexpr std::size_t words = 2;  // key and time on the left, numbers on the right
      text += i < words ? cells[i] + padding : padding + cells[i];
      text += "  ";
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + '\n';
  }
  return out;
}

/// Numbers as they are, what is missing as null.
std::string json_line(const StatsLine& line, const Cells& names, const Cells& cells) {
  auto out = R"({"key":)" + json_key(line.key) + R"(,"time":)" + std::to_string(line.time);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    out += ",\"" + names[i + 2] + "\":" + (cells[i].empty() ? "null" : cells[i]);
  }
  return out + "}\n";
}

}  // namespace

std::string to_text(const std::vector<StatsLine>& lines,
                    const std::vector<double>& percentile_ranks, StatsFormat format,
                    const TimeStyle& style) {
  const auto names = heads(percentile_ranks);
  std::vector<Cells> rows{names};
  std::string out;
  for (const auto& line : lines) {
    const bool whole = format != StatsFormat::table;
    const auto cells = figure_cells(line, percentile_ranks.size(), [&](double value) {
      constexpr int table_digits = 6;
      if (!std::isfinite(value)) return std::string();
      return whole ? number_text(value) : short_number(value, table_digits);
    });
    if (format == StatsFormat::jsonl) {
      out += json_line(line, names, cells);
      continue;
    }
    Cells row{format == StatsFormat::csv ? csv_field(line.key) : visible(line.key),
              time_text(line.time, style)};
    row.insert(row.end(), cells.begin(), cells.end());
    rows.push_back(std::move(row));
  }
  if (format == StatsFormat::jsonl) return out;
  if (format == StatsFormat::table) return table(rows);
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) out += (i == 0 ? "" : ",") + row[i];
    out += "\r\n";
  }
  return out;
}

}  // namespace eardrum::client

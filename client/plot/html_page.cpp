#include "eardrum/client/plot/html_page.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

#include "eardrum/client/plot/axis.hpp"
#include "eardrum/client/plot/svg.hpp"
#include "eardrum/client/view/format.hpp"
#include "eardrum/client/visible.hpp"

namespace eardrum::embedded {
extern const std::string_view dygraphs_js;
extern const std::string_view dygraphs_css;
extern const std::string_view plot_page;
}  // namespace eardrum::embedded

namespace eardrum::client {
namespace {

/// Row for a time: the text of the value of each series; empty where a series has none.
using Rows = std::map<std::int64_t, std::vector<std::string>>;

constexpr int digits = 9;  // more than any screen can show, less than each double needs

/// Adds one series. Behind its last point before a gap comes "NaN": the line ends there.
void add(const Series& series, std::size_t number, std::size_t count, const Span& span,
         std::size_t columns, Rows& rows) {
  const auto cell = [&](std::int64_t time) -> std::string& {
    auto& row = rows[time];
    row.resize(count);
    return row[number];
  };
  const auto all = pieces(series, find_gap(series));
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const auto& [time, value] : thin(all[i], span, columns)) {
      cell(time) = short_number(value, digits);
    }
    const auto end = all[i].back().first;
    if (i + 1 < all.size() && end < INT64_MAX) cell(end + 1) = "\"gap\"";
  }
}

/// {"keys": [...], "rows": [[time, value, ...], ...]}; null: no point here, the line goes on.
std::string data(const Samples& samples, std::size_t columns) {
  const auto span = span_of(samples);
  Rows rows;
  std::string out = "{\"keys\":[";
  std::size_t number = 0;
  for (const auto& [key, series] : samples) {
    add(series, number, samples.size(), span, columns, rows);
    if (number++ > 0) out += ',';
    out += json_key(visible(key));
  }
  out += "],\"rows\":[";
  const char* separator = "";
  for (const auto& [time, values] : rows) {
    out.append(separator).append(1, '[').append(std::to_string(time));
    for (const auto& value : values) out.append(1, ',').append(value.empty() ? "null" : value);
    out += ']';
    separator = ",\n";
  }
  return out + "]}";
}

/// JSON inside a script element: no "<" begins a tag there.
std::string inert(std::string_view json) {
  std::string out;
  for (const char c : json) {
    if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  return out;
}

/// Without the comment at the end that names a file with the sources: tools would look for it.
std::string_view without_source_map(std::string_view text, std::string_view comment) {
  return text.substr(0, text.find(std::string(comment) + " sourceMappingURL"));
}

std::string title(const Samples& samples) {
  if (samples.empty()) return "no samples";
  auto text = visible(samples.begin()->first, 80);
  if (samples.size() > 1) text += " and " + std::to_string(samples.size() - 1) + " more";
  return text;
}

std::string note(const Samples& samples, TimeZone zone, std::size_t columns) {
  std::size_t points = 0;
  bool thinned = false;
  for (const auto& [key, series] : samples) {
    points += series.size();
    thinned = thinned || series.size() > columns * 4;
  }
  const auto span = span_of(samples);
  auto text = std::to_string(points) + " samples, " + format_time(span.begin_time, zone) + " to " +
              format_time(span.end_time, zone) + ".";
  if (thinned) {
    text += " Thinned: of each of " + std::to_string(columns) +
            " columns the first, lowest, highest and last sample are shown.";
  }
  return text;
}

}  // namespace

std::size_t page_columns(std::size_t series_count) {
  // A point of one series takes up to 28 bytes, and a null in each of the other series: with four
  // points a column that is 4 n (28 + 5 n) bytes a column.
  const double n = static_cast<double>(std::max<std::size_t>(series_count, 1));
  constexpr double bytes_max = 1.7e6;
  return static_cast<std::size_t>(std::clamp(bytes_max / (4 * n * (28 + 5 * n)), 50.0, 4000.0));
}

std::string html_page(const Samples& samples, TimeZone zone, std::size_t columns) {
  std::string out;
  auto frame = embedded::plot_page;
  while (!frame.empty()) {
    const auto at = frame.find('@');
    out += frame.substr(0, at);
    if (at == frame.npos) break;
    frame.remove_prefix(at + 1);
    const auto end = frame.find('@');
    const auto name = frame.substr(0, end);
    if (name == "TITLE") out += escaped(title(samples));
    if (name == "NOTE") out += escaped(note(samples, zone, columns));
    if (name == "DYGRAPHS_CSS") out += without_source_map(embedded::dygraphs_css, "/*#");
    if (name == "DYGRAPHS_JS") out += without_source_map(embedded::dygraphs_js, "//#");
    if (name == "UTC") out += zone == TimeZone::utc ? "true" : "false";
    if (name == "DATA") out += inert(data(samples, columns));
    if (name.empty()) out += '@';  // twice: itself
    frame.remove_prefix(std::min(end + 1, frame.size()));
  }
  return out;
}

}  // namespace eardrum::client

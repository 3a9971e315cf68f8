#include "eardrum/client/plot/thin.hpp"

#include <algorithm>
#include <array>

namespace eardrum::client {

Span span_of(const Samples& samples) {
  Span span;
  bool first = true;
  for (const auto& [key, series] : samples) {
    if (series.empty()) continue;
    const auto begin = series.front().first;
    const auto end = series.back().first;
    span.begin_time = first ? begin : std::min(span.begin_time, begin);
    span.end_time = first ? end : std::max(span.end_time, end);
    first = false;
  }
  return span;
}

std::size_t column_of(std::int64_t time, const Span& span, std::size_t columns) {
  if (!(span.width() > 0)) return 0;
  const double past = static_cast<double>(time) - static_cast<double>(span.begin_time);
  const auto column = static_cast<std::size_t>(past / span.width() * static_cast<double>(columns));
  return std::min(column, columns - 1);
}

Series thin(const Series& series, const Span& span, std::size_t columns) {
  constexpr std::size_t kept_of_a_column = 4;
  if (series.size() <= columns * kept_of_a_column) return series;
  Series thinned;
  for (std::size_t begin = 0; begin < series.size();) {
    const auto column = column_of(series[begin].first, span, columns);
    std::size_t lowest = begin;
    std::size_t highest = begin;
    std::size_t end = begin;
    for (; end < series.size() && column_of(series[end].first, span, columns) == column; ++end) {
      if (series[end].second < series[lowest].second) lowest = end;
      if (series[end].second > series[highest].second) highest = end;
    }
    std::array<std::size_t, kept_of_a_column> kept{begin, lowest, highest, end - 1};
    std::ranges::sort(kept);
    const auto repeated = std::ranges::unique(kept);
    for (auto each = kept.begin(); each != repeated.begin(); ++each) {
      thinned.push_back(series[*each]);
    }
    begin = end;
  }
  return thinned;
}

std::vector<Series> pieces(const Series& series, std::optional<std::int64_t> gap) {
  std::vector<Series> found;
  for (const auto& sample : series) {
    const bool joined =
        !found.empty() && (!gap || static_cast<double>(sample.first) -
                                           static_cast<double>(found.back().back().first) <=
                                       static_cast<double>(*gap));
    if (!joined) found.emplace_back();
    found.back().push_back(sample);
  }
  return found;
}

}  // namespace eardrum::client

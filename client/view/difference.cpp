#include "eardrum/client/view/difference.hpp"

#include <set>

#include "eardrum/client/visible.hpp"

namespace eardrum::client {
namespace {

std::string signed_number(double value) {
  constexpr int digits = 6;
  return (value >= 0 ? "+" : "") + short_number(value, digits);
}

}  // namespace

std::string new_lines(const Samples& before, const Samples& now, const TimeStyle& style) {
  std::string out;
  for (const auto& [key, series] : now) {
    std::set<Samples::mapped_type::value_type> known;
    if (const auto earlier = before.find(key); earlier != before.end()) {
      known.insert(earlier->second.begin(), earlier->second.end());
    }
    for (std::size_t i = 0; i < series.size(); ++i) {
      const auto& sample = series[i];
      if (known.contains(sample)) continue;
      out += time_text(sample.first, style) + ' ' + visible(key) + ' ' + number_text(sample.second);
      if (i > 0) out += " (" + signed_number(sample.second - series[i - 1].second) + ")";
      out += '\n';
    }
  }
  return out;
}

std::string last_table(const Samples& before, const Samples& now, const TimeStyle& style) {
  Samples last;
  for (const auto& [key, series] : now) last[key] = {series.back()};
  auto table = to_text(last, Format::table, style);
  // The differences stand behind the lines of the table, which has a head.
  std::string out;
  auto key = last.begin();
  for (std::size_t begin = 0, line = 0; begin < table.size(); ++line) {
    const auto end = table.find('\n', begin);
    out += table.substr(begin, end - begin);
    if (line > 0) {
      const auto earlier = before.find(key->first);
      if (earlier != before.end()) {
        out += "  " + signed_number(key->second.back().second - earlier->second.back().second);
      }
      ++key;
    }
    out += '\n';
    begin = end + 1;
  }
  return out;
}

}  // namespace eardrum::client

#include "eardrum/client/view/selection.hpp"

#include <fnmatch.h>

#include <algorithm>

namespace eardrum::client {

bool has_pattern(std::string_view key) {
  return key.find_first_of("*?[") != key.npos;
}

bool is_selected(const Selection& selection, const std::string& key) {
  if (selection.keys.empty()) return true;
  return std::ranges::any_of(selection.keys, [&](const auto& wanted) {
    return wanted == key || (has_pattern(wanted) && fnmatch(wanted.c_str(), key.c_str(), 0) == 0);
  });
}

std::vector<std::string> requests_for(const Selection& selection) {
  if (selection.keys.empty() || std::ranges::any_of(selection.keys, has_pattern)) return {"*"};
  auto keys = selection.keys;
  std::ranges::sort(keys);
  const auto repeated = std::ranges::unique(keys);
  keys.erase(repeated.begin(), repeated.end());
  return keys;
}

Samples select(Samples samples, const Selection& selection) {
  for (auto& [key, series] : samples) {
    if (!is_selected(selection, key)) series.clear();
    std::erase_if(series, [&](const auto& sample) {
      return (selection.since && sample.first < *selection.since) ||
             (selection.until && sample.first > *selection.until);
    });
    const auto time = [](const auto& sample) { return sample.first; };
    if (!std::ranges::is_sorted(series, {}, time)) std::ranges::stable_sort(series, {}, time);
    if (selection.last && series.size() > *selection.last) {
      series.erase(series.begin(), series.end() - static_cast<std::ptrdiff_t>(*selection.last));
    }
  }
  std::erase_if(samples, [](const auto& entry) { return entry.second.empty(); });
  return samples;
}

}  // namespace eardrum::client

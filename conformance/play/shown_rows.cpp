#include "eardrum/conformance/play/shown_rows.hpp"

#include <algorithm>

namespace eardrum::conformance {
namespace {

/// "'palm.cpu 1.5 100' and 'palm.cpu 2.5 100'"
std::string quoted(const std::string& key, std::int64_t timestamp,
                   const std::vector<double>& values) {
  std::string text;
  for (const double value : values) {
    if (!text.empty()) text += " and ";
    text += quoted(WideRow{key, value, timestamp});
  }
  return text;
}

}  // namespace

ShownRows::Values ShownRows::values_of(const std::vector<WideRow>& rows) {
  Values values;
  for (const auto& row : rows) values[{row.key, row.timestamp}].push_back(row.value);
  for (auto& [slot, each] : values) std::ranges::sort(each);
  return values;
}

void ShownRows::note(const std::vector<WideRow>& answer) {
  for (auto& [slot, values] : values_of(answer)) values_[slot] = values;
}

std::optional<RowsDifference> ShownRows::contradiction(const std::vector<WideRow>& puts,
                                                       const std::vector<WideRow>& answer) const {
  const auto now = values_of(answer);
  for (const auto& [slot, ignored] : values_of(puts)) {
    const auto before = values_.find(slot);
    const auto found = now.find(slot);
    if (before == values_.end() || found == now.end() || before->second == found->second) continue;
    RowsDifference difference;
    difference.kinds = {RowFaultKind::changed};
    difference.sentence = "an earlier answer contained " +
                          quoted(slot.first, slot.second, before->second) + ", this one contains " +
                          quoted(slot.first, slot.second, found->second) +
                          ", although no sample was put in between";
    return difference;
  }
  return std::nullopt;
}

}  // namespace eardrum::conformance

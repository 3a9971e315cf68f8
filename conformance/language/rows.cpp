#include "eardrum/conformance/language/rows.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "eardrum/conformance/verdict/testee_bytes.hpp"
#include "eardrum/protocol/numeral.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::conformance {
namespace {

std::string text(const WideRow& row) {
  std::string value;
  if (row.value - row.value == 0) {
    protocol::append_value(row.value, value);
  } else {
    value = "an infinity";
  }
  constexpr std::size_t key_bytes_shown = 60;
  const TesteeBytes key(row.key);
  return "'" + key.visible(key_bytes_shown) + " " + value + " " + std::to_string(row.timestamp) +
         "'";
}

std::string count_of(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " row" : " rows");
}

// What two rows have in common that differ in one field.
constexpr auto all_but_value = [](const WideRow& row) { return std::tie(row.key, row.timestamp); };
constexpr auto all_but_time = [](const WideRow& row) { return std::tie(row.key, row.value); };
constexpr auto all_but_key = [](const WideRow& row) { return std::tie(row.value, row.timestamp); };

/// Takes the pairs out of `missing` and `extra` that differ in one field, and tells them; "" if
/// there are none.
template <class Projection>
std::string take_pairs(std::vector<WideRow>& missing, std::vector<WideRow>& extra,
                       Projection common, RowFaultKind kind) {
  std::ranges::sort(missing, {}, common);
  std::ranges::sort(extra, {}, common);
  std::vector<WideRow> lone_missing;
  std::vector<WideRow> lone_extra;
  std::size_t pairs = 0;
  std::string instance;
  auto m = missing.begin();
  auto e = extra.begin();
  while (m != missing.end() && e != extra.end()) {
    if (common(*m) < common(*e)) {
      lone_missing.push_back(std::move(*m++));
    } else if (common(*e) < common(*m)) {
      lone_extra.push_back(std::move(*e++));
    } else {
      if (pairs++ == 0) instance = text(*e) + " instead of " + text(*m);
      ++m;
      ++e;
    }
  }
  std::move(m, missing.end(), std::back_inserter(lone_missing));
  std::move(e, extra.end(), std::back_inserter(lone_extra));
  missing = std::move(lone_missing);
  extra = std::move(lone_extra);
  if (pairs == 0) return "";
  return count_of(pairs) + " with " + std::string(words_for(kind)) + ", for instance " + instance;
}

/// What alone differs, if only one field does.
std::optional<RowFaultKind> one_difference(const WideRow& a, const WideRow& b) {
  if (all_but_value(a) == all_but_value(b)) return RowFaultKind::other_value;
  if (all_but_time(a) == all_but_time(b)) return RowFaultKind::other_time;
  if (all_but_key(a) == all_but_key(b)) return RowFaultKind::foreign_key;
  return std::nullopt;
}

std::optional<std::string> compare_in_order(const std::vector<WideRow>& expected,
                                            const std::vector<WideRow>& received) {
  const auto [e, r] = std::ranges::mismatch(expected, received);
  if (e == expected.end() && r == received.end()) return std::nullopt;
  const auto index = std::to_string(e - expected.begin() + 1);
  if (r == received.end()) return "row " + index + " is missing: " + text(*e);
  if (e == expected.end()) return "row " + index + " is one too many: " + text(*r);
  if (const auto kind = one_difference(*e, *r)) {
    return "row " + index + " has " + std::string(words_for(*kind)) + ": " + text(*r) +
           " instead of " + text(*e);
  }
  return "row " + index + " is " + text(*r) + ", where " + text(*e) + " is right";
}

/// "2 rows missing, for instance 'palm.cpu 1.5 100'", or "" for none.
std::string some(const std::vector<WideRow>& rows, RowFaultKind kind) {
  if (rows.empty()) return "";
  return count_of(rows.size()) + " " + std::string(words_for(kind)) + ", for instance " +
         text(std::ranges::min(rows));
}

/// Compares as multisets; with `subset`, rows too many are right.
std::optional<std::string> compare_any_order(std::vector<WideRow> expected,
                                             std::vector<WideRow> received, bool subset) {
  std::ranges::sort(expected);
  std::ranges::sort(received);
  std::vector<WideRow> missing;
  std::vector<WideRow> extra;
  std::ranges::set_difference(expected, received, std::back_inserter(missing));
  std::ranges::set_difference(received, expected, std::back_inserter(extra));
  if (missing.empty() && (subset || extra.empty())) return std::nullopt;
  std::string reason;
  const auto tell = [&](const std::string& what) {
    if (!reason.empty() && !what.empty()) reason += "; ";
    reason += what;
  };
  if (!subset) {
    tell(take_pairs(missing, extra, all_but_value, RowFaultKind::other_value));
    tell(take_pairs(missing, extra, all_but_time, RowFaultKind::other_time));
    tell(take_pairs(missing, extra, all_but_key, RowFaultKind::foreign_key));
  }
  tell(some(missing, RowFaultKind::missing));
  if (!subset) tell(some(extra, RowFaultKind::too_often));
  return reason;
}

std::optional<std::string> compare_per_key(const std::vector<WideRow>& expected,
                                           const std::vector<WideRow>& received) {
  const auto by_key = [](const std::vector<WideRow>& rows) {
    std::map<std::string, std::vector<WideRow>> groups;
    for (const auto& row : rows) groups[row.key].push_back(row);
    return groups;
  };
  if (auto reason = compare_any_order(expected, received, false)) return reason;
  const auto groups = by_key(received);
  for (const auto& [key, rows] : by_key(expected)) {
    if (auto reason = compare_in_order(rows, groups.at(key))) {
      return "among the rows of key '" + TesteeBytes(key).visible() + "', " + *reason;
    }
  }
  return std::nullopt;
}

std::string sentence(const RowFault& fault) {
  switch (fault.kind) {
    case RowFault::Kind::foreign_key:
      return "the row " + text(fault.row) + " has another key than was asked for";
    case RowFault::Kind::other_time:
      return "the row " + text(fault.row) + " has another timestamp than any that was put";
    case RowFault::Kind::other_value:
      return "the row " + text(fault.row) + " has another value than any that was put there";
    case RowFault::Kind::too_often:
      return "the row " + text(fault.row) + " stands there too many times for its puts";
    case RowFault::Kind::missing:
      break;
  }
  return "a row is missing: nothing of its key and timestamp is there, where " + text(fault.row) +
         " was put";
}

std::optional<std::string> compare_puts(const std::vector<WideRow>& puts,
                                        const std::vector<WideRow>& received) {
  const auto fault = find_row_fault(puts, received);
  return fault ? std::optional(sentence(*fault)) : std::nullopt;
}

}  // namespace

std::optional<RowFault> find_row_fault(const std::vector<WideRow>& puts,
                                       const std::vector<WideRow>& received) {
  using Slot = std::pair<std::string_view, std::int64_t>;
  std::set<std::string_view> keys;
  std::set<Slot> unseen;
  std::map<WideRow, std::size_t> left;
  for (const auto& put : puts) {
    keys.insert(put.key);
    unseen.insert({put.key, put.timestamp});
    ++left[put];
  }
  const auto slots = unseen;
  for (const auto& row : received) {
    const Slot slot{row.key, row.timestamp};
    if (!keys.contains(row.key)) return RowFault{RowFault::Kind::foreign_key, row};
    if (!slots.contains(slot)) return RowFault{RowFault::Kind::other_time, row};
    const auto found = left.find(row);
    if (found == left.end()) return RowFault{RowFault::Kind::other_value, row};
    if (found->second == 0) return RowFault{RowFault::Kind::too_often, row};
    --found->second;
    unseen.erase(slot);
  }
  for (const auto& put : puts) {
    if (unseen.contains({put.key, put.timestamp})) return RowFault{RowFault::Kind::missing, put};
  }
  return std::nullopt;
}

std::optional<WideRow> read_row_widely(std::string_view line) {
  const auto first = line.find(' ');
  if (first == std::string_view::npos || first == 0) return std::nullopt;
  const auto second = line.find(' ', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto value = protocol::read_value_widely(line.substr(first + 1, second - first - 1));
  const auto timestamp = protocol::read_timestamp_widely(line.substr(second + 1));
  if (!value || !timestamp) return std::nullopt;
  const double plain = *value == 0 ? 0.0 : *value;  // zero signs are not told apart
  return WideRow{std::string(line.substr(0, first)), plain, *timestamp};
}

std::expected<std::vector<WideRow>, FrameFault> read_ok_frame(std::string_view frame) {
  constexpr std::string_view ok = "ok\n";
  if (!frame.starts_with(ok)) {
    const auto differ = std::ranges::mismatch(frame, ok).in1 - frame.begin();
    return std::unexpected(
        FrameFault{static_cast<std::size_t>(differ), "it does not begin with ok"});
  }
  std::vector<WideRow> rows;
  for (auto begin = ok.size(); begin + 1 < frame.size();) {
    const auto end = frame.find('\n', begin);
    auto row = read_row_widely(frame.substr(begin, end - begin));
    if (!row) {
      return std::unexpected(FrameFault{
          begin, "line " + std::to_string(rows.size() + 2) + " is no row 'key value timestamp'"});
    }
    rows.push_back(*std::move(row));
    begin = end + 1;
  }
  return rows;
}

std::optional<std::string> compare_rows(const std::vector<WideRow>& expected,
                                        const std::vector<WideRow>& received, RowOrder order) {
  switch (order) {
    case RowOrder::any:
      return compare_any_order(expected, received, false);
    case RowOrder::subset:
      return compare_any_order(expected, received, true);
    case RowOrder::exact:
      return compare_in_order(expected, received);
    case RowOrder::puts:
      return compare_puts(expected, received);
    case RowOrder::per_key:
      break;
  }
  return compare_per_key(expected, received);
}

}  // namespace eardrum::conformance

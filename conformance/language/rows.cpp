#include "eardrum/conformance/language/rows.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "eardrum/conformance/verdict/testee_bytes.hpp"
#include "eardrum/protocol/characters.hpp"
#include "eardrum/protocol/numeral.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::conformance {
namespace {

std::string count_of(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " row" : " rows");
}

// What two rows have in common that differ in one field.
constexpr auto all_but_value = [](const WideRow& row) { return std::tie(row.key, row.timestamp); };
constexpr auto all_but_time = [](const WideRow& row) { return std::tie(row.key, row.value); };
constexpr auto all_but_key = [](const WideRow& row) { return std::tie(row.value, row.timestamp); };

/// What a sentence says of such rows.
std::string_view words_for(RowFaultKind kind) {
  switch (kind) {
    case RowFaultKind::foreign_key:
      return "another key";
    case RowFaultKind::other_time:
      return "another timestamp";
    case RowFaultKind::other_value:
      return "another value";
    case RowFaultKind::too_often:
      return "too many";
    case RowFaultKind::order:
      return "out of order";
    case RowFaultKind::swapped:
      return "value and timestamp swapped";
    case RowFaultKind::changed:
      return "other values than before";
    case RowFaultKind::missing:
      break;
  }
  return "missing";
}

bool differ_in_case(std::string_view a, std::string_view b) {
  return a != b && std::ranges::equal(a, b, {}, protocol::ascii_lower, protocol::ascii_lower);
}

bool lost_its_fraction(const WideRow& put, const WideRow& got) {
  return got.value == std::trunc(put.value) && got.value != put.value;
}

/// Gathers what differs, as data and as a sentence.
class Difference {
 public:
  void add(RowFaultKind kind, const std::string& what) {
    if (what.empty()) return;
    note(kind);
    if (!out_.sentence.empty()) out_.sentence += "; ";
    out_.sentence += what;
  }

  void note(RowFaultKind kind) {
    const auto at = std::ranges::lower_bound(out_.kinds, kind);
    if (at == out_.kinds.end() || *at != kind) out_.kinds.insert(at, kind);
  }

  /// Two rows that differ in one field: how they differ in it.
  void note_pair(const WideRow& due, const WideRow& got) {
    out_.fraction_lost = out_.fraction_lost || lost_its_fraction(due, got);
    out_.case_changed = out_.case_changed || differ_in_case(due.key, got.key);
  }

  std::optional<RowsDifference> take() {
    if (out_.kinds.empty()) return std::nullopt;
    return std::move(out_);
  }

 private:
  RowsDifference out_;
};

RowsDifference difference(RowFaultKind kind, std::string sentence) {
  RowsDifference out;
  out.kinds = {kind};
  out.sentence = std::move(sentence);
  return out;
}

/// Takes the pairs out of `missing` and `extra` that differ in one field, and adds them to `out`.
template <class Projection>
void take_pairs(std::vector<WideRow>& missing, std::vector<WideRow>& extra, Projection common,
                RowFaultKind kind, Difference& out) {
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
      out.note_pair(*m, *e);
      if (pairs++ == 0) instance = quoted(*e) + " instead of " + quoted(*m);
      ++m;
      ++e;
    }
  }
  std::move(m, missing.end(), std::back_inserter(lone_missing));
  std::move(e, extra.end(), std::back_inserter(lone_extra));
  missing = std::move(lone_missing);
  extra = std::move(lone_extra);
  if (pairs == 0) return;
  out.add(kind,
          count_of(pairs) + " with " + std::string(words_for(kind)) + ", for example " + instance);
}

/// The same for rows whose value and timestamp stand in each other's place.
void take_swapped(std::vector<WideRow>& missing, std::vector<WideRow>& extra, Difference& out) {
  std::size_t pairs = 0;
  std::string instance;
  std::erase_if(missing, [&](const WideRow& due) {
    const auto found = std::ranges::find_if(extra, [&](const WideRow& row) {
      return row.key == due.key && row.value == static_cast<double>(due.timestamp) &&
             static_cast<double>(row.timestamp) == due.value && row.value != due.value;
    });
    if (found == extra.end()) return false;
    if (pairs++ == 0) instance = quoted(*found) + " instead of " + quoted(due);
    extra.erase(found);
    return true;
  });
  if (pairs == 0) return;
  out.add(RowFaultKind::swapped, count_of(pairs) + " with " +
                                     std::string(words_for(RowFaultKind::swapped)) +
                                     ", for example " + instance);
}

/// What alone differs, if only one field does.
std::optional<RowFaultKind> one_difference(const WideRow& a, const WideRow& b) {
  if (all_but_value(a) == all_but_value(b)) return RowFaultKind::other_value;
  if (all_but_time(a) == all_but_time(b)) return RowFaultKind::other_time;
  if (all_but_key(a) == all_but_key(b)) return RowFaultKind::foreign_key;
  return std::nullopt;
}

/// "2 rows missing, for example 'palm.cpu 1.5 100'", or "" for none.
std::string some(const std::vector<WideRow>& rows, RowFaultKind kind) {
  if (rows.empty()) return "";
  return count_of(rows.size()) + " " + std::string(words_for(kind)) + ", for example " +
         quoted(std::ranges::min(rows));
}

/// Rows that stand for none that is due.
void add_extra(const std::vector<WideRow>& expected, const std::vector<WideRow>& extra,
               Difference& out) {
  const auto foreign = [&](const WideRow& row) {
    return std::ranges::none_of(expected, [&](const WideRow& due) { return due.key == row.key; });
  };
  const auto kind = !extra.empty() && std::ranges::all_of(extra, foreign)
                        ? RowFaultKind::foreign_key
                        : RowFaultKind::too_often;
  const auto words = some(extra, RowFaultKind::too_often);
  out.add(kind, words);
}

/// Compares as multisets; with `subset`, rows too many are right.
std::optional<RowsDifference> compare_any_order(std::vector<WideRow> expected,
                                                std::vector<WideRow> received, bool subset) {
  std::ranges::sort(expected);
  std::ranges::sort(received);
  std::vector<WideRow> missing;
  std::vector<WideRow> extra;
  std::ranges::set_difference(expected, received, std::back_inserter(missing));
  std::ranges::set_difference(received, expected, std::back_inserter(extra));
  if (missing.empty() && (subset || extra.empty())) return std::nullopt;
  Difference out;
  if (!subset) {
    take_swapped(missing, extra, out);
    take_pairs(missing, extra, all_but_value, RowFaultKind::other_value, out);
    take_pairs(missing, extra, all_but_time, RowFaultKind::other_time, out);
    take_pairs(missing, extra, all_but_key, RowFaultKind::foreign_key, out);
  }
  out.add(RowFaultKind::missing, some(missing, RowFaultKind::missing));
  if (!subset) add_extra(expected, extra, out);
  return out.take();
}

std::optional<RowsDifference> compare_in_order(const std::vector<WideRow>& expected,
                                               const std::vector<WideRow>& received) {
  const auto [e, r] = std::ranges::mismatch(expected, received);
  if (e == expected.end() && r == received.end()) return std::nullopt;
  const auto index = std::to_string(e - expected.begin() + 1);
  if (r == received.end()) {
    return difference(RowFaultKind::missing, "row " + index + " is missing: " + quoted(*e));
  }
  if (e == expected.end()) {
    return difference(RowFaultKind::too_often, "row " + index + " is unexpected: " + quoted(*r));
  }
  if (const auto kind = one_difference(*e, *r)) {
    auto out = difference(*kind, "row " + index + " has " + std::string(words_for(*kind)) + ": " +
                                     quoted(*r) + " instead of " + quoted(*e));
    out.fraction_lost = lost_its_fraction(*e, *r);
    out.case_changed = differ_in_case(e->key, r->key);
    return out;
  }
  auto out = compare_any_order(expected, received, false);
  if (!out) out = difference(RowFaultKind::order, "");
  out->sentence = "row " + index + " is " + quoted(*r) + ", but " + quoted(*e) + " is expected";
  return out;
}

std::optional<RowsDifference> compare_per_key(const std::vector<WideRow>& expected,
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
      reason->kinds = {RowFaultKind::order};  // as multisets they are equal
      reason->sentence =
          "among the rows of key '" + TesteeBytes(key).visible() + "', " + reason->sentence;
      return reason;
    }
  }
  return std::nullopt;
}

std::string sentence(const RowFault& fault) {
  switch (fault.kind) {
    case RowFaultKind::foreign_key:
      return "the row " + quoted(fault.row) + " has a key that the request did not ask for";
    case RowFaultKind::other_time:
      return "the row " + quoted(fault.row) + " has a timestamp that was never put for this key";
    case RowFaultKind::other_value:
      return "the row " + quoted(fault.row) + " has a value that was never put with this timestamp";
    case RowFaultKind::too_often:
      return "the row " + quoted(fault.row) + " appears more often than it was put";
    case RowFaultKind::missing:
    case RowFaultKind::order:
    case RowFaultKind::swapped:
    case RowFaultKind::changed:
      break;
  }
  return "a row is missing: " + quoted(fault.row) +
         " was put, but the answer has no row with its key and timestamp";
}

std::optional<RowsDifference> compare_puts(const std::vector<WideRow>& puts,
                                           const std::vector<WideRow>& received) {
  const auto fault = find_row_fault(puts, received);
  if (!fault) return std::nullopt;
  auto out = difference(fault->kind, sentence(*fault));
  out.case_changed = std::ranges::any_of(
      puts, [&](const WideRow& put) { return differ_in_case(put.key, fault->row.key); });
  out.fraction_lost = fault->kind == RowFaultKind::other_value &&
                      std::ranges::any_of(puts, [&](const WideRow& put) {
                        return all_but_value(put) == all_but_value(fault->row) &&
                               lost_its_fraction(put, fault->row);
                      });
  return out;
}

}  // namespace

std::string quoted(const WideRow& row) {
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

bool are_swapped_rows(std::string_view received) {
  constexpr std::string_view head = "ok\n";
  // Of a long answer the end may not have been kept.
  const auto end = std::min(received.find("\n\n"), received.rfind('\n'));
  if (!received.starts_with(head) || end <= head.size()) return false;
  auto lines = received.substr(head.size(), end + 1 - head.size());
  bool all_readable = true;
  while (!lines.empty()) {
    const auto line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(line.size() + 1);
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == last) return false;
    const auto swapped = std::string(line.substr(0, first)) + std::string(line.substr(last)) +
                         std::string(line.substr(first, last - first));
    if (!read_row_widely(swapped)) return false;
    all_readable = all_readable && read_row_widely(line).has_value();
  }
  return !all_readable;
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

std::optional<std::vector<WideRow>> rows_of_first_answer(std::string_view received) {
  const auto marker = received.find("\n\n");
  if (marker == std::string_view::npos) return std::nullopt;
  auto rows = read_ok_frame(received.substr(0, marker + 2));
  return rows ? std::optional(*std::move(rows)) : std::nullopt;
}

std::optional<RowsDifference> compare_rows(const std::vector<WideRow>& expected,
                                           const std::vector<WideRow>& received, RowOrder order) {
  switch (order) {
    case RowOrder::any:
      return compare_any_order(expected, received, false);
    case RowOrder::subset:
      return compare_any_order(expected, received, true);
    case RowOrder::exact:
      return compare_in_order(expected, received);
    case RowOrder::puts:
    case RowOrder::puts_as_before:  // who plays knows what was before
      return compare_puts(expected, received);
    case RowOrder::per_key:
      break;
  }
  return compare_per_key(expected, received);
}

}  // namespace eardrum::conformance

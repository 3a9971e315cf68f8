// A violation drawn as text, each operation a bar on one scale of time.
#include <algorithm>
#include <cmath>
#include <iomanip>
#include <sstream>

#include "eardrum/conformance/load/history.hpp"

namespace eardrum::conformance::load {
namespace {

constexpr std::size_t bar_columns = 40;

struct Bar {
  std::string what;
  Interval when;
};

std::string row(std::size_t put) {
  return "the row of put " + std::to_string(put);
}

std::string name_of(const Get& get) {
  const auto key = get.key ? "key " + std::to_string(*get.key) : std::string("*");
  return std::string(1, get.connection) + ": get " + key;
}

Bar put_bar(const History& history, std::size_t put) {
  const auto& it = history.puts[put];
  return {std::string(1, it.connection) + ": put " + std::to_string(put) + " to key " +
              std::to_string(it.key),
          it.when};
}

Bar get_bar(const History& history, std::size_t g, std::size_t put) {
  const auto& get = history.gets[g];
  const bool has = std::ranges::binary_search(get.puts, put);
  return {name_of(get) + (has ? ", has " : ", has not ") + std::to_string(put), get.when};
}

std::string sentence(const Violation& violation) {
  switch (violation.condition) {
    case Condition::from_the_past:
      return "a get returned " + row(violation.put) + ", although this put was sent later";
    case Condition::acknowledged:
      return "a get that was sent after put " + std::to_string(violation.put) +
             " was answered ok does not return its row";
    case Condition::reads_grow:
      return "a get returned " + row(violation.put) +
             "; a get that was sent after that answer does not";
    case Condition::one_order:
      return "no order of these " + std::to_string(violation.cycle.size()) +
             " operations explains their answers";
    case Condition::snapshots_nest:
      break;
  }
  return "two gets each returned a row that the other lacks, so neither of them can be the first";
}

double microseconds_of(Moment moment) {
  return std::chrono::duration<double, std::micro>(moment).count();
}

std::string drawn(const Bar& bar, Moment from, Moment to) {
  const auto column = [&](Moment moment) {
    const double share = microseconds_of(moment - from) / std::max(1.0, microseconds_of(to - from));
    return static_cast<std::size_t>(std::lround(share * (bar_columns - 1)));
  };
  std::string cells(bar_columns, ' ');
  const auto first = column(bar.when.begin);
  const auto last = bar.when.end ? column(*bar.when.end) : bar_columns - 1;
  for (auto i = first; i <= last; ++i) cells[i] = '-';
  cells[first] = '|';
  cells[last] = bar.when.end ? '|' : '>';
  std::ostringstream line;
  line << std::fixed << std::setprecision(1) << std::setw(10)
       << microseconds_of(bar.when.begin - from) << " us  " << cells << "  " << bar.what
       << (bar.when.end ? "" : ", not answered");
  return line.str();
}

std::vector<Bar> bars_of(const History& history, const Violation& violation) {
  std::vector<Bar> bars{put_bar(history, violation.put)};
  if (violation.witness) bars.push_back(get_bar(history, *violation.witness, violation.put));
  bars.push_back(get_bar(history, violation.get, violation.put));
  if (violation.condition == Condition::snapshots_nest) {
    const auto& small = history.gets[*violation.witness].puts;
    const auto& large = history.gets[violation.get].puts;
    const auto other = std::ranges::find_if_not(
        large, [&](std::size_t put) { return std::ranges::binary_search(small, put); });
    bars.push_back(put_bar(history, *other));
    bars.push_back(get_bar(history, *violation.witness, *other));
    bars.push_back(get_bar(history, violation.get, *other));
  }
  return bars;
}

/// "put 3", "get * of B"
std::string short_name(const History& history, const Operation& operation) {
  if (!operation.is_get) return "put " + std::to_string(operation.index);
  const auto& get = history.gets[operation.index];
  return name_of(get);
}

/// Why the one must come before the other: "put 3 was answered before put 5 was sent".
std::string reason(const History& history, const Operation& first, const Operation& second) {
  const auto one = short_name(history, first);
  const auto other = short_name(history, second);
  const auto& end =
      first.is_get ? history.gets[first.index].when.end : history.puts[first.index].when.end;
  const auto begin =
      second.is_get ? history.gets[second.index].when.begin : history.puts[second.index].when.begin;
  if (end && *end < begin) return one + " was answered before " + other + " was sent";
  if (second.is_get) return other + " returned the row of " + one;
  return one + " did not return the row of " + other;
}

Bar bar_of(const History& history, const Operation& operation) {
  if (!operation.is_get) return put_bar(history, operation.index);
  const auto& get = history.gets[operation.index];
  return {name_of(get), get.when};
}

}  // namespace

std::vector<std::string> timeline(const History& history, const Violation& violation) {
  std::vector<Bar> bars;
  if (violation.cycle.empty()) bars = bars_of(history, violation);
  for (const auto& each : violation.cycle) bars.push_back(bar_of(history, each));
  std::ranges::stable_sort(bars, {}, [](const Bar& bar) { return bar.when.begin; });
  const Moment from = bars.front().when.begin;
  Moment to = from;
  for (const auto& bar : bars) to = std::max({to, bar.when.begin, bar.when.end.value_or(from)});
  std::vector<std::string> lines{sentence(violation)};
  lines.reserve(bars.size() + 1);
  for (const auto& bar : bars) lines.push_back(drawn(bar, from, to));
  for (std::size_t i = 0; i < violation.cycle.size(); ++i) {
    const auto& next = violation.cycle[(i + 1) % violation.cycle.size()];
    lines.push_back((i == 0 ? "because " : "and ") + reason(history, violation.cycle[i], next));
  }
  return lines;
}

}  // namespace eardrum::conformance::load

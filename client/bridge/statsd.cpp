#include "eardrum/client/bridge/statsd.hpp"

#include <algorithm>
#include <cmath>

#include "eardrum/client/delivery/lines.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::client {
namespace {

/// Senders are not known: neither names nor timings may fill the memory within an interval.
constexpr std::size_t names_max = 100'000;
constexpr std::size_t timings_max = 1'000'000;

std::string_view next_part(std::string_view& rest, char separator) {
  const auto part = rest.substr(0, rest.find(separator));
  rest.remove_prefix(std::min(part.size() + 1, rest.size()));
  return part;
}

}  // namespace

std::int64_t StatsdInterval::receive(std::string_view datagram) {
  std::int64_t refused = 0;
  while (!datagram.empty()) {
    auto line = next_part(datagram, '\n');
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty() && !receive_line(line)) ++refused;
  }
  return refused;
}

bool StatsdInterval::receive_line(std::string_view line) {
  const auto colon = line.rfind(':');
  if (colon == line.npos) return false;
  const std::string name(line.substr(0, colon));
  auto rest = line.substr(colon + 1);
  const auto text = next_part(rest, '|');
  const auto type = next_part(rest, '|');
  const auto value = protocol::read_value_widely(text);
  if (!value || !why_not_put(name, *value).empty()) return false;
  if (counters_.size() + gauges_.size() + timings_.size() >= names_max) return false;
  if (type == "c") {
    double rate = 1;
    if (rest.starts_with('@')) rate = protocol::read_value_widely(rest.substr(1)).value_or(0);
    if (!(rate > 0 && rate <= 1)) return false;
    counters_[name] += *value / rate;
    return true;
  }
  if (type == "g") {
    const bool change = text.starts_with('+') || text.starts_with('-');
    gauges_[name] = change ? gauges_[name] + *value : *value;
    return true;
  }
  if (type != "ms" && type != "h") return false;
  if (timing_count_ >= timings_max) return false;
  ++timing_count_;
  timings_[name].push_back(*value);
  return true;
}

std::vector<Sample> StatsdInterval::finish(std::int64_t timestamp, double seconds) {
  std::vector<Sample> samples;
  const auto add = [&](std::string key, double value) {
    if (why_not_put(key, value).empty()) samples.push_back({std::move(key), value, timestamp});
  };
  for (const auto& [name, count] : counters_) {
    add(name + ".count", count);
    add(name + ".count_per_second", count / seconds);
  }
  for (const auto& [name, value] : gauges_) add(name, value);
  for (auto& [name, values] : timings_) {
    std::ranges::sort(values);
    double sum = 0;
    for (const double value : values) sum += value;
    const auto count = static_cast<double>(values.size());
    constexpr double rank = 0.9;
    add(name + ".count", count);
    add(name + ".min_ms", values.front());
    add(name + ".max_ms", values.back());
    add(name + ".mean_ms", sum / count);
    add(name + ".p90_ms", values[static_cast<std::size_t>(rank * (count - 1))]);
  }
  counters_.clear();
  timings_.clear();
  timing_count_ = 0;
  return samples;
}

}  // namespace eardrum::client

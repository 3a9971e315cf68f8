#include "eardrum/client/collect/measure.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace eardrum::client {
namespace {

using Values = std::map<std::string, double>;

/// Ticks between, none of them negative: iowait may go down (proc.rst says so).
Values ticks_between(const Values& before, const Values& now) {
  Values ticks;
  for (const auto& [kind, total] : now) {
    const auto found = before.find(kind);
    if (found != before.end()) ticks[kind] = std::max(total - found->second, 0.0);
  }
  return ticks;
}

void add_cpu(const Values& before, const Values& now, bool all, Values& values) {
  const auto ticks = ticks_between(before, now);
  double total = 0;
  double idle = 0;
  for (const auto& [kind, count] : ticks) {
    total += count;
    if (kind == "idle" || kind == "iowait") idle += count;
  }
  if (total <= 0) return;
  values["cpu"] = 100 * (total - idle) / total;
  if (!all) return;
  for (const auto& [kind, count] : ticks) values["cpu." + kind] = 100 * count / total;
}

void add_rates(const Reading& before, const Reading& now, double seconds, Values& values) {
  for (const auto& [key, instances] : now.counters) {
    const auto earlier = before.counters.find(key);
    if (earlier == before.counters.end()) continue;
    bool known = false;
    double rate = 0;
    for (const auto& [instance, counter] : instances) {
      const auto found = earlier->second.find(instance);
      if (found == earlier->second.end() || counter.total < found->second.total) continue;
      known = true;
      rate += (counter.total - found->second.total) * counter.scale / seconds;
    }
    if (known) values[key] = rate;
  }
}

}  // namespace

std::vector<Sample> measure(const Reading& before, const Reading& now, double seconds,
                            const std::string& host, std::int64_t timestamp, bool all) {
  Values values = now.gauges;
  add_cpu(before.cpu_ticks, now.cpu_ticks, all, values);
  if (seconds > 0) add_rates(before, now, seconds, values);
  std::vector<Sample> samples;
  for (const auto& [name, value] : values) {
    if (!std::isfinite(value)) continue;
    auto key = host;
    key.append(1, '.').append(name);
    samples.push_back({std::move(key), value, timestamp});
  }
  return samples;
}

}  // namespace eardrum::client

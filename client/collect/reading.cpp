// Sources: Documentation/filesystems/proc.rst (stat, meminfo, loadavg, net/dev, PID/stat),
// Documentation/admin-guide/iostats.rst (diskstats), admin-guide/cgroup-v2.rst and cgroup-v1/ of
// the Linux kernel. A file that is missing or odd leaves its keys out; nothing else suffers.
#include "eardrum/client/collect/reading.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "eardrum/client/collect/devices.hpp"
#include "eardrum/client/collect/names.hpp"
#include "eardrum/client/collect/processes.hpp"
#include "eardrum/client/collect/words.hpp"

namespace eardrum::client {
namespace {

void add_cpu(const std::string& stat, bool all, Reading& reading) {
  // guest and guest_nice come after these; they are part of user and nice already.
  constexpr std::array<const char*, 8> kinds{"user",   "nice", "system",  "idle",
                                             "iowait", "irq",  "softirq", "steal"};
  for (const auto line : lines_of(stat)) {
    const auto words = words_of(line);
    if (words.size() < 2) continue;
    if (words[0] == "cpu") {
      for (std::size_t i = 0; i < kinds.size() && i + 1 < words.size(); ++i) {
        if (const auto ticks = number(words[i + 1])) reading.cpu_ticks[kinds[i]] = *ticks;
      }
    }
    const auto value = number(words[1]);
    if (!all || !value) continue;
    if (words[0] == "ctxt") reading.counters["switches_per_second"][""] = {*value};
    if (words[0] == "intr") reading.counters["interrupts_per_second"][""] = {*value};
    if (words[0] == "processes") reading.counters["forks_per_second"][""] = {*value};
    if (words[0] == "procs_running") reading.gauges["processes.running_count"] = *value;
    if (words[0] == "procs_blocked") reading.gauges["processes.blocked_count"] = *value;
  }
}

/// /proc/meminfo by name, in bytes.
std::map<std::string, double, std::less<>> memory_fields(const std::string& meminfo) {
  std::map<std::string, double, std::less<>> fields;
  for (const auto line : lines_of(meminfo)) {
    const auto words = words_of(line);
    if (words.size() < 2 || !words[0].ends_with(':')) continue;
    const auto value = number(words[1]);
    const double unit = words.size() > 2 && words[2] == "kB" ? 1024 : 1;
    if (value) fields[std::string(words[0].substr(0, words[0].size() - 1))] = *value * unit;
  }
  return fields;
}

void add_memory(const std::string& meminfo, bool all, Reading& reading) {
  const auto fields = memory_fields(meminfo);
  const auto field = [&](std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::nullopt : std::optional(found->second);
  };
  const auto total = field("MemTotal");
  if (!total || *total <= 0) return;
  // Kernels before 3.14 do not say what is available.
  const auto available = field("MemAvailable")
                             .value_or(field("MemFree").value_or(0) + field("Buffers").value_or(0) +
                                       field("Cached").value_or(0));
  const auto used = std::clamp(*total - available, 0.0, *total);
  reading.gauges["memory"] = 100 * used / *total;
  if (!all) return;
  reading.gauges["memory.total_bytes"] = *total;
  reading.gauges["memory.available_bytes"] = available;
  reading.gauges["memory.used_bytes"] = used;
  const auto swap = field("SwapTotal");
  const auto swap_free = field("SwapFree");
  if (swap && swap_free && *swap > 0) {
    reading.gauges["swap.used_percent"] = 100 * (*swap - *swap_free) / *swap;
  }
}

void add_load(const std::string& loadavg, Reading& reading) {
  const auto words = split(loadavg, " \t\n");
  constexpr std::array<const char*, 3> keys{"load.1m", "load.5m", "load.15m"};
  for (std::size_t i = 0; i < keys.size() && i < words.size(); ++i) {
    if (const auto value = number(words[i])) reading.gauges[keys[i]] = *value;
  }
}

std::optional<double> number_in(const Machine& machine, const std::string& path) {
  const auto text = machine.read(path);
  return text ? first_number(*text) : std::nullopt;
}

/// What this container's control group uses; machines without one have no such files at the root.
void add_cgroup(const Machine& machine, Reading& reading) {
  const std::string root = "/sys/fs/cgroup/";
  auto used = number_in(machine, root + "memory.current");
  auto limit = number_in(machine, root + "memory.max");  // the word "max" is not a number: no limit
  if (!used) {
    used = number_in(machine, root + "memory/memory.usage_in_bytes");
    limit = number_in(machine, root + "memory/memory.limit_in_bytes");
  }
  constexpr double no_limit = 9.0e18;  // version 1 says LONG_MAX rounded down to a page
  if (used) reading.gauges["cgroup.memory_bytes"] = *used;
  if (used && limit && *limit > 0 && *limit < no_limit) {
    reading.gauges["cgroup.memory_percent"] = 100 * *used / *limit;
  }
  if (const auto stat = machine.read(root + "cpu.stat")) {
    for (const auto line : lines_of(*stat)) {
      const auto words = words_of(line);
      if (words.size() != 2 || words[0] != "usage_usec") continue;
      constexpr double percent_of_a_microsecond = 1e-4;
      if (const auto usage = number(words[1])) {
        reading.counters["cgroup.cpu_percent"][""] = {*usage, percent_of_a_microsecond};
      }
    }
  } else if (const auto usage = number_in(machine, root + "cpuacct/cpuacct.usage")) {
    constexpr double percent_of_a_nanosecond = 1e-7;
    reading.counters["cgroup.cpu_percent"][""] = {*usage, percent_of_a_nanosecond};
  }
}

}  // namespace

Reading read_machine(const Machine& machine, const ReadingOptions& options) {
  Reading reading;
  if (const auto text = machine.read("/proc/stat")) add_cpu(*text, options.all, reading);
  if (const auto text = machine.read("/proc/meminfo")) add_memory(*text, options.all, reading);
  add_network(machine, options, reading);
  add_disks(machine, options, reading);
  if (options.all) {
    if (const auto text = machine.read("/proc/loadavg")) add_load(*text, reading);
    if (const auto uptime = number_in(machine, "/proc/uptime")) {
      reading.gauges["uptime_seconds"] = *uptime;
    }
    add_cgroup(machine, reading);
  }
  if (!options.processes.empty()) add_processes(machine, options.processes, reading);
  return reading;
}

}  // namespace eardrum::client

#include "eardrum/client/collect/processes.hpp"

#include <algorithm>
#include <optional>

#include "eardrum/client/collect/names.hpp"
#include "eardrum/client/collect/words.hpp"
#include "eardrum/protocol/characters.hpp"

namespace eardrum::client {
namespace {

struct Process {
  std::string name;
  std::string started;  ///< with the number it names one process for ever
  double cpu_ticks = 0;
};

/// /proc/PID/stat: PID (NAME) STATE ...; a name may hold blanks and brackets, so that the last
/// bracket counts. Of the fields after it the 12th and 13th are user and system time, the 20th is
/// the start.
std::optional<Process> read_stat(std::string_view stat) {
  const auto begin = stat.find('(');
  const auto end = stat.rfind(')');
  if (begin == stat.npos || end == stat.npos || end < begin) return std::nullopt;
  const auto fields = split(stat.substr(end + 1), " \n");
  constexpr std::size_t user_at = 11;
  constexpr std::size_t system_at = 12;
  constexpr std::size_t started_at = 19;
  if (fields.size() <= started_at) return std::nullopt;
  const auto user = number(fields[user_at]);
  const auto system = number(fields[system_at]);
  if (!user || !system) return std::nullopt;
  return Process{std::string(stat.substr(begin + 1, end - begin - 1)),
                 std::string(fields[started_at]), *user + *system};
}

/// VmRSS of /proc/PID/status in bytes; a kernel thread has none.
double resident_bytes(const std::optional<std::string>& status) {
  if (!status) return 0;
  for (const auto line : lines_of(*status)) {
    const auto words = words_of(line);
    if (words.size() >= 2 && words[0] == "VmRSS:") return number(words[1]).value_or(0) * 1024;
  }
  return 0;
}

}  // namespace

void add_processes(const Machine& machine, const std::vector<std::string>& names,
                   Reading& reading) {
  constexpr std::size_t comm_bytes_max = 15;  // the kernel keeps no more
  const auto prefix_of = [](const std::string& name) { return "process." + key_word(name) + "."; };
  for (const auto& name : names) {
    reading.gauges[prefix_of(name) + "count"] = 0;
    reading.gauges[prefix_of(name) + "rss_bytes"] = 0;
  }
  for (const auto& pid : machine.list("/proc")) {
    if (!std::ranges::all_of(pid, protocol::is_digit)) continue;
    const auto folder = "/proc/" + pid;
    const auto stat = machine.read(folder + "/stat");
    const auto process = stat ? read_stat(*stat) : std::nullopt;
    if (!process) continue;
    const auto is_this = [&](const auto& name) {
      return name.substr(0, comm_bytes_max) == process->name;
    };
    const auto name = std::ranges::find_if(names, is_this);
    if (name == names.end()) continue;
    const auto prefix = prefix_of(*name);
    reading.gauges[prefix + "count"] += 1;
    reading.gauges[prefix + "rss_bytes"] += resident_bytes(machine.read(folder + "/status"));
    // A tick is 1/100 s on every Linux (USER_HZ), so that ticks a second are percent of one cpu.
    reading.counters[prefix + "cpu_percent"][pid + " " + process->started] = {process->cpu_ticks};
  }
}

}  // namespace eardrum::client

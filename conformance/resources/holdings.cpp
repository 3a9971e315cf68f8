#include "eardrum/conformance/resources/holdings.hpp"

#include <unistd.h>

#include <charconv>
#include <string_view>

#include "eardrum/conformance/observation/proc_file.hpp"

namespace eardrum::conformance::load {
namespace {

using std::chrono::milliseconds;

std::string folder_of(pid_t pid) {
  return "/proc/" + std::to_string(pid);
}

template <typename T>
T number(std::string_view text) {
  T out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

milliseconds processor_time_of(const std::string& folder) {
  const auto stat = read_proc_file(folder + "/stat");
  const auto name_end = stat ? stat->rfind(')') : std::string::npos;
  if (name_end == std::string::npos) return {};
  const auto fields = fields_of(std::string_view(*stat).substr(name_end + 1));
  constexpr std::size_t user_index = 11;  // field 14 of proc(5), counted after the name
  if (fields.size() <= user_index + 1) return {};
  const auto ticks = number<long>(fields[user_index]) + number<long>(fields[user_index + 1]);
  return milliseconds(ticks * 1000 / ::sysconf(_SC_CLK_TCK));
}

/// Adds one process. False if it may not be looked at.
bool add_process(pid_t pid, bool is_child, Holdings& sum) {
  const auto folder = folder_of(pid);
  const auto threads = numbers_in_folder(folder + "/task");
  if (!threads) return true;  // it is gone
  ++sum.processes;
  sum.threads += threads->size();
  sum.processor_time += processor_time_of(folder);
  const auto descriptors = numbers_in_folder(folder + "/fd");
  if (descriptors) sum.descriptors += descriptors->size();
  return descriptors.has_value() || is_child;  // a child may be a zombie, which has none
}

}  // namespace

std::vector<pid_t> processes_of(pid_t pid) {
  std::vector<pid_t> out{pid};
  constexpr std::size_t processes_max = 4096;
  for (std::size_t i = 0; i < out.size() && i < processes_max; ++i) {
    const auto folder = folder_of(out[i]) + "/task";
    for (const int thread : numbers_in_folder(folder).value_or(std::vector<int>{})) {
      const auto children = read_proc_file(folder + "/" + std::to_string(thread) + "/children");
      for (const auto child : fields_of(children.value_or(""))) {
        out.push_back(number<pid_t>(child));
      }
    }
  }
  return out;
}

std::optional<Holdings> holdings_of(pid_t pid) {
  Holdings sum;
  for (const pid_t one : processes_of(pid)) {
    if (!add_process(one, one != pid, sum)) return std::nullopt;
  }
  if (sum.processes == 0) return std::nullopt;
  return sum;
}

std::optional<std::int64_t> memory_of(pid_t pid) {
  std::optional<std::int64_t> sum;
  for (const pid_t one : processes_of(pid)) {
    const auto rollup = read_proc_file(folder_of(one) + "/smaps_rollup");
    if (!rollup) continue;  // a zombie has none
    for (const auto line : lines_of(*rollup)) {
      if (!line.starts_with("Pss_Anon:") && !line.starts_with("SwapPss:")) continue;
      constexpr std::int64_t unit_bytes = 1024;
      const auto fields = fields_of(line);
      if (fields.size() > 1) {
        sum = sum.value_or(0) + number<std::int64_t>(fields[1]) * unit_bytes;
      }
    }
  }
  return sum;
}

}  // namespace eardrum::conformance::load

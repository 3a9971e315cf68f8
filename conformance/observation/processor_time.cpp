#include "eardrum/conformance/observation/processor_time.hpp"

#include <unistd.h>

#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/observation/proc_file.hpp"

namespace eardrum::conformance {
namespace {

template <typename T>
T number(std::string_view text) {
  T out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

/// Of one process, in ticks; nothing if it is gone.
std::optional<long> ticks_of(const std::string& folder) {
  const auto stat = read_proc_file(folder + "/stat");
  const auto name_end = stat ? stat->rfind(')') : std::string::npos;
  if (name_end == std::string::npos) return std::nullopt;
  const auto fields = fields_of(std::string_view(*stat).substr(name_end + 1));
  constexpr std::size_t user_index = 11;  // field 14 of proc(5), counted after the name
  constexpr std::size_t times = 4;        // user, system, and both of the children
  if (fields.size() < user_index + times) return std::nullopt;
  long ticks = 0;
  for (std::size_t i = 0; i < times; ++i) ticks += number<long>(fields[user_index + i]);
  return ticks;
}

void add_children(const std::string& folder, std::vector<pid_t>& processes) {
  for (const int thread : numbers_in_folder(folder + "/task").value_or(std::vector<int>{})) {
    const auto text = read_proc_file(folder + "/task/" + std::to_string(thread) + "/children");
    for (const auto child : fields_of(text.value_or(""))) {
      processes.push_back(number<pid_t>(child));
    }
  }
}

}  // namespace

std::optional<std::chrono::milliseconds> processor_time(pid_t pid) {
  std::vector<pid_t> processes{pid};
  constexpr std::size_t processes_max = 4096;  // should a fork bomb grow as fast as it is read
  std::optional<long> sum;
  for (std::size_t i = 0; i < processes.size() && i < processes_max; ++i) {
    const auto folder = "/proc/" + std::to_string(processes[i]);
    if (const auto ticks = ticks_of(folder)) sum = sum.value_or(0) + *ticks;
    add_children(folder, processes);
  }
  if (!sum) return std::nullopt;
  return std::chrono::milliseconds(*sum * 1000 / ::sysconf(_SC_CLK_TCK));
}

}  // namespace eardrum::conformance

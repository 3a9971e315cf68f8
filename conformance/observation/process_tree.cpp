#include "eardrum/conformance/observation/process_tree.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <csignal>
#include <set>
#include <string_view>

#include "eardrum/conformance/observation/proc_file.hpp"
#include "eardrum/conformance/verdict/testee_bytes.hpp"

namespace eardrum::conformance {
namespace {

std::string proc_path(pid_t pid, std::string_view file) {
  return "/proc/" + std::to_string(pid) + "/" + std::string(file);
}

template <typename T>
T number(std::string_view text) {
  T out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

bool carries(pid_t pid, const std::string& mark) {
  const auto environment = read_proc_file(proc_path(pid, "environ"));
  if (!environment) return false;
  std::string_view rest = *environment;
  while (!rest.empty()) {
    const auto end = rest.find('\0');
    if (rest.substr(0, end) == mark) return true;
    if (end == std::string_view::npos) return false;
    rest.remove_prefix(end + 1);
  }
  return false;
}

/// What the threads of a process have started and not yet reaped; nothing where /proc cannot tell.
std::optional<std::vector<pid_t>> children_of(pid_t pid) {
  const auto tasks = proc_path(pid, "task");
  std::vector<pid_t> out;
  for (const int thread : numbers_in_folder(tasks).value_or(std::vector<int>{})) {
    const auto folder = tasks + "/" + std::to_string(thread);
    const auto children = read_proc_file(folder + "/children");
    if (!children && ::access((folder + "/stat").c_str(), F_OK) == 0) return std::nullopt;
    for (const auto field : fields_of(children.value_or(""))) out.push_back(number<pid_t>(field));
  }
  return out;
}

/// `roots` and all that descend from them, in the order of their numbers.
std::optional<std::set<pid_t>> descendants(const std::vector<pid_t>& roots) {
  std::set<pid_t> known(roots.begin(), roots.end());
  std::vector<pid_t> open(known.begin(), known.end());
  while (!open.empty()) {
    const auto children = children_of(open.back());
    open.pop_back();
    if (!children) return std::nullopt;
    for (const pid_t child : *children) {
      if (known.insert(child).second) open.push_back(child);
    }
  }
  return known;
}

/// In a PID namespace an orphan falls to the first process, so that all stand under that or the
/// root: no need to look at the processes of the whole machine. One walk may miss who falls to the
/// first process meanwhile, so walks are repeated until they agree.
std::optional<std::vector<Process>> family_in_namespace(const Lineage& lineage) {
  const std::vector<pid_t> roots{lineage.init, lineage.root};
  constexpr int walks_max = 8;  // a fork bomb never stands still
  auto pids = descendants(roots);
  for (int walk = 1; pids && walk < walks_max; ++walk) {
    auto again = descendants(roots);
    if (again == pids) break;
    pids = std::move(again);
  }
  if (!pids) return std::nullopt;
  pids->erase(lineage.init);
  std::vector<Process> out;
  for (const pid_t pid : *pids) {
    const auto one = process(pid);
    if (!one) continue;
    // The number may have gone to another process since it was read.
    if (pid == lineage.root || pid_namespace_of(pid) == lineage.pid_namespace) out.push_back(*one);
  }
  return out;
}

}  // namespace

std::optional<Process> process(pid_t pid) {
  const auto stat = read_proc_file(proc_path(pid, "stat"));
  if (!stat) return std::nullopt;
  // The name stands in parentheses and may itself hold any byte, so count from the last one.
  const auto name_end = stat->rfind(')');
  if (name_end == std::string::npos) return std::nullopt;
  constexpr std::size_t state_field = 0;
  constexpr std::size_t parent_field = 1;
  constexpr std::size_t session_field = 3;
  constexpr std::size_t start_field = 19;
  const auto fields = fields_of(std::string_view(*stat).substr(name_end + 1));
  if (fields.size() <= start_field) return std::nullopt;
  Process out;
  out.pid = pid;
  out.state = fields[state_field].front();
  out.parent = number<pid_t>(fields[parent_field]);
  out.session = number<pid_t>(fields[session_field]);
  out.start_ticks = number<std::uint64_t>(fields[start_field]);
  return out;
}

std::vector<Process> all_processes() {
  std::vector<Process> out;
  for (const pid_t pid : numbers_in_folder("/proc").value_or(std::vector<int>{})) {
    if (const auto one = process(pid)) out.push_back(*one);
  }
  return out;
}

std::optional<ino_t> pid_namespace_of(pid_t pid) {
  struct stat status{};
  if (::stat(proc_path(pid, "ns/pid").c_str(), &status) != 0) return std::nullopt;
  return status.st_ino;
}

std::vector<Process> family(const Lineage& lineage) {
  if (lineage.pid_namespace && lineage.init > 0) {
    if (auto found = family_in_namespace(lineage)) return *std::move(found);
  }
  const pid_t self = ::getpid();
  const pid_t own_session = ::getsid(0);
  const auto root = process(lineage.root);
  const std::uint64_t oldest_ticks = root ? root->start_ticks : 0;
  const auto belongs_by_itself = [&](const Process& one) {
    if (one.pid == lineage.root) return true;
    if (lineage.pid_namespace) return pid_namespace_of(one.pid) == lineage.pid_namespace;
    if (one.session == lineage.root) return true;
    if (lineage.take_orphans && one.parent == self && one.session != own_session) return true;
    // Descendants are never older; that spares us the environments of the whole machine.
    return !one.zombie() && one.start_ticks >= oldest_ticks && carries(one.pid, lineage.mark);
  };

  auto candidates = all_processes();
  std::erase_if(candidates, [&](const Process& one) {
    return one.pid == self || (lineage.init > 0 && one.pid == lineage.init);
  });
  std::vector<Process> out;
  std::set<pid_t> known;
  const auto move_if = [&](const auto& belongs) {
    const auto rest =
        std::ranges::partition(candidates, [&](const Process& one) { return !belongs(one); });
    for (const auto& one : rest) known.insert(one.pid);
    out.insert(out.end(), rest.begin(), rest.end());
    const bool moved = !rest.empty();
    candidates.erase(rest.begin(), rest.end());
    return moved;
  };
  move_if(belongs_by_itself);
  while (move_if([&](const Process& one) { return known.contains(one.parent); })) {
  }
  return out;
}

std::optional<int> fatal_signal_of_descendant(pid_t pid) {
  constexpr std::array fatal{SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSYS, SIGTRAP};
  constexpr std::size_t exit_code_index = 49;  // field 52 of proc(5), counted after the name
  for (const auto one : descendants({pid}).value_or(std::set<pid_t>{})) {
    const auto stat = read_proc_file(proc_path(one, "stat"));
    const auto name_end = stat ? stat->rfind(')') : std::string::npos;
    if (one == pid || name_end == std::string::npos) continue;
    const auto fields = fields_of(std::string_view(*stat).substr(name_end + 1));
    if (fields.size() <= exit_code_index || fields.front() != "Z") continue;
    constexpr int signal_bits = 0x7f;  // as wait(2) has it
    const int signal = number<int>(fields[exit_code_index]) & signal_bits;
    if (std::ranges::find(fatal, signal) != fatal.end()) return signal;
  }
  return std::nullopt;
}

std::optional<std::vector<ino_t>> socket_inodes(pid_t pid) {
  constexpr std::string_view prefix = "socket:[";
  const auto folder = proc_path(pid, "fd");
  const auto descriptors = numbers_in_folder(folder);
  if (!descriptors) return std::nullopt;
  std::vector<ino_t> out;
  for (const int fd : *descriptors) {
    std::array<char, 64> buffer{};
    const auto link = folder + "/" + std::to_string(fd);
    const auto size = ::readlink(link.c_str(), buffer.data(), buffer.size());
    if (size <= 0) continue;
    const std::string_view target(buffer.data(), static_cast<std::size_t>(size));
    if (target.starts_with(prefix)) out.push_back(number<ino_t>(target.substr(prefix.size())));
  }
  return out;
}

std::optional<pid_t> socket_holder(ino_t inode) {
  for (const pid_t pid : numbers_in_folder("/proc").value_or(std::vector<int>{})) {
    const auto inodes = socket_inodes(pid);
    if (inodes && std::ranges::find(*inodes, inode) != inodes->end()) return pid;
  }
  return std::nullopt;
}

std::string command_line(pid_t pid) {
  constexpr std::size_t bytes_max = 200;
  auto words = read_proc_file(proc_path(pid, "cmdline")).value_or("");
  while (words.ends_with('\0')) words.pop_back();
  if (words.empty()) words = read_proc_file(proc_path(pid, "comm")).value_or("");
  if (words.ends_with('\n')) words.pop_back();
  std::ranges::replace(words, '\0', ' ');
  return words.substr(0, bytes_max);
}

std::string process_name(pid_t pid) {
  auto name = read_proc_file(proc_path(pid, "comm"));
  if (!name) return "?";
  if (name->ends_with('\n')) name->pop_back();
  return visible(*name);
}

}  // namespace eardrum::conformance

#include "eardrum/conformance/resources/garbage_collectors.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "eardrum/conformance/observation/descriptor.hpp"
#include "eardrum/conformance/observation/proc_file.hpp"
#include "eardrum/conformance/resources/holdings.hpp"

namespace eardrum::conformance::load {
namespace {

struct Runtime {
  std::string_view mark;  // in the program or in a library of it, stripped or not
  std::string_view name;
};

constexpr Runtime runtimes[] = {
    {"JAVA_TOOL_OPTIONS", "Java"},
    {"com.oracle.svm", "Java"},
    {"NODE_OPTIONS", "Node.js"},
    {"DENO_DIR", "Deno"},
    {"BUN_INSTALL", "Bun"},
    {"GOTRACEBACK", "Go"},
    {"GCHeapHardLimit", ".NET"},
    {"MONO_GC_PARAMS", "Mono"},
    {"RUBY_GC_HEAP", "Ruby"},
    {"PYPY_GC_NURSERY", "PyPy"},
    {"ERL_CRASH_DUMP", "Erlang"},
    {"GHCRTS", "Haskell"},
    {"OCAMLRUNPARAM", "OCaml"},
    {"GC_INITIAL_HEAP_SIZE", "Boehm's collector"},
    {"LUA_PATH", "Lua"},
    {"JULIA_NUM_THREADS", "Julia"},
    {"DART_VM_OPTIONS", "Dart"},
    {"SBCL_HOME", "Lisp"},
    {"PLT_INCREMENTAL_GC", "Racket"},
    {"GUILE_AUTO_COMPILE", "Scheme"},
    {"SWI_HOME_DIR", "Prolog"},
    {"JavaScriptCore", "JavaScript"},
    // Not collectors, but they keep what was freed for a while, to see it used.
    {"ASAN_OPTIONS", "AddressSanitizer"},
    {"TSAN_OPTIONS", "ThreadSanitizer"},
    {"VALGRIND_LAUNCHER", "Valgrind"},
};

constexpr std::size_t file_bytes_max = std::size_t{256} << 20;

std::string_view runtime_in(std::string_view bytes) {
  for (const auto& runtime : runtimes) {
    if (bytes.contains(runtime.mark)) return runtime.name;
  }
  return {};
}

/// The runtime that a file holds. Pieces overlap, so that no mark is cut.
std::string_view runtime_of_file(const Descriptor& file) {
  constexpr std::size_t piece_bytes = std::size_t{1} << 20;
  constexpr std::size_t overlap_bytes = 64;
  std::string bytes;
  for (std::size_t taken = 0; taken < file_bytes_max;) {
    const auto kept = std::min(bytes.size(), overlap_bytes);
    bytes.erase(0, bytes.size() - kept);
    bytes.resize(kept + piece_bytes);
    const auto size = ::read(file.get(), bytes.data() + kept, piece_bytes);
    if (size <= 0) return {};
    bytes.resize(kept + static_cast<std::size_t>(size));
    taken += static_cast<std::size_t>(size);
    if (const auto found = runtime_in(bytes); !found.empty()) return found;
  }
  return {};
}

/// The files of which a process has mapped instructions.
std::set<std::string> programs_of(pid_t pid) {
  std::set<std::string> out;
  const auto maps = read_proc_file("/proc/" + std::to_string(pid) + "/maps");
  for (const auto line : lines_of(maps.value_or(""))) {
    const auto fields = fields_of(line);
    const auto path = line.find('/');
    if (path != std::string_view::npos && fields[1].contains('x')) out.emplace(line.substr(path));
  }
  return out;
}

}  // namespace

std::string collector_of(pid_t pid) {
  std::set<std::string> seen;
  for (const pid_t one : processes_of(pid)) {
    for (const auto& path : programs_of(one)) {
      if (!seen.insert(path).second) continue;
      if (path.contains("libcoreclr")) return ".NET";  // its names are UTF-16
      const auto inside = "/proc/" + std::to_string(one) + "/root" + path;
      const Descriptor file(::open(inside.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
      if (!file.open()) return "a program that cannot be read";  // and may have one
      if (const auto found = runtime_of_file(file); !found.empty()) return std::string(found);
    }
  }
  return "";
}

}  // namespace eardrum::conformance::load

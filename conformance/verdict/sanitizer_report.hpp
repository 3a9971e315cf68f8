// Finds reports of sanitizers in the stderr of a program: the sanitizers of GCC and Clang (address,
// memory, undefined behaviour, threads, leaks), Valgrind, and the race detector of Go. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace eardrum::conformance {

struct SanitizerReport {
  enum class Kind {
    error,  ///< a memory error, undefined behaviour, or a race: always a fault
    leak,   ///< memory that was not freed when the program ended
  };

  Kind kind{};
  std::string tool;       ///< a fixed name: "AddressSanitizer"
  std::string what;       ///< "heap-use-after-free", "data race", without addresses and numbers of
                          ///< processes; bytes of the program under test
  std::size_t begin = 0;  ///< of its first line in the text
};

/// The first report in `text`; an error comes before a leak.
std::optional<SanitizerReport> find_sanitizer_report(std::string_view text);

}  // namespace eardrum::conformance

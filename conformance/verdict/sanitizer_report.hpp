// Reports that checkers built into a program write to its stderr: the sanitizers of GCC and Clang
// (address, memory, undefined behaviour, threads, leaks), Valgrind, and Go's race detector. Pure:
// text in, the first report out.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace eardrum::conformance {

struct SanitizerReport {
  enum class Kind {
    error,  ///< of memory, undefined behaviour, or a race: a fault wherever it is
    leak,   ///< memory that was not freed when the program ended
  };

  Kind kind{};
  std::string tool;       ///< our own word: "AddressSanitizer"
  std::string what;       ///< "heap-use-after-free", "data race", without addresses and numbers of
                          ///< processes; bytes of the program under test
  std::size_t begin = 0;  ///< of its first line in the text
};

/// The first report in `text`; an error comes before a leak.
std::optional<SanitizerReport> find_sanitizer_report(std::string_view text);

}  // namespace eardrum::conformance

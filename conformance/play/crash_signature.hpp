// What tells one crash of a program from another: where it died and why, read from what it wrote.
// Pure: text in, a short text out that holds no address, no number of a process, no line of data.
#pragma once

#include <string>
#include <string_view>

namespace eardrum::conformance {

/// `err` is what the program wrote to stderr. Known are reports of sanitizers (kind and first
/// functions of the stack), tracebacks of Python, exceptions of Java and Node, panics of Go and
/// Rust, and the last words of C++ and of glibc. Runs of digits are replaced by "0", since the same
/// crash may name other numbers. Empty: `err` shows nothing of that kind.
std::string crash_signature(std::string_view err);

}  // namespace eardrum::conformance

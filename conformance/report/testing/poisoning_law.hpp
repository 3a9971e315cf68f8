// Law: bytes from other programs are inert in reports. For all bytes in all places, each report is
// well-formed, contains only LF and printable text, begins no line with these bytes, and has the
// same verdicts as without them. The law is a plain function, for every test engine.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace eardrum::conformance {

/// Why the law does not hold for `bytes`, or nothing. The sentence is printable.
std::optional<std::string> poisoning_law(std::string_view bytes);

/// The law has parts, one for each pair of format and place. A fuzzing engine checks one part for
/// each input, which gives more executions. All parts together are the law.
inline constexpr std::size_t poisoning_law_parts = 56;
std::optional<std::string> poisoning_law_part(std::string_view bytes, std::size_t part);

/// Why `text` is not inert; nothing if it is. These are not inert: control, format and direction
/// characters, bytes that are not UTF-8, and commands of build servers ("##[" anywhere, "::" at the
/// beginning of a line). The code is independent of own_text(), which it tests.
std::optional<std::string> not_inert(std::string_view text);

}  // namespace eardrum::conformance

// Law: bytes of strangers are inert in reports. Whatever bytes stand in whatever place, each report
// is well-formed, holds nothing but LF and printable text, begins no line with those bytes, and its
// verdicts are those that it would have without them. A plain function, for every engine.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace eardrum::conformance {

/// Why the law does not hold for `bytes`, or nothing. The sentence is printable.
std::optional<std::string> poisoning_law(std::string_view bytes);

/// The law has parts: a format and a place each. To ask for them one by one is what an engine wants
/// that counts executions. All of them together are the law.
inline constexpr std::size_t poisoning_law_parts = 56;
std::optional<std::string> poisoning_law_part(std::string_view bytes, std::size_t part);

/// Why `text` is not inert, or nothing: control, format and direction characters, bytes that are no
/// UTF-8, and what build servers obey ("##[" anywhere, "::" where a line begins). Written apart
/// from own_text(), which it judges.
std::optional<std::string> not_inert(std::string_view text);

}  // namespace eardrum::conformance

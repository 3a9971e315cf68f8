// How a law answers: nothing where it holds, a text where it is broken. No engine is in sight here:
// GoogleTest, RapidCheck and libFuzzer each report the text in their own way.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace eardrum::fuzz {

/// Nothing: the law holds. Text: how it was broken, in one paragraph, all bytes made visible.
using Verdict = std::optional<std::string>;

/// `bytes` in double quotes with C escapes: printable ASCII only, whatever stands in them. Long
/// texts are cut in the middle, and the count of bytes left out is said.
std::string visible(std::string_view bytes);

/// A broken law: its name, what happened, and the bytes that showed it.
Verdict broken(std::string_view law, std::string_view what, std::string_view bytes);

/// As above, with what was expected and what came instead.
Verdict broken(std::string_view law, std::string_view what, std::string_view bytes,
               std::string_view expected, std::string_view got);

}  // namespace eardrum::fuzz

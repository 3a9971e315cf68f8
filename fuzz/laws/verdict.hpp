// The result of a law: nothing if it holds, a text if it is broken. It does not depend on a test
// engine: GoogleTest, RapidCheck and libFuzzer report the text in their own way.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace eardrum::fuzz {

/// Nothing if the law holds. Otherwise a paragraph that says how it is broken, with all bytes
/// through visible().
using Verdict = std::optional<std::string>;

/// `bytes` in double quotes with C escapes, as printable ASCII. A long text is shortened in the
/// middle, with the number of omitted bytes.
std::string visible(std::string_view bytes);

/// The result for a broken law: its name, what happened, and the input bytes.
Verdict broken(std::string_view law, std::string_view what, std::string_view bytes);

/// The same, with the expected and the actual result.
Verdict broken(std::string_view law, std::string_view what, std::string_view bytes,
               std::string_view expected, std::string_view got);

}  // namespace eardrum::fuzz

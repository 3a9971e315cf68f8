// Measures how fast the comparison with the model detects a planted fault. The inputs are the
// messages of the vectors, mutated by a generator with a fixed seed, so that the results are
// comparable.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace eardrum::fuzz {

/// Calls `look` with mutated messages until it returns true. The messages and their order are
/// always the same. Returns the number of calls, or 0 if `look` returns false for `messages_max`
/// messages. A message is one line, or an answer with its LF LF.
std::size_t messages_until(const std::vector<std::string>& seeds, std::size_t messages_max,
                           const std::function<bool(std::string_view)>& look);

/// protocol/formal/differential.tsv: mutant, TAB, figure or "-".
std::map<std::string, std::string> read_differential_kills(const std::filesystem::path& file);

}  // namespace eardrum::fuzz

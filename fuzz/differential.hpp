// The comparison with the model as a measurement: how soon does it see a planted fault? Inputs are
// the vectors' messages, mutated by a generator with a fixed seed, so that the figures can be
// compared.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace eardrum::fuzz {

/// Calls `look` with mutated messages, the same ones in the same order each time, until it answers
/// true; returns how many it took, or nothing after `messages_max`. A message is one line, or an
/// answer with its LF LF.
std::size_t messages_until(const std::vector<std::string>& seeds, std::size_t messages_max,
                           const std::function<bool(std::string_view)>& look);

/// protocol/formal/differential.tsv: mutant, TAB, figure or "-".
std::map<std::string, std::string> read_differential_kills(const std::filesystem::path& file);

}  // namespace eardrum::fuzz

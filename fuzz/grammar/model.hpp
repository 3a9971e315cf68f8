// The third voice: what the formal model says of bytes, as lines of JSON. They come from the
// vectors (protocol/vectors/), or from the oracle, which answers any bytes
// (protocol/formal/README.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/fuzz/grammar/agreement.hpp"

namespace eardrum::fuzz {

/// Compares the model's answer on a request or a response with the codec (verdict, zone, canonical
/// bytes) and, through `agreement`, with the grammar. Returns the disagreement, or nothing. Lines
/// about other kinds of input are passed over.
std::optional<std::string> compare_with_model(Agreement& agreement, std::string_view json_line);

/// The oracle's question about a text: "request 676574206b0a".
std::string question(TextKind kind, std::string_view text);

/// Asks `program` all questions at once, through files that have no name. The
/// answers, in order; nothing if the program failed or did not answer each.
std::optional<std::vector<std::string>> ask_oracle(const std::string& program,
                                                   const std::vector<std::string>& questions);

}  // namespace eardrum::fuzz

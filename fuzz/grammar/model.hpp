// Compares grammar and codec with the results of the formal model, which are lines of JSON. The
// lines come from the vectors (protocol/vectors/), or from the oracle, which accepts any bytes
// (protocol/formal/README.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/fuzz/grammar/agreement.hpp"

namespace eardrum::fuzz {

/// Compares the result of the model for a request or a response with the codec (verdict, zone,
/// canonical bytes) and, through `agreement`, with the grammar. Returns the disagreement, or
/// nothing. Lines about other kinds of input are skipped.
std::optional<std::string> compare_with_model(Agreement& agreement, std::string_view json_line);

/// The input line of the oracle for a text: "request 676574206b0a".
std::string question(TextKind kind, std::string_view text);

/// Runs `program` once with all questions, through unnamed temporary files. Returns the answers in
/// order; nothing if the program failed or an answer is missing.
std::optional<std::vector<std::string>> ask_oracle(const std::string& program,
                                                   const std::vector<std::string>& questions);

}  // namespace eardrum::fuzz

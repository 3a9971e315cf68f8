// A second, simple parser of the strict grammar, with which laws compare the codec. It copies words
// and uses the number parsers of the C library. It is slow on purpose, so that it is easy to check.
// It shares only the result types with eardrum::protocol, and no code.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "eardrum/protocol/request.hpp"
#include "eardrum/protocol/response.hpp"

namespace eardrum::fuzz {

/// Parses a request line without its LF; nothing if the strict grammar refuses it. The key is a
/// view into `line`.
std::optional<protocol::Request> read_request(std::string_view line);

/// The rows of a complete ok answer with its LF LF; nothing if the bytes are not such an answer.
/// Keys are views into `frame`.
std::optional<std::vector<protocol::Row>> read_rows(std::string_view frame);

/// Whether `text` is exactly  [-]int[.digits]  with int without padding.
bool reads_as_core_value(std::string_view text);

/// The complete lines of a stream without their LFs, in order, without the unfinished tail.
std::vector<std::string_view> whole_lines(std::string_view stream);

/// The words between single blanks. A word is empty between two blanks, and before or after a blank
/// at an end.
std::vector<std::string_view> words_of(std::string_view line);

}  // namespace eardrum::fuzz

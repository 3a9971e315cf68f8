// A second, dumb reading of the strict grammar, for laws to compare the codec with: whole words,
// copies, and the C library's number readers. Slow and obvious on purpose, and sharing no code with
// eardrum::protocol but the types it returns.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "eardrum/protocol/request.hpp"
#include "eardrum/protocol/response.hpp"

namespace eardrum::fuzz {

/// What the strict grammar makes of a request line, given without its LF. The key views `line`.
std::optional<protocol::Request> read_request(std::string_view line);

/// The rows of an answer that begins with ok, given whole with its LF LF; nothing for bytes that
/// are no such answer. Keys view `frame`.
std::optional<std::vector<protocol::Row>> read_rows(std::string_view frame);

/// Whether text is  [-]int[.digits]  with int without padding, and nothing else.
bool reads_as_core_value(std::string_view text);

/// The whole lines of a stream without their LFs, in order; the unfinished tail is left out.
std::vector<std::string_view> whole_lines(std::string_view stream);

/// The words between single blanks; empty ones where blanks meet or stand at an end.
std::vector<std::string_view> words_of(std::string_view line);

}  // namespace eardrum::fuzz

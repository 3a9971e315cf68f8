// The building blocks of planted faults: the answer of the reference server, parts of lines and
// answers, and servers that differ from the reference in one function.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "eardrum/conformance/mutants/conversation.hpp"
#include "eardrum/protocol/parse.hpp"
#include "eardrum/protocol/request.hpp"

namespace eardrum::conformance::mutants {

inline constexpr std::string_view ok_answer = "ok\n\n";
inline constexpr std::string_view error_answer = "error\nwrong command\n\n";

/// The answer of server::Session to complete lines; empty for an empty line.
std::string honest(server::Store& store, std::string_view lines);

/// The request that the reference parses from `line`, if it has the type `Asked`. Its key is a view
/// into `line`.
template <class Asked>
std::optional<Asked> as(std::string_view line) {
  const auto request = protocol::parse_request(line);
  if (!request || !std::holds_alternative<Asked>(*request)) return std::nullopt;
  return std::get<Asked>(*request);
}

inline auto as_put(std::string_view line) {
  return as<protocol::Put>(line);
}

inline auto as_get(std::string_view line) {
  return as<protocol::Get>(line);
}

/// A line without its LF, split at each blank.
std::vector<std::string> words(std::string_view line);

/// Split at runs of blanks, TAB, CR and other white space, as Python's split() does.
std::vector<std::string> split_any_blank(std::string_view line);

/// Joins words with blanks and adds an LF: the inverse of words().
std::string line_of(const std::vector<std::string>& words);

/// The rows of an ok answer, without line ends; none for other answers.
std::vector<std::string> rows_of(std::string_view answer);

/// An ok answer with these rows.
std::string ok_with(const std::vector<std::string>& rows);

/// Removes a sample. The reference server has no such operation.
void forget(server::Store& store, std::string_view key, std::int64_t timestamp);

using LineFunction = std::function<Reply(Peer&, std::string_view line)>;

/// A server that frames correctly and calls `answer` for each line, with its LF, also for empty
/// lines.
Server by_line(LineFunction answer);

/// The reference, line by line, for faults that are only in `Habits`.
Server honest_server();

/// A server that does not frame: it calls `answer` for each chunk of recv().
Server by_chunk(LineFunction answer);

/// The reference, with `change` applied to its non-empty answers.
Server with_answers(std::function<std::string(std::string answer, std::string_view line)> change);

/// The reference, with `change` applied to each line before the reference reads it.
Server with_requests(std::function<std::string(std::string_view line)> change);

/// The reference, but lines that `refuses` selects get the error answer and are not executed.
Server refusing(std::function<bool(std::string_view line)> refuses);

/// The reference, with `change` applied to the rows of each answer to a get.
Server with_rows(std::function<void(std::vector<std::string>& rows, const protocol::Get&)> change);

/// The reference, but a get returns each row of any key for which `matches` is true for the
/// requested key.
Server matching(
    std::function<bool(std::string_view asked, const std::vector<std::string>& row)> matches);

}  // namespace eardrum::conformance::mutants

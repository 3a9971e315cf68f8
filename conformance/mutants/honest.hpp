// What faults are made from: the reference's own answer, pieces of lines and answers, and servers
// that differ from the reference in one function.
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

/// What server::Session answers to whole lines; empty for an empty line.
std::string honest(server::Store& store, std::string_view lines);

/// The request that the reference reads in a line, if it is an `Asked`; keys view `line`.
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

/// Words with blanks between and an LF: the reverse of words().
std::string line_of(const std::vector<std::string>& words);

/// The rows of an ok answer, without line ends; none for other answers.
std::vector<std::string> rows_of(std::string_view answer);

/// An ok answer with these rows.
std::string ok_with(const std::vector<std::string>& rows);

/// Takes a sample out, which the reference cannot.
void forget(server::Store& store, std::string_view key, std::int64_t timestamp);

using LineFunction = std::function<Reply(Peer&, std::string_view line)>;

/// Frames rightly, and lets `answer` answer each line (with its LF, empty ones too).
Server by_line(LineFunction answer);

/// The reference, line by line, for faults that lie in habits alone.
Server honest_server();

/// Does not frame: each chunk of recv() goes to `answer`.
Server by_chunk(LineFunction answer);

/// The reference, its non-empty answers changed.
Server with_answers(std::function<std::string(std::string answer, std::string_view line)> change);

/// The reference, lines changed before it sees them.
Server with_requests(std::function<std::string(std::string_view line)> change);

/// The reference, but some lines are answered with the error and not looked at.
Server refusing(std::function<bool(std::string_view line)> refuses);

/// The reference, but answers to get come from a changed list of rows.
Server with_rows(std::function<void(std::vector<std::string>& rows, const protocol::Get&)> change);

/// The reference, but get of a key returns each row, of whatever key, that `matches` the asked one.
Server matching(
    std::function<bool(std::string_view asked, const std::vector<std::string>& row)> matches);

}  // namespace eardrum::conformance::mutants

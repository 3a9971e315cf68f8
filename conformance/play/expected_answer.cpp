#include "eardrum/conformance/play/expected_answer.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "eardrum/conformance/verdict/testee_bytes.hpp"
#include "eardrum/protocol/numeral.hpp"
#include "eardrum/protocol/response.hpp"

namespace eardrum::conformance {
namespace {

using Kind = Expectation::Kind;

Match met(std::size_t consumed) {
  Match match;
  match.kind = Match::Kind::met;
  match.consumed = consumed;
  return match;
}

Match missed(std::string reason, std::optional<std::size_t> first_difference = std::nullopt) {
  Match match;
  match.kind = Match::Kind::missed;
  match.reason = std::move(reason);
  match.first_difference = first_difference;
  return match;
}

/// The answer is not whole, and nothing more will come.
Match unfinished(const Reception& reception) {
  auto match = missed(reception.closed ? "the server closed the connection instead of answering"
                                       : "the server did not answer");
  if (!reception.bytes.empty()) {
    match = missed((reception.closed ? "the server closed the connection after "
                                     : "the server stopped sending after ") +
                       std::to_string(reception.bytes.size()) +
                       " bytes, before the answer was complete",
                   reception.bytes.size());
  }
  match.unfinished = true;
  return match;
}

Match pending_or_unfinished(const Reception& reception) {
  if (reception.closed || reception.quiet) return unfinished(reception);
  return {};
}

/// The line of `text` that holds the byte at `offset`, quoted and safe to print; long ones are cut.
std::string line_at(std::string_view text, std::size_t offset) {
  constexpr std::size_t bytes_shown = 60;
  if (offset >= text.size()) return "nothing more";
  const auto before = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  const auto begin = before == std::string_view::npos ? 0 : before + 1;
  const auto end = std::min(text.find('\n', offset), text.size() - 1);
  const auto line = text.substr(begin, end + 1 - begin);
  return '"' + TesteeBytes(std::string(line)).visible(bytes_shown) + '"';
}

/// In words: where the answer differs, what should stand there, and what stands there.
std::string difference_at(std::size_t offset, std::string_view due, std::string_view received) {
  return "the answer differs at offset " + std::to_string(offset) + ": expected " +
         line_at(due, offset) + ", received " + line_at(received, offset);
}

/// How many bytes at the start of `text` can belong to a number in some spelling.
std::size_t number_bytes(std::string_view text) {
  return std::min(text.find_first_not_of("+-.0123456789Ee"), text.size());
}

/// In what the rows of two answers differ, if both are answers with or without rows.
std::optional<RowsDifference> difference_of_rows(std::string_view due, std::string_view received) {
  const auto expected = rows_of_first_answer(due);
  const auto rows = rows_of_first_answer(received);
  return expected && rows ? compare_rows(*expected, *rows, RowOrder::any) : std::nullopt;
}

/// Which of several reasons tells most, the greatest: rows that are nearest to those that were due,
/// and then the one that got furthest.
std::pair<int, std::optional<std::size_t>> telling(const Match& match) {
  if (!match.rows) return {0, match.first_difference};
  const auto& kinds = match.rows->kinds;
  const bool strange = std::ranges::find(kinds, RowFaultKind::foreign_key) != kinds.end();
  const bool absent = std::ranges::find(kinds, RowFaultKind::missing) != kinds.end();
  return {4 - (strange ? 2 : 0) - (absent ? 1 : 0), match.first_difference};
}

}  // namespace

ExpectedAnswer::ExpectedAnswer(const Expectation& expectation, const Binding& binding,
                               const ShownRows* shown)
    : kind_(expectation.kind),
      order_(expectation.order),
      shown_(shown),
      at_least_(expectation.at_least) {
  assert(kind_ != Kind::as_before);  // whoever plays puts what was before in its place
  for (const auto& piece : expectation.bytes.pieces) {
    if (const auto* number = std::get_if<AnySpelling>(&piece)) {
      tokens_.emplace_back(number->value);
      continue;
    }
    if (tokens_.empty() || std::holds_alternative<double>(tokens_.back())) tokens_.emplace_back();
    std::get<std::string>(tokens_.back()) += expand(ByteText{{piece}}, binding);
  }
  for (const auto& text : expand(expectation.rows, binding)) {
    auto row = read_row_widely(text);
    assert(row);  // the reader of sessions checked the form
    rows_.push_back(*std::move(row));
  }
  for (const auto& alternative : expectation.alternatives) {
    alternatives_.emplace_back(alternative.expectation, binding);
  }
}

Match ExpectedAnswer::match(const Reception& reception) const {
  switch (kind_) {
    case Kind::bytes:
      return match_bytes(reception);
    case Kind::rows:
    case Kind::frame:
    case Kind::ok_frame:
      return match_frame(reception);
    case Kind::closed:
    case Kind::silence:
      return match_event(reception);
    case Kind::one_of:
    case Kind::as_before:
      break;
  }
  return match_alternatives(reception);
}

Match ExpectedAnswer::match_bytes(const Reception& reception) const {
  std::size_t at = 0;
  for (const auto& token : tokens_) {
    const auto rest = reception.bytes.substr(at);
    if (const auto* bytes = std::get_if<std::string>(&token)) {
      const auto [e, r] = std::ranges::mismatch(*bytes, rest);
      if (e != bytes->end()) {
        if (r == rest.end()) return pending_or_unfinished(reception);
        const auto offset = at + static_cast<std::size_t>(r - rest.begin());
        auto match =
            missed(difference_at(offset, std::string(reception.bytes.substr(0, at)) + *bytes,
                                 reception.bytes),
                   offset);
        if (tokens_.size() == 1) match.rows = difference_of_rows(*bytes, reception.bytes);
        return match;
      }
      at += bytes->size();
      continue;
    }
    // A blank or a line end follows each number, so its end is seen only when that has come.
    const auto size = number_bytes(rest);
    if (size == rest.size()) return pending_or_unfinished(reception);
    const auto value = protocol::parse_value(rest.substr(0, size));
    if (!value) return missed("expected a finite number at offset " + std::to_string(at), at);
    if (*value != std::get<double>(token)) {
      return missed("the number at offset " + std::to_string(at) + " has a different value", at);
    }
    at += size;
  }
  return met(at);
}

Match ExpectedAnswer::match_frame(const Reception& reception) const {
  const auto marker = reception.bytes.find("\n\n");
  if (marker == std::string_view::npos) return pending_or_unfinished(reception);
  const auto frame = reception.bytes.substr(0, marker + 2);
  if (kind_ == Kind::frame && frame == protocol::error_response) return met(frame.size());
  auto rows = read_ok_frame(frame);
  if (!rows && frame == protocol::error_response)
    return missed("the answer is the error, although the request is right", 0);
  if (!rows) {
    return missed("the answer is malformed: " + rows.error().reason, rows.error().offset);
  }
  if (kind_ != Kind::rows) return met(frame.size());
  return match_rows(*std::move(rows), frame.size());
}

Match ExpectedAnswer::match_rows(std::vector<WideRow> rows, std::size_t consumed) const {
  auto difference = compare_rows(rows_, rows, order_);
  if (!difference && order_ == RowOrder::puts_as_before && shown_ != nullptr) {
    difference = shown_->contradiction(rows_, rows);
  }
  if (difference) {
    auto match = missed(difference->sentence);
    match.rows = std::move(difference);
    return match;
  }
  auto match = met(consumed);
  const bool of_puts = order_ == RowOrder::puts || order_ == RowOrder::puts_as_before;
  if (of_puts) match.shown = std::move(rows);
  return match;
}

Match ExpectedAnswer::match_event(const Reception& reception) const {
  if (!reception.bytes.empty()) {
    return missed(kind_ == Kind::closed ? "the server answered instead of closing the connection"
                                        : "the server answered before the request was complete",
                  0);
  }
  const bool wanted =
      kind_ == Kind::closed ? reception.closed : reception.quiet && !reception.closed;
  if (wanted) return met(0);
  if (!reception.closed && !reception.quiet) return {};
  auto match =
      missed(reception.closed ? "the server closed the connection"
                              : "the server did not close the connection and sent nothing");
  match.unfinished = true;
  return match;
}

Match ExpectedAnswer::match_alternatives(const Reception& reception) const {
  bool pending = false;
  std::optional<Match> best;
  for (std::size_t i = 0; i < alternatives_.size(); ++i) {
    auto found = alternatives_[i].match(reception);
    if (found.kind == Match::Kind::met) {
      found.alternative = i;
      return found;
    }
    pending = pending || found.kind == Match::Kind::pending;
    if (!best || telling(found) > telling(*best)) best = std::move(found);
  }
  if (pending) return {};
  best->reason = "the answer is none of those allowed: " + best->reason;
  return *std::move(best);
}

bool ExpectedAnswer::may_be_silent() const {
  return kind_ == Kind::silence ||
         std::ranges::any_of(alternatives_, &ExpectedAnswer::may_be_silent);
}

std::chrono::milliseconds ExpectedAnswer::silence_at_least() const {
  auto longest = at_least_;
  for (const auto& each : alternatives_) longest = std::max(longest, each.silence_at_least());
  return longest;
}

std::optional<std::string> ExpectedAnswer::only_bytes() const {
  if (kind_ != Kind::bytes || tokens_.size() > 1) return std::nullopt;
  return tokens_.empty() ? "" : std::get<std::string>(tokens_.front());
}

}  // namespace eardrum::conformance

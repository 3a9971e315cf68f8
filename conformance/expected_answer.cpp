#include "eardrum/conformance/expected_answer.hpp"

#include <algorithm>
#include <cassert>

namespace eardrum::conformance {
namespace {

using Kind = Expectation::Kind;

constexpr std::string_view error_frame = "error\nwrong command\n\n";

Match met(std::size_t consumed) {
  return {Match::Kind::met, consumed, {}, {}, {}};
}

Match missed(std::string reason, std::optional<std::size_t> first_difference = std::nullopt) {
  return {Match::Kind::missed, 0, {}, std::move(reason), first_difference};
}

/// The answer is not whole, and nothing more will come.
Match unfinished(const Reception& reception) {
  const std::string end =
      reception.closed ? "the testee closed the connection" : "the testee stayed silent";
  auto match = missed(end + " instead of answering");
  if (!reception.bytes.empty()) {
    match = missed(end + " after " + std::to_string(reception.bytes.size()) +
                       " bytes, before the answer was whole",
                   reception.bytes.size());
  }
  match.unfinished = true;
  return match;
}

Match pending_or_unfinished(const Reception& reception) {
  if (reception.closed || reception.quiet) return unfinished(reception);
  return {};
}

}  // namespace

ExpectedAnswer::ExpectedAnswer(const Expectation& expectation, const Binding& binding)
    : kind_(expectation.kind),
      bytes_(expand(expectation.bytes, binding)),
      order_(expectation.order) {
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
      break;
  }
  return match_alternatives(reception);
}

Match ExpectedAnswer::match_bytes(const Reception& reception) const {
  const auto [e, r] = std::ranges::mismatch(bytes_, reception.bytes);
  if (e == bytes_.end()) return met(bytes_.size());
  if (r == reception.bytes.end()) return pending_or_unfinished(reception);
  const auto offset = static_cast<std::size_t>(r - reception.bytes.begin());
  return missed("the answer differs from byte " + std::to_string(offset) + " on, counted from 0",
                offset);
}

Match ExpectedAnswer::match_frame(const Reception& reception) const {
  const auto marker = reception.bytes.find("\n\n");
  if (marker == std::string_view::npos) return pending_or_unfinished(reception);
  const auto frame = reception.bytes.substr(0, marker + 2);
  if (kind_ == Kind::frame && frame == error_frame) return met(frame.size());
  const auto rows = read_ok_frame(frame);
  if (!rows && frame == error_frame) return missed("the answer is the error", 0);
  if (!rows) {
    return missed("the answer is not well-formed: " + rows.error().reason, rows.error().offset);
  }
  if (kind_ != Kind::rows) return met(frame.size());
  if (auto reason = compare_rows(rows_, *rows, order_)) return missed(*std::move(reason));
  return met(frame.size());
}

Match ExpectedAnswer::match_event(const Reception& reception) const {
  if (!reception.bytes.empty()) {
    return missed(std::string("the testee answered, where ") +
                      (kind_ == Kind::closed ? "an end of the connection" : "silence") + " was due",
                  0);
  }
  const bool wanted =
      kind_ == Kind::closed ? reception.closed : reception.quiet && !reception.closed;
  if (wanted) return met(0);
  if (!reception.closed && !reception.quiet) return {};
  auto match = missed(reception.closed ? "the testee closed the connection"
                                       : "the testee stayed silent and kept the connection open");
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
    // Of several reasons the one that got furthest tells most.
    if (!best || found.first_difference > best->first_difference) best = std::move(found);
  }
  if (pending) return {};
  best->reason = "no alternative is met: " + best->reason;
  return *std::move(best);
}

bool ExpectedAnswer::may_be_silent() const {
  return kind_ == Kind::silence ||
         std::ranges::any_of(alternatives_, &ExpectedAnswer::may_be_silent);
}

std::optional<std::string> ExpectedAnswer::only_bytes() const {
  return kind_ == Kind::bytes ? std::optional(bytes_) : std::nullopt;
}

}  // namespace eardrum::conformance

#include "eardrum/conformance/run/mismatch_fault.hpp"

#include <algorithm>
#include <string_view>
#include <variant>

#include "eardrum/conformance/blame/dialogue.hpp"
#include "eardrum/conformance/language/rows.hpp"
#include "eardrum/protocol/response.hpp"

namespace eardrum::conformance {
namespace {

bool begins_an_answer(std::string_view bytes) {
  return bytes.starts_with("ok\n") || bytes.starts_with("error\n");
}

/// What came after the end of an answer; "" if nothing did.
std::string_view beyond_the_end(std::string_view received) {
  const auto end = received.find("\n\n");
  return end == std::string_view::npos ? "" : received.substr(end + 2);
}

FaultKind kind_of_rest(std::string_view rest) {
  return begins_an_answer(rest) ? FaultKind::second_answer : FaultKind::beyond_end;
}

/// Whether the step that failed allows the error answer among others.
bool allows_error(const Session& session, const Mismatch& mismatch) {
  const auto is_error = [](const Alternative& alternative) {
    const auto& expectation = alternative.expectation;
    return expectation.kind == Expectation::Kind::frame ||
           expectation.bytes.is_exactly(protocol::error_response);
  };
  const auto* step = failed_step(session, mismatch);
  if (step == nullptr || mismatch.expected) return false;
  const auto* expect = std::get_if<Expect>(&step->action);
  // Of many lines those allow it that have no one answer.
  if (expect == nullptr) return std::holds_alternative<ManyLines>(step->action);
  return std::ranges::any_of(expect->expectation.alternatives, is_error);
}

/// An answer came, and it is wrong.
FaultKind kind_of_answer(const Session& session, const Mismatch& mismatch) {
  const std::string_view received = mismatch.received.for_judging();
  if (received.empty()) return FaultKind::other;  // the finding is about several answers
  const auto rest = beyond_the_end(received);
  const bool only_line_ends = rest.find_first_not_of('\n') == std::string_view::npos;
  if (!rest.empty() && !(mismatch.rows && only_line_ends)) return kind_of_rest(rest);
  if (mismatch.silence_due) return FaultKind::early;
  if (mismatch.rows) return FaultKind::rows;
  if (received.starts_with('\n')) return FaultKind::beyond_end;  // the end of the answer before
  if (mismatch.expected == protocol::error_response) {
    return received.starts_with("ok") ? FaultKind::accepted : FaultKind::error_text;
  }
  if (received == protocol::error_response) return FaultKind::error_instead;
  if (received.starts_with("error\n")) {
    return allows_error(session, mismatch) ? FaultKind::error_text : FaultKind::error_instead;
  }
  if (are_swapped_rows(received)) return FaultKind::rows;
  const auto rows = read_ok_frame(received);
  if (mismatch.expected == protocol::empty_response && rows && !rows->empty())
    return FaultKind::rows;
  return FaultKind::malformed;
}

/// An answer was waited for, and not all of it came; `none` if nothing did.
FaultKind kind_of_part(const Mismatch& mismatch, FaultKind none) {
  const std::string_view received = mismatch.received.for_judging();
  if (received.empty()) return none;
  // No answer begins so: it is the end of the answer before.
  return received.starts_with('\n') ? FaultKind::beyond_end : FaultKind::unfinished;
}

FaultKind kind_of(const Session& session, const Mismatch& mismatch) {
  switch (mismatch.kind) {
    case Mismatch::Kind::answer:
      return kind_of_answer(session, mismatch);
    case Mismatch::Kind::extra:
      return kind_of_rest(mismatch.received.for_judging());
    case Mismatch::Kind::closed:
      return kind_of_part(mismatch, FaultKind::closed);
    case Mismatch::Kind::silent:
      return kind_of_part(mismatch, FaultKind::silent);
    case Mismatch::Kind::refused:
      return FaultKind::refused;
    case Mismatch::Kind::crashed:
    case Mismatch::Kind::sanitizer:  // what the code does after it is nobody's word
      return FaultKind::crashed;
    case Mismatch::Kind::kept:
      return FaultKind::kept;
    case Mismatch::Kind::contradiction:
      return FaultKind::contradiction;
    case Mismatch::Kind::harness:
      break;
  }
  return FaultKind::other;
}

}  // namespace

const Step* failed_step(const Session& session, const Mismatch& mismatch) {
  const auto found = std::ranges::find_if(
      session.steps, [&](const Step& step) { return step.place.line == mismatch.place.line; });
  return found == session.steps.end() ? nullptr : &*found;
}

Fault fault_of(const Session& session, const Played& played) {
  const auto& mismatch = *played.mismatch;
  Fault fault;
  // What a client does is judged by the step that it fails.
  fault.client = mismatch.client;
  if (session.judges_client) {
    fault.dialogue = mismatch.dialogue;
    return fault;
  }
  fault.kind = kind_of(session, mismatch);
  fault.nothing_due = mismatch.expected == protocol::empty_response;
  if (fault.kind == FaultKind::rows) {
    const auto came = mismatch.received.for_judging();
    const auto unread = are_swapped_rows(came) ? RowFaultKind::swapped : RowFaultKind::foreign_key;
    fault.rows = mismatch.rows ? mismatch.rows->kinds : std::vector{unread};
    fault.case_changed = mismatch.rows && mismatch.rows->case_changed &&
                         mismatch.rows->kinds.front() == RowFaultKind::foreign_key;
    fault.fraction_lost = mismatch.rows && mismatch.rows->fraction_lost;
    fault.rows_came = !came.starts_with(protocol::empty_response);
  }
  fault.dialogue = dialogue_of(played.transcript, mismatch.connection,
                               mismatch.expected == protocol::error_response);
  return fault;
}

}  // namespace eardrum::conformance

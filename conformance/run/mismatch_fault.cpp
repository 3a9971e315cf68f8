#include "eardrum/conformance/run/mismatch_fault.hpp"

#include <string_view>

#include "eardrum/conformance/blame/dialogue.hpp"
#include "eardrum/conformance/language/rows.hpp"

namespace eardrum::conformance {
namespace {

constexpr std::string_view error_frame = "error\nwrong command\n\n";
constexpr std::string_view nothing_frame = "ok\n\n";

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

/// An answer came, and it is wrong.
FaultKind kind_of_answer(const Mismatch& mismatch) {
  const std::string_view received = mismatch.received.for_judging();
  const auto rest = beyond_the_end(received);
  const bool only_line_ends = rest.find_first_not_of('\n') == std::string_view::npos;
  if (!rest.empty() && !(mismatch.rows && only_line_ends)) return kind_of_rest(rest);
  if (mismatch.silence_due) return FaultKind::early;
  if (mismatch.rows) return FaultKind::rows;
  if (received.starts_with('\n')) return FaultKind::beyond_end;  // the end of the answer before
  if (mismatch.expected == error_frame) {
    return received.starts_with("ok") ? FaultKind::accepted : FaultKind::error_text;
  }
  if (received == error_frame) return FaultKind::error_instead;
  const auto rows = read_ok_frame(received);
  if (mismatch.expected == nothing_frame && rows && !rows->empty()) return FaultKind::rows;
  return FaultKind::malformed;
}

FaultKind kind_of(const Mismatch& mismatch) {
  switch (mismatch.kind) {
    case Mismatch::Kind::answer:
      return kind_of_answer(mismatch);
    case Mismatch::Kind::extra:
      return kind_of_rest(mismatch.received.for_judging());
    case Mismatch::Kind::closed:
      return mismatch.received.empty() ? FaultKind::closed : FaultKind::unfinished;
    case Mismatch::Kind::silent:
      return mismatch.received.empty() ? FaultKind::silent : FaultKind::unfinished;
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

Fault fault_of(const Session& session, const Played& played) {
  const auto& mismatch = *played.mismatch;
  Fault fault;
  // What a client does is judged by the step that it fails.
  fault.client = mismatch.client;
  if (session.judges_client) {
    fault.dialogue = mismatch.dialogue;
    return fault;
  }
  fault.kind = kind_of(mismatch);
  fault.nothing_due = mismatch.expected == nothing_frame;
  if (fault.kind == FaultKind::rows) {
    const auto came = mismatch.received.for_judging();
    fault.rows = mismatch.rows ? mismatch.rows->kinds : std::vector{RowFaultKind::foreign_key};
    fault.case_changed = mismatch.rows && mismatch.rows->case_changed &&
                         mismatch.rows->kinds.front() == RowFaultKind::foreign_key;
    fault.fraction_lost = mismatch.rows && mismatch.rows->fraction_lost;
    fault.rows_came = !came.starts_with(nothing_frame);
  }
  fault.dialogue =
      dialogue_of(played.transcript, mismatch.connection, mismatch.expected == error_frame);
  return fault;
}

}  // namespace eardrum::conformance

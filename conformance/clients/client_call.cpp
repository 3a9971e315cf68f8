#include "eardrum/conformance/clients/client_call.hpp"

#include <algorithm>
#include <ranges>

#include "eardrum/conformance/blame/dialogue.hpp"
#include "eardrum/protocol/response.hpp"

namespace eardrum::conformance {
namespace {

constexpr std::size_t long_answer_bytes = 1000;

// More rows say nothing more.
constexpr std::size_t rows_looked_at_max = 20;

void add_line(std::vector<TranscriptEntry>& lines, const std::string& line) {
  lines.push_back({TranscriptEntry::Kind::sent, "A", TesteeBytes(line + '\n'), "",
                   std::chrono::microseconds(0)});
}

/// "put palm.cpu 10.6 100", whatever the client made of it.
std::string line_of(const Call& call) {
  switch (call.method) {
    case Call::Method::put:
      return "put " + call.key.value_or("") + ' ' + call.value.value_or("") + ' ' +
             (call.timestamp ? std::to_string(*call.timestamp) : "");
    case Call::Method::get:
      return "get " + call.key.value_or("");
    case Call::Method::connect:
      break;
  }
  return "";  // asks nothing
}

void add_rows(std::vector<TranscriptEntry>& lines, std::string_view answer) {
  std::size_t rows = 0;
  for (const auto part : std::views::split(answer, '\n')) {
    const std::string row(part.begin(), part.end());
    if (std::ranges::count(row, ' ') != 2) continue;  // a status, or no row
    if (++rows > rows_looked_at_max) return;
    add_line(lines, "put " + row);
  }
}

}  // namespace

ClientStep ClientCall::step() const {
  if (call.method == Call::Method::connect) return ClientStep::construction;
  return requested ? ClientStep::outcome : ClientStep::request;
}

ClientDue ClientCall::due(const Outcome* outcome) const {
  if (outcome == nullptr) return ClientDue::success;
  switch (outcome->kind) {
    case Outcome::Kind::client_error:
      return answered == protocol::error_response ? ClientDue::error : ClientDue::refusal;
    case Outcome::Kind::samples:
      return outcome->samples.empty() ? ClientDue::nothing : ClientDue::samples;
    case Outcome::Kind::any_end:
      return ClientDue::anything;
    case Outcome::Kind::nothing:
    case Outcome::Kind::anything:
      break;
  }
  return ClientDue::success;
}

std::string ClientCall::early() const {
  if (!seen_at_return || *seen_at_return >= planned || *seen_at_return == 0) return "";
  const auto bytes = std::to_string(*seen_at_return) + " bytes of " + std::to_string(planned);
  return pieces_at_return == 1 ? "after the first piece of the answer, " + bytes
                               : "before the answer was complete, after " + bytes;
}

ClientFault client_fault(const ClientCall& call, const Outcome* outcome, ClientEnd end) {
  ClientFault fault;
  fault.step = call.step();
  fault.due = call.due(outcome);
  fault.end = end;
  fault.put = call.is_put();
  if (fault.step != ClientStep::outcome) return fault;
  fault.in_pieces = call.pieces > 1 || !call.early().empty();
  fault.long_answer = call.answered.size() > long_answer_bytes;
  fault.later_call = call.later;
  return fault;
}

std::optional<Dialogue> client_dialogue(const std::vector<ClientCall>& calls) {
  std::vector<TranscriptEntry> lines;
  for (const auto& one : calls) {
    if (one.call.method == Call::Method::connect) continue;
    add_rows(lines, one.answered);
    add_line(lines, line_of(one.call));
  }
  return dialogue_of(lines, "", false);
}

}  // namespace eardrum::conformance

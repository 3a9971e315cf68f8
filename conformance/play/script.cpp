#include "eardrum/conformance/play/script.hpp"

#include <algorithm>

namespace eardrum::conformance {
namespace {

// Enough to fill any receive buffer that treats a segment as a command; bounded, so that the
// testee's answers to a batch always fit in ours.
constexpr std::size_t batch_steps_max = 200;

void unroll_into(const std::vector<Step>& steps, const Binding& binding,
                 std::vector<ScriptStep>& out) {
  for (const auto& step : steps) {
    const auto* repeat = std::get_if<Repeat>(&step.action);
    if (repeat == nullptr) {
      out.push_back({&step, binding});
      continue;
    }
    auto inner = binding;
    for (auto i = repeat->loop.first; i <= repeat->loop.last; ++i) {
      inner.loops[repeat->loop.variable] = i;
      unroll_into(repeat->steps, inner, out);
    }
  }
}

/// Whether the next request may already be under way when this answer is read: not where the answer
/// may be an end or nothing at all, and not after an error, which may end the connection.
bool lets_requests_follow(const Expectation& expectation) {
  if (expectation.kind == Expectation::Kind::bytes) {
    const auto& pieces = expectation.bytes.pieces;
    const auto* first = pieces.empty() ? nullptr : std::get_if<Literal>(&pieces.front());
    return first != nullptr && first->bytes.starts_with("ok\n");
  }
  return expectation.kind == Expectation::Kind::rows ||
         expectation.kind == Expectation::Kind::ok_frame;
}

/// The length of the batch that starts at `begin`: send, expect, send, expect on one connection.
std::size_t batch_length(const std::vector<ScriptStep>& steps, std::size_t begin) {
  const auto* first = std::get_if<Send>(&steps[begin].step->action);
  if (first == nullptr) return 1;
  std::size_t length = 0;
  while (begin + length + 1 < steps.size() && length < batch_steps_max) {
    const auto* send = std::get_if<Send>(&steps[begin + length].step->action);
    const auto* expect = std::get_if<Expect>(&steps[begin + length + 1].step->action);
    const bool pair = send != nullptr && expect != nullptr &&
                      send->connection == first->connection &&
                      expect->connection == first->connection;
    if (!pair) break;
    length += 2;
    if (!lets_requests_follow(expect->expectation)) break;
  }
  return std::max<std::size_t>(length, 1);
}

}  // namespace

std::vector<ScriptStep> unroll(const Session& session, const std::string& key_suffix) {
  std::vector<ScriptStep> steps;
  unroll_into(session.steps, Binding{key_suffix, {}}, steps);
  return steps;
}

std::vector<ScriptPart> arrange(std::vector<ScriptStep> steps, DeliveryKind kind) {
  std::vector<ScriptPart> parts;
  for (std::size_t i = 0; i < steps.size();) {
    const auto length = kind == DeliveryKind::coalesced ? batch_length(steps, i) : 1;
    ScriptPart part;
    for (const bool sends : {true, false}) {  // within a batch all requests go first
      for (auto j = i; j < i + length; ++j) {
        if (is_send(steps[j]) == sends) part.steps.push_back(std::move(steps[j]));
      }
    }
    parts.push_back(std::move(part));
    i += length;
  }
  return parts;
}

char connection_of(const ScriptStep& step) {
  const auto* send = std::get_if<Send>(&step.step->action);
  const auto* expect = std::get_if<Expect>(&step.step->action);
  return send != nullptr ? send->connection : expect != nullptr ? expect->connection : '\0';
}

bool is_send(const ScriptStep& step) {
  return std::holds_alternative<Send>(step.step->action);
}

bool is_expect(const ScriptStep& step) {
  return std::holds_alternative<Expect>(step.step->action);
}

bool is_again(const ScriptStep& step) {
  return std::get<Expect>(step.step->action).expectation.kind == Expectation::Kind::as_before;
}

bool expects_next(const std::vector<ScriptPart>& parts, std::size_t index) {
  const char connection = connection_of(parts[index].steps.front());
  for (auto i = index + 1; i < parts.size(); ++i) {
    const auto& step = parts[i].steps.front();
    if (connection_of(step) == connection) return is_expect(step);
  }
  return false;
}

bool turns_elsewhere(const std::vector<ScriptPart>& parts, std::size_t index) {
  if (index + 1 == parts.size()) return false;
  const auto& next = parts[index + 1].steps.front();
  const auto* action = std::get_if<ConnectionAction>(&next.step->action);
  const char letter = action != nullptr ? action->connection : connection_of(next);
  return letter != connection_of(parts[index].steps.front());
}

}  // namespace eardrum::conformance

#include "eardrum/conformance/play/script_steps.hpp"

#include <variant>

namespace eardrum::conformance {

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

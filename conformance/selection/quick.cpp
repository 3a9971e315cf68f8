#include "eardrum/conformance/selection/quick.hpp"

#include <algorithm>
#include <utility>

namespace eardrum::conformance {
namespace {

bool belongs_to(const Session& session, std::string_view family) {
  return session.name.starts_with(family) && session.name[family.size()] == '.';
}

/// Whether it only waits, for longer than all the others take.
bool rests(const Session& session) {
  return std::ranges::any_of(session.steps, [](const Step& step) {
    const auto* expect = std::get_if<Expect>(&step.action);
    if (expect == nullptr) return false;
    const auto lasts = [](const auto& expected) { return expected.at_least.count() > 0; };
    return lasts(expect->expectation) ||
           std::ranges::any_of(expect->expectation.alternatives, lasts, &Alternative::expectation);
  });
}

void thin_out(std::vector<std::string>& lines) {
  if (lines.size() <= quick_lines_max) return;
  std::vector<std::string> kept;
  kept.reserve(quick_lines_max);
  for (std::size_t i = 0; i < quick_lines_max; ++i) {
    kept.push_back(std::move(lines[i * lines.size() / quick_lines_max]));
  }
  lines = std::move(kept);
}

}  // namespace

bool for_quick(Session& session) {
  using enum protocol::Level;
  const auto level = session.requirement->level;
  if (level != stated && level != derived) return false;
  if (belongs_to(session, "load") || belongs_to(session, "random") || rests(session)) return false;
  if (session.deliveries.size() > 1) std::erase(session.deliveries, DeliveryKind::coalesced);
  for (auto& step : session.steps) {
    if (auto* const many = std::get_if<ManyLines>(&step.action)) thin_out(many->lines);
  }
  return true;
}

}  // namespace eardrum::conformance

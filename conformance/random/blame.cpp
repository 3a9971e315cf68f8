#include "eardrum/conformance/random/blame.hpp"

#include <algorithm>
#include <span>

#include "eardrum/conformance/blame/rules.hpp"
#include "eardrum/conformance/run/judge.hpp"
#include "eardrum/conformance/run/mismatch_fault.hpp"
#include "eardrum/protocol/rules.hpp"

namespace eardrum::conformance::random {
namespace {

namespace rule = protocol::rule;

/// The command to which the line of the mismatch belongs.
std::size_t command_at(const SessionText& text, std::size_t line) {
  const auto after = std::ranges::upper_bound(text.lines, line);
  return after == text.lines.begin() ? 0 : static_cast<std::size_t>(after - text.lines.begin()) - 1;
}

/// Whether an error answer came before on the connection, which the kit has not left since.
bool after_error(const RandomSession& dialogue, std::size_t command) {
  const auto& commands = dialogue.commands;
  bool after = false;
  for (const auto& each : std::span(commands).first(command)) {
    if (each.connection != commands[command].connection) continue;
    after = (after || each.kind == Command::Kind::wrong) && each.end == Command::End::none;
  }
  return after;
}

/// No answer to what was asked, or an error where none was due: so a testee behaves that has given
/// the connection up. A wrong answer is not of that kind.
bool given_up(const Failure& failure) {
  using enum FaultKind;
  switch (failure.fault.kind) {
    case closed:
    case silent:
    case refused:
    case error_instead:
      return true;
    default:
      return false;
  }
}

std::string rule_of(const Failure& failure, const RandomSession& dialogue) {
  if (dialogue.delivery.kind != DeliveryKind::whole) return std::string(rule::frm_5);
  if (given_up(failure) && after_error(dialogue, failure.command)) return std::string(rule::err_4);
  if (const auto only = only_rule_about(failure.fault); !only.empty()) return std::string(only);
  const auto rules = rules_about(failure.fault);
  return std::string(rules.empty() ? rule::frm_4 : rules.front());
}

/// Where it is not known why a process died, how it ended must do.
bool same_death(const Failure& one, const Failure& other) {
  if (one.signature.empty() || other.signature.empty()) return one.death == other.death;
  return one.signature == other.signature;
}

bool same_fault(const Failure& one, const Failure& other) {
  const auto asked = [](const Failure& failure) {
    return failure.fault.dialogue ? std::optional(failure.fault.dialogue->asked) : std::nullopt;
  };
  return one.fault.kind == other.fault.kind && one.fault.rows == other.fault.rows &&
         asked(one) == asked(other);
}

/// Whether the rule speaks of what came before the request, or of how it was sent.
bool needs_more(const Failure& failure) {
  return failure.rule == rule::err_4 || failure.rule == rule::frm_5;
}

}  // namespace

bool Failure::same_class(const Failure& other) const {
  if (!same_death(*this, other)) return false;
  return verdict == other.verdict && same_fault(*this, other) &&
         (!needs_more(*this) || rule == other.rule) && (!needs_more(other) || rule == other.rule);
}

bool Failure::repeats(const Failure& wanted) const {
  if (verdict != wanted.verdict) return false;
  if (verdict == Verdict::crash || verdict == Verdict::sanitizer) return same_death(*this, wanted);
  return same_fault(*this, wanted) && (!needs_more(*this) || rule == wanted.rule);
}

bool is_allowed(const Failure& failure, Profile profile) {
  return failure.rule == rule::err_4 && !binds(failure.rule, profile);
}

std::optional<Failure> find_failure(const Shown& shown) {
  const auto& mismatch = shown.played.mismatch;
  if (!mismatch || mismatch->kind == Mismatch::Kind::harness) return std::nullopt;
  Failure failure;
  failure.command = command_at(shown.text, mismatch->place.line);
  failure.fault = fault_of(shown.session, shown.played);
  if (mismatch->kind == Mismatch::Kind::silent) failure.verdict = Verdict::hang;
  if (mismatch->kind == Mismatch::Kind::crashed) failure.verdict = Verdict::crash;
  if (mismatch->kind == Mismatch::Kind::sanitizer) failure.verdict = Verdict::sanitizer;
  failure.death = mismatch->death;
  failure.rule = rule_of(failure, shown.dialogue);
  return failure;
}

}  // namespace eardrum::conformance::random

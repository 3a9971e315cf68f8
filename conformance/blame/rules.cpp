#include "eardrum/conformance/blame/rules.hpp"

#include <algorithm>
#include <initializer_list>

#include "eardrum/protocol/rules.hpp"

namespace eardrum::conformance {
namespace {

namespace rule = protocol::rule;
using enum Unusual;

/// A fault as the table sees it.
struct Case {
  const Fault& fault;
  const Dialogue& dialogue;
  const Unusuals& unusual;

  bool has(Unusual what) const { return unusual.test(static_cast<std::size_t>(what)); }
  bool has_any(std::initializer_list<Unusual> kinds) const {
    return std::ranges::any_of(kinds, [&](Unusual one) { return has(one); });
  }
};

bool has_unusual_name(const Case& seen) {
  return seen.has_any({capital, underscore, hyphen, undotted, digit_first, outer_punctuation,
                       long_name, protocol_word});
}

/// Rows that do not come.
Rules about_missing_rows(const Case& seen) {
  if (seen.has(asked_again)) return {rule::get_10, rule::get_5};
  if (seen.has(refused_since_put)) return {rule::err_3, rule::get_5};
  if (seen.has(other_connection)) return {rule::con_2, rule::con_3, rule::get_5};
  if (seen.has_any({put_again, put_thrice})) return {rule::put_17, rule::get_5};
  if (seen.has(same_time)) return {rule::put_16, rule::get_5};
  if (seen.has(earlier_sample)) return {rule::put_19, rule::put_15, rule::get_5};
  if (seen.has(later_sample)) return {rule::put_15, rule::get_5};
  if (seen.has(resembling_key)) return {rule::key_5, rule::get_11, rule::get_5};
  if (has_unusual_name(seen)) return {rule::key_1, rule::key_5, rule::get_5};
  if (seen.dialogue.asked == Asked::star) return {rule::get_2, rule::get_13, rule::get_5};
  return {rule::put_2, rule::get_5, rule::get_2};
}

Rules about_foreign_rows(const Case& seen) {
  if (seen.has(refused_since_put)) return {rule::err_3, rule::get_4};
  if (seen.has(resembling_key) || seen.has(star_in_name)) {
    return {rule::get_11, rule::key_5, rule::get_4, rule::get_3};
  }
  return {rule::get_4, rule::get_11, rule::get_3, rule::get_13, rule::key_5};
}

Rules about_rows(const Case& seen) {
  if (seen.fault.case_changed || seen.has(other_case)) {
    return {rule::key_5, rule::get_11, rule::get_4, rule::get_5};
  }
  switch (seen.fault.rows.front()) {
    case RowFaultKind::swapped:
      return {rule::get_1};
    case RowFaultKind::foreign_key:
      return about_foreign_rows(seen);
    case RowFaultKind::other_time:
      return {rule::get_8};
    case RowFaultKind::other_value:
      if (seen.fault.fraction_lost) return {rule::put_3, rule::get_6};
      if (seen.has_any({put_again, put_thrice})) return {rule::get_6, rule::put_17};
      return {rule::get_6, rule::put_3};
    case RowFaultKind::too_often:
      if (seen.has(refused_since_put)) return {rule::err_3, rule::get_4};
      if (seen.has_any({put_again, put_thrice})) return {rule::put_17, rule::get_4};
      return {rule::get_4, rule::get_11, rule::get_13, rule::put_17};
    case RowFaultKind::missing:
      return about_missing_rows(seen);
    case RowFaultKind::changed:
      if (seen.has(asked_again)) return {rule::get_10, rule::get_13};
      return {rule::get_13, rule::get_10};
    case RowFaultKind::order:
      break;
  }
  return {rule::get_9};
}

/// Puts that are not answered ok.
Rules about_puts(const Case& seen) {
  if (seen.has_any({zero, negative, integer})) return {rule::put_4, rule::put_3, rule::put_1};
  if (seen.has_any({below_one, many_digits})) return {rule::put_3, rule::put_1};
  if (seen.has_any({short_time, zero_time, late_time})) return {rule::put_8, rule::put_1};
  if (has_unusual_name(seen)) return {rule::key_1, rule::key_5, rule::put_1};
  if (seen.has(after_refusal)) return {rule::err_4, rule::con_1, rule::put_1};
  if (seen.has_any({put_again, put_thrice})) return {rule::put_17, rule::put_1};
  if (seen.has(earlier_sample)) return {rule::put_19, rule::put_15, rule::put_1};
  if (seen.has(later_sample)) return {rule::put_15, rule::put_19, rule::put_1};
  if (seen.has(other_key)) return {rule::put_16, rule::put_1};
  if (seen.has(other_connection)) return {rule::con_2, rule::con_1, rule::put_1};
  return {rule::put_1};
}

/// A request that the specification allows, and that is answered with something else or not at all.
Rules about_request(const Case& seen) {
  switch (seen.dialogue.asked) {
    case Asked::put:
      return about_puts(seen);
    case Asked::get:
      if (seen.fault.nothing_due) return {rule::get_3, rule::get_1};
      if (has_unusual_name(seen)) return {rule::key_1, rule::key_5, rule::get_1};
      return {rule::get_1};
    case Asked::star:
      if (seen.fault.nothing_due) return {rule::get_3, rule::get_2, rule::get_1};
      return {rule::get_2, rule::get_1};
    case Asked::no_command:
      break;
  }
  if (!seen.dialogue.demands.empty()) return {seen.dialogue.demands, rule::err_2, rule::err_1};
  return {rule::err_2, rule::err_1};
}

/// No answer where some of that kind had come before.
Rules about_absence(const Case& seen) {
  if (seen.dialogue.asked == Asked::no_command || !seen.dialogue.asked_before) {
    return about_request(seen);
  }
  if (seen.has(after_refusal)) return {rule::err_4, rule::con_1, rule::frm_4};
  const bool unlike_others =
      has_unusual_name(seen) || seen.has_any({zero, negative, below_one, many_digits, zero_time});
  return unlike_others ? about_request(seen) : Rules{rule::con_1, rule::frm_4};
}

Rules about(const Case& seen) {
  if (seen.has(pieces) && seen.fault.kind != FaultKind::crashed) return {rule::frm_5, rule::frm_6};
  switch (seen.fault.kind) {
    case FaultKind::rows:
      return about_rows(seen);
    case FaultKind::unfinished:
      return {rule::frm_2, rule::get_1};
    case FaultKind::beyond_end:
      return {rule::frm_3, rule::frm_2};
    case FaultKind::second_answer:
      return seen.has(pipeline) ? Rules{rule::frm_7, rule::frm_4} : Rules{rule::frm_4};
    case FaultKind::early:
      return {rule::frm_6, rule::frm_4};
    case FaultKind::error_text:
      return {rule::err_1};
    case FaultKind::contradiction:
      return {rule::frm_4};
    case FaultKind::closed:
    case FaultKind::silent:
      return about_absence(seen);
    case FaultKind::crashed:
    case FaultKind::accepted:
    case FaultKind::error_instead:
      return about_request(seen);
    case FaultKind::malformed:
      if (seen.dialogue.asked == Asked::put) return {rule::put_1};
      return {rule::get_1, rule::frm_2};
    case FaultKind::refused:
    case FaultKind::kept:
    case FaultKind::choice:
    case FaultKind::other:
      break;
  }
  return {};
}

}  // namespace

Rules rules_about(const Fault& fault) {
  return fault.dialogue ? rules_about(fault, fault.dialogue->unusual) : Rules{};
}

Rules rules_about(const Fault& fault, const Unusuals& unusual) {
  if (!fault.dialogue) return {};
  return about({fault, *fault.dialogue, unusual});
}

std::string_view only_rule_about(const Fault& fault) {
  if (!fault.dialogue) return "";
  const bool refusal_due = fault.dialogue->asked == Asked::no_command;
  switch (fault.kind) {
    case FaultKind::accepted:
    case FaultKind::closed:
    case FaultKind::silent:
      return refusal_due ? std::string_view(fault.dialogue->demands) : "";
    case FaultKind::error_text:
      return rule::err_1;
    case FaultKind::unfinished:
      return rule::frm_2;
    case FaultKind::beyond_end:
      return rule::frm_3;
    default:
      return "";
  }
}

}  // namespace eardrum::conformance

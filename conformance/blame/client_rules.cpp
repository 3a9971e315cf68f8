#include "eardrum/conformance/blame/client_rules.hpp"

#include "eardrum/protocol/rules.hpp"

namespace eardrum::conformance {
namespace {

namespace rule = protocol::rule;

std::string_view about_request(const ClientFault& fault) {
  // What may not be sent at all, and which connection is used, only the session knows.
  if (fault.due == ClientDue::refusal || fault.end == ClientEnd::reconnected) return "";
  // The call does not take the arguments that it has to take.
  if (fault.end == ClientEnd::raised) return rule::cli_2;
  return rule::cli_7;
}

/// An answer that has come is returned at once; one that has not yet come is waited for.
std::string_view about_waiting(const ClientFault& fault) {
  const bool only_here = fault.due == ClientDue::error && fault.end == ClientEnd::hung;
  return only_here ? rule::cli_5 : rule::cli_8;
}

std::string_view about_outcome(const ClientFault& fault) {
  if (fault.due == ClientDue::refusal) return "";
  if (fault.end == ClientEnd::late || fault.end == ClientEnd::hung) return about_waiting(fault);
  if (fault.later_call) return "";  // in or out of step with the calls before
  if (fault.long_answer) return rule::lim_3;
  if (fault.in_pieces) return rule::cli_8;
  switch (fault.due) {
    case ClientDue::samples:
      return rule::cli_3;
    case ClientDue::nothing:
      return rule::cli_4;
    case ClientDue::error:
      return rule::cli_5;
    case ClientDue::anything:
      return fault.put ? rule::cli_2 : rule::cli_3;
    case ClientDue::success:
    case ClientDue::refusal:
      break;
  }
  return rule::cli_2;
}

}  // namespace

std::string_view client_rule_about(const ClientFault& fault) {
  switch (fault.step) {
    case ClientStep::construction:
      return rule::cli_1;
    case ClientStep::request:
      return about_request(fault);
    case ClientStep::outcome:
      break;
  }
  return about_outcome(fault);
}

}  // namespace eardrum::conformance

#include "eardrum/conformance/blame/client_cause.hpp"

#include <algorithm>
#include <bitset>
#include <tuple>

#include "eardrum/protocol/rules.hpp"

namespace eardrum::conformance {
namespace {

namespace rule = protocol::rule;

/// What may make an answer harder to take, beside the names and numbers in it.
std::bitset<3> hardships(const ClientFault& fault) {
  std::bitset<3> out;
  out.set(0, fault.in_pieces);
  out.set(1, fault.long_answer);
  out.set(2, fault.later_call);
  return out;
}

struct Failed {
  const CaseResult* result;
  const ClientFault* fault;
  Unusuals unusual;

  bool is_whole() const { return result->delivery == "whole"; }

  /// The less, the plainer. An error answer is the plainest that ClientError is due for.
  auto rank() const {
    return std::tuple(!is_whole(), hardships(*fault).count(), unusual.count(),
                      fault->due == ClientDue::refusal);
  }
};

bool is_waiting(ClientEnd end) {
  return end == ClientEnd::late || end == ClientEnd::hung;
}

/// Failing alike: a client that waits for something else than the end of the answer does so
/// whatever the answer is, and one that raises what is no ClientError does so whatever is wrong.
/// What comes to its end may do so wherever it stands.
bool are_alike(const ClientFault& a, const ClientFault& b) {
  if (a.step != b.step) return false;
  if (a.step == ClientStep::construction) return true;
  if (is_waiting(a.end) && is_waiting(b.end)) return true;
  if (a.end != b.end) return false;
  if (a.end == ClientEnd::other_error || a.end == ClientEnd::crashed) return true;
  return a.due == b.due && a.put == b.put;
}

/// Whether `plain` fails as `other` does, and has nothing in it that the other has not. What fails
/// only in pieces is explained by what fails only in pieces.
bool explains(const Failed& plain, const Failed& other) {
  if (plain.is_whole() != other.is_whole() || !are_alike(*plain.fault, *other.fault)) return false;
  return (hardships(*plain.fault) & ~hardships(*other.fault)).none() &&
         (plain.unusual & ~other.unusual).none();
}

std::vector<Failed> failed_clients(const std::vector<const CaseResult*>& cases) {
  std::vector<Failed> failed;
  for (const auto* one : cases) {
    if (!is_failure(one->verdict) || !one->finding || !one->finding->fault.client) continue;
    const auto& fault = one->finding->fault;
    failed.push_back({one, &*fault.client, fault.dialogue ? fault.dialogue->unusual : Unusuals()});
  }
  std::ranges::stable_sort(failed, {}, &Failed::rank);
  return failed;
}

/// A long answer arrives in several reads: who takes the first piece for the whole fails there too.
const CaseResult* broken_in_pieces(const std::vector<Failed>& failed) {
  const auto found = std::ranges::find_if(failed, [](const Failed& one) {
    return blamed_rule(*one.result) == rule::cli_8 && one.fault->step == ClientStep::outcome;
  });
  return found == failed.end() ? nullptr : found->result;
}

}  // namespace

std::map<const CaseResult*, const CaseResult*> client_causes(
    const std::vector<const CaseResult*>& cases) {
  std::map<const CaseResult*, const CaseResult*> causes;
  const auto failed = failed_clients(cases);
  const auto* const pieces = broken_in_pieces(failed);
  for (const auto& one : failed) {
    // The plainest stand first, so what explains this one is explained by nothing else.
    const auto plainest =
        std::ranges::find_if(failed, [&](const Failed& plain) { return explains(plain, one); });
    const auto* cause = plainest->result;
    if (cause == one.result && one.fault->long_answer && pieces != nullptr) cause = pieces;
    if (cause == one.result) continue;
    causes[one.result] = cause;
    causes.try_emplace(cause, cause);
  }
  return causes;
}

}  // namespace eardrum::conformance

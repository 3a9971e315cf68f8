#include "eardrum/conformance/report/finding_groups.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "eardrum/conformance/blame/cause.hpp"
#include "eardrum/conformance/blame/symptom.hpp"
#include "eardrum/conformance/report/own_text.hpp"

namespace eardrum::conformance {
namespace {

std::string listed(const std::vector<std::string>& rules) {
  std::string out;
  for (const auto& rule : rules) out += (out.empty() ? "" : ", ") + own_text(rule);
  return out;
}

/// "2 rules broken: REQ-FRM-5, REQ-PUT-1; ..."
std::string rule_list(const BrokenRules& rules) {
  auto out = count_of(rules.broken.size(), "rule") + " broken: " + listed(rules.broken);
  if (!rules.same_symptom.empty()) {
    const auto more = rules.same_symptom.size();
    out += "; " + count_of(more, "more rule") + (more == 1 ? " fails" : " fail") +
           " with the same symptom: " + listed(rules.same_symptom);
  }
  return out;
}

/// What a CRASH is told under comes first, then the other rules that are named as broken, then
/// those that fail only in a way that another explains; within a rule what explains others comes
/// first.
void put_causes_first(std::vector<RuleFindings>& rules, const RunReport& report) {
  std::vector<const CaseResult*> cases;
  cases.reserve(report.cases.size());
  for (const auto& result : report.cases) cases.push_back(&result);
  const Causes causes(cases);
  const auto crashed = [](const FindingGroup& group) {
    const auto verdict = group.first().verdict;
    return verdict == Verdict::crash || verdict == Verdict::sanitizer;
  };
  const auto explained = [](const FindingGroup& group) {
    return group.cause != nullptr && !group.explains_others();
  };
  for (auto& rule : rules) {
    for (auto& group : rule.groups) group.cause = causes.of(group.first());
    std::ranges::stable_partition(rule.groups,
                                  [&](const FindingGroup& one) { return !explained(one); });
    std::ranges::stable_partition(rule.groups, &FindingGroup::explains_others);
    std::ranges::stable_partition(rule.groups, crashed);
  }
  const auto broken = broken_rules(report, false).broken;
  std::ranges::stable_partition(rules, [&](const RuleFindings& rule) {
    return std::ranges::find(broken, rule.requirement) != broken.end();
  });
  std::ranges::stable_partition(
      rules, [](const RuleFindings& rule) { return rule.groups.front().explains_others(); });
  std::ranges::stable_partition(
      rules, [&](const RuleFindings& rule) { return crashed(rule.groups.front()); });
}

/// The same for groups that are told together: what explains them, else the symptoms of their
/// cases, each once.
std::string look_of(const FindingGroup& group) {
  if (group.cause != nullptr) return "\2" + group.cause->session;
  std::set<std::string> symptoms;
  for (const auto* one : group.cases) symptoms.insert(symptom(*one));
  std::string all;
  for (const auto& one : symptoms) all += one + '\1';
  return all;
}

}  // namespace

std::string FindingGroup::deliveries() const {
  const bool differ = std::ranges::any_of(
      cases, [this](const CaseResult* one) { return one->verdict != first().verdict; });
  std::string out;
  for (const auto* one : cases) {
    if (!out.empty()) out += ", ";
    out += own_text(one->delivery);
    if (differ) out += " " + std::string(label(one->verdict));
  }
  return out;
}

std::vector<RuleFindings> group_findings(const RunReport& report, KnownOnes known) {
  std::vector<RuleFindings> rules;
  for (const auto& result : report.cases) {
    if (!is_told_in_full(result.verdict)) continue;
    if (known == KnownOnes::left_out && result.known && !result.known->flaky) continue;
    auto rule = std::ranges::find(rules, blamed_rule(result), &RuleFindings::requirement);
    if (rule == rules.end()) rule = rules.insert(rule, {blamed_rule(result), {}});
    auto& groups = rule->groups;
    auto group = std::ranges::find_if(
        groups, [&](const FindingGroup& one) { return one.first().session == result.session; });
    if (group == groups.end()) group = groups.insert(group, FindingGroup{});
    group->cases.push_back(&result);
  }
  put_causes_first(rules, report);
  return rules;
}

std::vector<RuleFindings> rules_to_fix(const RunReport& report) {
  const auto broken = broken_rules(report, false).broken;
  auto rules = group_findings(report, KnownOnes::left_out);
  std::erase_if(rules, [&](const RuleFindings& rule) {
    return std::ranges::find(broken, rule.requirement) == broken.end() &&
           rule.groups.front().first().verdict != Verdict::harness;
  });
  return rules;
}

std::vector<RuleTelling> tell_once(const std::vector<RuleFindings>& rules,
                                   std::size_t in_full_max) {
  std::map<std::string, std::vector<const FindingGroup*>> alike;
  for (const auto& rule : rules) {
    for (const auto& group : rule.groups) alike[look_of(group)].push_back(&group);
  }
  std::set<const FindingGroup*> told;
  std::vector<RuleTelling> tellings;
  for (const auto& rule : rules) {
    RuleTelling telling{&rule, {}, {}};
    std::vector<std::string> ways;
    for (const auto& group : rule.groups) {
      auto way = look_of(group);
      const bool known = std::ranges::find(ways, way) != ways.end();
      if (!told.contains(&group) && !known) ways.push_back(std::move(way));
    }
    if (ways.size() > in_full_max) {
      const auto explained = [&](const std::string& way) {
        return alike[way].front()->cause != nullptr;
      };
      const auto others = std::ranges::find_if_not(ways, explained);
      ways.erase(std::max(others, ways.begin() + 1), ways.end());
    }
    for (const auto& way : ways) {
      Telling one;
      for (const auto* group : alike[way]) {
        if (!told.insert(group).second) continue;
        if (one.group == nullptr) {
          one.group = group;
        } else {
          one.the_same.push_back(group);
        }
      }
      telling.in_full.push_back(std::move(one));
    }
    for (const auto& group : rule.groups) {
      if (told.insert(&group).second) telling.others.push_back(&group);
    }
    if (!telling.in_full.empty()) tellings.push_back(std::move(telling));
  }
  return tellings;
}

std::string overall_sentence(const RunReport& report) {
  const auto profile = " to profile " + std::string(name(report.profile));
  const auto rules = broken_rules(report, false);
  const auto known = count_known(report);
  if (!rules.broken.empty()) {
    auto out = "DOES NOT CONFORM" + profile + ": " + rule_list(rules);
    if (known > 0) out += "; besides " + count_of(known, "known failure");
    if (const auto faults = report.baseline_faults.size(); faults > 0) {
      out += "; the baseline is out of date: " + count_of(faults, "complaint");
    }
    return out + (report.complete ? "" : " (the run is incomplete: it was interrupted)");
  }
  if (!report.complete) return "INCOMPLETE: the run was interrupted and gives no verdict";
  if (const auto own = count(report, Verdict::harness); own > 0) {
    return "UNDECIDED: " + count_of(own, "case") +
           " could not be judged because of a fault in the kit or"
           " its environment";
  }
  if (!report.baseline_faults.empty()) {
    return "BASELINE OUT OF DATE: " + count_of(report.baseline_faults.size(), "complaint") +
           " about its entries";
  }
  if (known > 0) {
    return "AS EXPECTED: does not conform" + profile + ", by " + count_of(known, "known failure") +
           "; " + rule_list(broken_rules(report, true));
  }
  if (count(report, Verdict::pass) == 0) return "UNDECIDED: no case passed or failed";
  const auto untested = count(report, Verdict::untested);
  return "CONFORMS" + profile +
         (untested == 0 ? "" : ", as far as tested: " + count_of(untested, "case") + " untested");
}

std::string counts_line(const RunReport& report) {
  std::string out;
  for (const auto verdict : all_verdicts) {
    const auto cases = count(report, verdict);
    if (cases == 0 && verdict != Verdict::pass && verdict != Verdict::fail) continue;
    out += (out.empty() ? "" : " · ") + std::string(label(verdict)) + " " + std::to_string(cases);
  }
  if (const auto known = count_known(report); known > 0) {
    out += " (expected: " + std::to_string(known) + ")";
  }
  return out;
}

}  // namespace eardrum::conformance

#include "eardrum/conformance/blame/cause.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>
#include <utility>

#include "eardrum/conformance/blame/client_cause.hpp"
#include "eardrum/conformance/blame/dialogue.hpp"
#include "eardrum/conformance/blame/rules.hpp"
#include "eardrum/conformance/blame/symptom.hpp"
#include "eardrum/protocol/response.hpp"
#include "eardrum/protocol/rules.hpp"

namespace eardrum::conformance {
namespace {

namespace rule = protocol::rule;

constexpr bool is_answer(FaultKind kind) {
  return kind == FaultKind::malformed || kind == FaultKind::error_text;
}

/// Two requests with such a thing in them may fail for two reasons.
Unusuals too_various() {
  Unusuals out;
  for (const auto one :
       {Unusual::value, Unusual::time, Unusual::name, Unusual::line, Unusual::many_requests}) {
    out.set(static_cast<std::size_t>(one));
  }
  return out;
}

/// A case that fails, as it is compared with others.
struct Failed {
  const CaseResult* result;
  WayOfFailing way;
  Unusuals unusual;  ///< that may matter

  const Fault& fault() const { return result->finding->fault; }
  const Dialogue& dialogue() const { return *fault().dialogue; }

  /// The less, the plainer.
  auto rank() const {
    return std::tuple(unusual.count(), dialogue().unusual.count(), dialogue().requests,
                      dialogue().bytes);
  }
};

using Group = std::vector<const Failed*>;

/// Whether the case can stand for others: it was sent whole, and says what fails.
bool can_explain(const Failed& one) {
  if (one.result->delivery != "whole") return false;
  if (is_answer(one.way.kind) && one.way.asked == Asked::no_command) return true;
  return (one.unusual & too_various()).none();
}

/// Finds the groups of cases that are one fault, among those that fail in one way.
class Grouping {
 public:
  Grouping(Group cases, const AnsweredRightly& answered)
      : left_(std::move(cases)), answered_(answered) {
    std::ranges::stable_sort(left_, {}, &Failed::rank);
  }

  /// `done(group, unusual)` is called for each group with what its cases have in common.
  template <class Done>
  void run(const Done& done) {
    while (take_most_common(done)) {
    }
    while (take_subsets(done)) {
    }
  }

  /// What fails with nothing unusual in it explains all; whether something does.
  template <class Done>
  bool take_plain(const Done& done) {
    const auto plain = std::ranges::any_of(
        left_, [](const Failed* one) { return can_explain(*one) && one->unusual.none(); });
    if (plain) done(left_, Unusuals());
    return plain;
  }

 private:
  /// The unusual thing that most cases share and that is not known to be harmless.
  template <class Done>
  bool take_most_common(const Done& done) {
    std::array<std::size_t, unusual_kinds> counts{};
    for (const auto* one : left_) {
      if (!can_explain(*one)) continue;
      const auto suspects = one->unusual & ~harmless(*one) & ~too_various();
      for (std::size_t i = 0; i < unusual_kinds; ++i) counts.at(i) += suspects.test(i) ? 1 : 0;
    }
    const auto* const most = std::ranges::max_element(counts);
    if (*most < 2) return false;
    const auto index = static_cast<std::size_t>(most - counts.begin());
    Unusuals common;
    common.set(index);
    take([&](const Failed* one) { return one->unusual.test(index); }, common, done);
    return true;
  }

  /// The plainest case explains those that hold all that is unusual in it.
  template <class Done>
  bool take_subsets(const Done& done) {
    const auto by =
        std::ranges::find_if(left_, [](const Failed* one) { return can_explain(*one); });
    if (by == left_.end()) return false;
    const auto unusual = (*by)->unusual;
    take([&](const Failed* one) { return (unusual & ~one->unusual).none(); }, unusual, done);
    return true;
  }

  template <class Wanted, class Done>
  void take(const Wanted& wanted, const Unusuals& common, const Done& done) {
    const auto rest = std::ranges::stable_partition(left_, wanted);
    const Group group(left_.begin(), rest.begin());
    left_.erase(left_.begin(), rest.begin());
    done(group, common);
  }

  Unusuals harmless(const Failed& one) const { return answered_.of(one.dialogue().asked); }

  Group left_;
  const AnsweredRightly& answered_;
};

bool of_several_sessions(const Group& group) {
  return std::ranges::any_of(group, [&](const Failed* one) {
    return one->result->session != group.front()->result->session;
  });
}

/// Of a group, the case whose rule speaks of what is broken there.
const CaseResult* most_telling(const Group& group, const Unusuals& common) {
  const auto plainest =
      std::ranges::find_if(group, [](const Failed* one) { return can_explain(*one); });
  const auto rules = plainest == group.end() ? Rules() : rules_about((*plainest)->fault(), common);
  const auto worth = [&](const Failed* one) {
    const auto place = std::ranges::find(rules, blamed_rule(*one->result)) - rules.begin();
    return std::tuple(one->result->delivery != "whole", place, one->rank());
  };
  return (*std::ranges::min_element(group, {}, worth))->result;
}

std::vector<Failed> failed_ones(const std::vector<const CaseResult*>& cases) {
  std::vector<Failed> failed;
  for (const auto* one : cases) {
    auto way = way_of_failing(*one);
    if (!way) continue;
    failed.push_back({one, *std::move(way), what_may_matter(*one->finding->fault.dialogue)});
  }
  return failed;
}

constexpr bool is_absence(FaultKind kind) {
  return kind == FaultKind::silent || kind == FaultKind::closed || kind == FaultKind::refused;
}

/// The case to tell where even the plainest put and the plainest get bring no answer: then all that
/// is not answered is one fault. Null where that is not so.
const CaseResult* silent_to_all(const std::vector<Failed>& failed) {
  const auto plain = [&](Asked asked) {
    return std::ranges::any_of(failed, [&](const Failed& one) {
      return is_absence(one.way.kind) && one.way.asked == asked && can_explain(one) &&
             one.unusual.none();
    });
  };
  if (!plain(Asked::put) || !plain(Asked::get)) return nullptr;
  Group silent;
  for (const auto& one : failed) {
    if (is_absence(one.way.kind)) silent.push_back(&one);
  }
  constexpr std::array telling{rule::frm_1, rule::frm_4, rule::put_1, rule::get_1};
  const auto worth = [&](const Failed* one) {
    const auto place = std::ranges::find(telling, blamed_rule(*one->result)) - telling.begin();
    return std::tuple(one->result->delivery != "whole", place, one->rank());
  };
  return (*std::ranges::min_element(silent, {}, worth))->result;
}

/// A long line arrives in several reads. Where segments are taken for requests, that is what fails;
/// unless pieces fail as all else does, by one of the `causes`.
const CaseResult* broken_in_pieces(const std::vector<const CaseResult*>& cases,
                                   const std::map<const CaseResult*, const CaseResult*>& causes) {
  const auto found = std::ranges::find_if(cases, [&](const CaseResult* one) {
    const auto cause = causes.find(one);
    return is_failure(one->verdict) && blamed_rule(*one) == rule::frm_5 &&
           (cause == causes.end() || blamed_rule(*cause->second) == rule::frm_5);
  });
  return found == cases.end() ? nullptr : *found;
}

bool is_about_a_long_line(const CaseResult& result) {
  if (!is_failure(result.verdict) || !result.finding || blamed_rule(result) == rule::frm_5)
    return false;
  const auto& dialogue = result.finding->fault.dialogue;
  return dialogue && dialogue->unusual.test(static_cast<std::size_t>(Unusual::long_line));
}

/// Rules that many faults break in their letter (SPEC.md, "The most specific rule").
bool is_general(std::string_view requirement) {
  constexpr std::array general{rule::put_1, rule::put_2, rule::get_1,  rule::get_2,
                               rule::get_4, rule::get_5, rule::get_13, rule::frm_4,
                               rule::con_3, rule::err_1, rule::err_3};
  return std::ranges::find(general, requirement) != general.end();
}

void add_once(std::vector<std::string>& rules, const std::string& rule) {
  if (std::ranges::find(rules, rule) == rules.end()) rules.push_back(rule);
}

}  // namespace

std::optional<WayOfFailing> way_of_failing(const CaseResult& result) {
  if (!is_failure(result.verdict) || !result.finding) return std::nullopt;
  const auto& fault = result.finding->fault;
  if (!fault.dialogue || fault.kind == FaultKind::other || fault.kind == FaultKind::accepted) {
    return std::nullopt;
  }
  WayOfFailing way;
  way.verdict = result.verdict;
  way.kind = fault.kind;
  // Where the testee takes the same in two ways, the way that differs is what fails.
  if (fault.kind == FaultKind::contradiction &&
      result.finding->received.for_judging() == protocol::error_response) {
    way.kind = FaultKind::error_instead;
  }
  // What comes after the end of an answer, or does not come, has nothing to do with what was asked.
  if (fault.kind == FaultKind::second_answer || fault.kind == FaultKind::beyond_end ||
      fault.kind == FaultKind::unfinished) {
    return way;
  }
  way.asked = fault.dialogue->asked == Asked::star ? Asked::get : fault.dialogue->asked;
  // A crash may be noticed at a later command than the one that brought it about.
  if (fault.kind == FaultKind::crashed && way.asked == Asked::put) way.asked = Asked::get;
  way.rows = fault.rows;
  way.rows_came = fault.rows_came;
  const bool refusal = way.asked == Asked::no_command;
  if (refusal && !is_answer(fault.kind)) way.detail = fault.dialogue->demands;
  if (is_answer(fault.kind)) {
    const auto received = result.finding->received.for_judging();
    way.detail = shape(received.substr(0, received.find('\n')));
  }
  return way;
}

AnsweredRightly answered_rightly(const std::vector<const CaseResult*>& cases) {
  AnsweredRightly out;
  for (const auto* one : cases) out.add(one->answered);
  return out;
}

Causes::Causes(const std::vector<const CaseResult*>& cases) {
  const auto answered = answered_rightly(cases);
  const auto failed = failed_ones(cases);
  std::map<WayOfFailing, Group> ways;
  for (const auto& one : failed) ways[one.way].push_back(&one);
  const auto one_fault = [&](const Group& by_it, const Unusuals& common) {
    if (!of_several_sessions(by_it)) return;
    const auto* cause = most_telling(by_it, common);
    for (const auto* one : by_it) causes_[one->result] = cause;
  };
  // What takes something unusual to show may show in rows of several kinds.
  std::map<WayOfFailing, Group> others;
  for (const auto& [way, group] : ways) {
    if (Grouping(group, answered).take_plain(one_fault)) continue;
    auto whatever_rows = way;
    whatever_rows.rows.clear();
    whatever_rows.rows_came = false;
    auto& all = others[whatever_rows];
    all.insert(all.end(), group.begin(), group.end());
  }
  for (const auto& [way, group] : others) Grouping(group, answered).run(one_fault);
  if (const auto* silence = silent_to_all(failed)) {
    for (const auto& one : failed) {
      if (is_absence(one.way.kind)) causes_[one.result] = silence;
    }
  }
  causes_.merge(client_causes(cases));
  if (const auto* broken = broken_in_pieces(cases, causes_)) {
    for (const auto* one : cases) {
      if (!is_about_a_long_line(*one)) continue;
      causes_[one] = broken;
      causes_[broken] = broken;
    }
  }
}

const CaseResult* Causes::of(const CaseResult& result) const {
  const auto found = causes_.find(&result);
  return found == causes_.end() ? nullptr : found->second;
}

BrokenRules broken_rules(const RunReport& report, bool known) {
  std::vector<const CaseResult*> cases;
  for (const auto& result : report.cases) {
    if (!is_failure(result.verdict) || result.known.has_value() == known) cases.push_back(&result);
  }
  const Causes causes(cases);
  std::erase_if(cases, [](const CaseResult* one) { return !is_failure(one->verdict); });
  const auto explained = [&](const CaseResult& result) {
    const auto* cause = causes.of(result);
    return cause != nullptr && blamed_rule(*cause) != blamed_rule(result);
  };
  std::set<WayOfFailing> specific;  // ways in which specific rules fail
  for (const auto* one : cases) {
    const auto way = way_of_failing(*one);
    if (way && !is_general(blamed_rule(*one)) && !explained(*one)) specific.insert(*way);
  }
  const auto own_way = [&](const CaseResult& result) {
    if (explained(result)) return false;
    const auto way = way_of_failing(result);
    return !way || !is_general(blamed_rule(result)) || !specific.contains(*way);
  };
  BrokenRules rules;
  for (const auto* one : cases) {
    if (own_way(*one)) add_once(rules.broken, blamed_rule(*one));
  }
  for (const auto* one : cases) {
    const auto& rule = blamed_rule(*one);
    if (std::ranges::find(rules.broken, rule) == rules.broken.end())
      add_once(rules.same_symptom, rule);
  }
  return rules;
}

}  // namespace eardrum::conformance

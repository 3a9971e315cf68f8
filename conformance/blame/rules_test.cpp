#include "eardrum/conformance/blame/rules.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <utility>

#include "eardrum/conformance/blame/failed_case.hpp"
#include "eardrum/protocol/requirement.hpp"
#include "eardrum/protocol/rules.hpp"

namespace eardrum::conformance {
namespace {

namespace rule = protocol::rule;
using Requests = std::initializer_list<std::string_view>;

const std::string put_a = "put a.a 1.5 1501864247\n";
const std::string put_a_later = "put a.a 2.5 1501864248\n";
const std::string put_b = "put b.b 1.5 1501864248\n";
const std::string put_b_same_time = "put b.b 1.5 1501864247\n";

/// The first rule of the table for such a fault.
std::string first_rule(Requests sent, Fault fault) {
  const auto failed = failed_case("", sent, std::move(fault));
  const auto rules = rules_about(failed.finding->fault);
  return rules.empty() ? "" : std::string(rules.front());
}

std::string missing(Requests sent) {
  return first_rule(sent, wrong_rows(RowFaultKind::missing));
}

std::string refused(Requests sent) {
  return first_rule(sent, fault_of_kind(FaultKind::error_instead));
}

TEST(RulesAbout, MissingRowsAreThoseOfWhatItTakesToLoseThem) {
  EXPECT_EQ(missing({put_a, "get a.a\n"}), rule::put_2);
  EXPECT_EQ(missing({put_a, put_a_later, "get a.a\n"}), rule::put_15);
  EXPECT_EQ(missing({put_a_later, put_a, "get a.a\n"}), rule::put_19);
  EXPECT_EQ(missing({put_a, put_a, "get a.a\n"}), rule::put_17);
  EXPECT_EQ(missing({put_a, put_b_same_time, "get a.a\n"}), rule::put_16);
  EXPECT_EQ(missing({put_a, "get a.a\n", "get a.a\n"}), rule::get_10);
  EXPECT_EQ(missing({put_a, "get *\n", "get a.a\n"}), rule::get_10);
  EXPECT_EQ(missing({put_a, "get *\n"}), rule::get_2);
  EXPECT_EQ(missing({put_a, "delete\n", "get a.a\n"}), rule::err_3);
  EXPECT_EQ(missing({"delete\n", put_a, "get a.a\n"}), rule::put_2) << "put after the error";
}

TEST(RulesAbout, AThirdPutIsOneThatIsMadeAgain) {
  const auto failed =
      failed_case("", {put_a, put_a, put_a, "get a.a\n"}, wrong_rows(RowFaultKind::missing));
  Unusuals third;
  third.set(static_cast<std::size_t>(Unusual::put_thrice));
  EXPECT_EQ(rules_about(failed.finding->fault, third).front(), rule::put_17);
}

TEST(RulesAbout, OtherRowsAreThoseOfTheFieldThatDiffers) {
  const auto other = [](Requests sent, RowFaultKind kind) {
    return first_rule(sent, wrong_rows(kind));
  };
  EXPECT_EQ(other({put_a, "get a.a\n"}, RowFaultKind::other_value), rule::get_6);
  EXPECT_EQ(other({put_a, "get a.a\n"}, RowFaultKind::other_time), rule::get_8);
  EXPECT_EQ(other({put_a, "get a.a\n"}, RowFaultKind::swapped), rule::get_1);
  EXPECT_EQ(other({put_a, "get A.a\n"}, RowFaultKind::foreign_key), rule::key_5);
  auto lower_case = wrong_rows(RowFaultKind::foreign_key);
  lower_case.case_changed = true;
  EXPECT_EQ(first_rule({"put A.a 1.5 1501864247\n", "get A.a\n"}, lower_case), rule::key_5);
  EXPECT_EQ(other({put_a, "get a\n"}, RowFaultKind::foreign_key), rule::get_11);
  EXPECT_EQ(other({put_a, "get b.b\n"}, RowFaultKind::foreign_key), rule::get_4);
  EXPECT_EQ(other({put_a, "get *b\n"}, RowFaultKind::foreign_key), rule::get_11);
  EXPECT_EQ(other({put_a, put_a, "get a.a\n"}, RowFaultKind::too_often), rule::put_17);
  EXPECT_EQ(other({"put a.a 1 2 3\n", "get a.a\n"}, RowFaultKind::foreign_key), rule::err_3);
  auto cut = wrong_rows(RowFaultKind::other_value);
  cut.fraction_lost = true;
  EXPECT_EQ(first_rule({put_a, "get a.a\n"}, cut), rule::put_3);
}

TEST(RulesAbout, RefusedPutsAreThoseOfWhatIsUnusualInThem) {
  EXPECT_EQ(refused({put_a}), rule::put_1);
  EXPECT_EQ(refused({"put a.a 0.5 1501864247\n"}), rule::put_3);
  EXPECT_EQ(refused({"put a.a -1.5 1501864247\n"}), rule::put_4);
  EXPECT_EQ(refused({"put a.a 1.5 7\n"}), rule::put_8);
  EXPECT_EQ(refused({"put a_a.a 1.5 1501864247\n"}), rule::key_1);
  EXPECT_EQ(refused({put_a, put_a}), rule::put_17);
  EXPECT_EQ(refused({put_a, put_a_later}), rule::put_15);
  EXPECT_EQ(refused({put_a_later, put_a}), rule::put_19);
  EXPECT_EQ(refused({put_a, put_b}), rule::put_16);
}

TEST(RulesAbout, AGetOfNothingThatIsNotAnsweredOkIsItsOwnRule) {
  auto nothing = fault_of_kind(FaultKind::error_instead);
  nothing.nothing_due = true;
  EXPECT_EQ(first_rule({"get a.a\n"}, nothing), rule::get_3);
  EXPECT_EQ(refused({"get a.a\n"}), rule::get_1);
}

TEST(RulesAbout, AnswersOfAWrongForm) {
  const auto of = [](Requests sent, FaultKind kind) {
    return first_rule(sent, fault_of_kind(kind));
  };
  EXPECT_EQ(of({put_a}, FaultKind::second_answer), rule::frm_4);
  EXPECT_EQ(of({put_a}, FaultKind::beyond_end), rule::frm_3);
  EXPECT_EQ(of({put_a}, FaultKind::unfinished), rule::frm_2);
  EXPECT_EQ(of({"get a.a\n"}, FaultKind::malformed), rule::get_1);
  EXPECT_EQ(of({"delete\n"}, FaultKind::error_text), rule::err_1);
  EXPECT_EQ(of({"delete\n"}, FaultKind::closed), rule::err_2);
  EXPECT_EQ(of({put_a, put_b}, FaultKind::silent), rule::con_1);
  EXPECT_EQ(of({put_a}, FaultKind::closed), rule::put_1);
  EXPECT_EQ(of({"put a.a 1.5", " 7\n"}, FaultKind::error_instead), rule::frm_5);
  EXPECT_EQ(of({put_a}, FaultKind::kept), "") << "no dialogue shows it";
}

TEST(OnlyRuleAbout, ALineThatHadToBeRefusedBreaksTheRuleThatDemandsItAndNoOther) {
  struct Line {
    const char* line;
    std::string_view demanded_by;
  };
  const Line lines[]{{"put a 1\n", rule::put_12},  {"put a 1 2 3\n", rule::put_12},
                     {"put a x 1\n", rule::put_6}, {"put a 1 x\n", rule::put_10},
                     {"get\n", rule::get_12},      {"get a b\n", rule::get_12},
                     {"delete a\n", rule::err_2}};
  for (const auto& [line, demanded_by] : lines) {
    for (const auto kind : {FaultKind::accepted, FaultKind::closed, FaultKind::silent}) {
      const auto fault = failed_case("REQ-ERR-3", {line}, fault_of_kind(kind)).finding->fault;
      EXPECT_EQ(only_rule_about(fault), demanded_by) << line;
    }
    const auto text = failed_case("REQ-ERR-3", {line}, fault_of_kind(FaultKind::error_text));
    EXPECT_EQ(only_rule_about(text.finding->fault), rule::err_1) << line;
  }
  const auto put = failed_case("REQ-PUT-4", {put_a}, fault_of_kind(FaultKind::closed));
  EXPECT_EQ(only_rule_about(put.finding->fault), "") << "the session's own rule is the better one";
}

}  // namespace
}  // namespace eardrum::conformance

#include "eardrum/conformance/blame/cause.hpp"

#include <gtest/gtest.h>

#include <initializer_list>

#include "eardrum/conformance/blame/symptom.hpp"
#include "eardrum/conformance/report/finding_groups.hpp"

namespace eardrum::conformance {
namespace {

/// A case in which `sent` was answered with ok, but the last with `received`.
CaseResult failed(std::string rule, std::initializer_list<std::string_view> sent,
                  std::string_view received, std::string sentence) {
  CaseResult result;
  result.verdict = Verdict::fail;
  result.requirement = std::move(rule);
  result.session = "about." + result.requirement;
  result.delivery = "whole";
  result.finding.emplace();
  auto& finding = *result.finding;
  finding.sentence = std::move(sentence);
  finding.received = TesteeBytes(std::string(received));
  for (const auto request : sent) {
    finding.transcript.push_back(
        {TranscriptEntry::Kind::sent, "A", TesteeBytes(std::string(request)), "", {}});
    finding.transcript.push_back(
        {TranscriptEntry::Kind::received, "A", TesteeBytes("ok\n\n"), "", {}});
  }
  finding.transcript.back().bytes = finding.received;
  return result;
}

/// Nothing where what was asked is not known.
std::optional<std::string> way_of_failing(const CaseResult& result) {
  const auto dialogue = dialogue_of(result);
  return dialogue ? conformance::way_of_failing(result, *dialogue) : std::nullopt;
}

const std::string other_value = "1 row with another value, for instance 'k 1 100' instead of 'k'";

CaseResult cut_value(std::string rule, std::string_view put = "put palm.cpu 10.6 1501864247\n") {
  return failed(std::move(rule), {put, "get palm.cpu\n"}, "ok\npalm.cpu 1 100\n\n", other_value);
}

TEST(WayOfFailing, IsVerdictRequestAndFaultWithoutNamesAndNumbers) {
  const auto way = way_of_failing(cut_value("REQ-GET-6"));
  ASSERT_TRUE(way.has_value());
  EXPECT_EQ(way, way_of_failing(cut_value("REQ-FRM-1", "put a_b -0.25 7\n")));
  auto other = cut_value("REQ-GET-6");
  other.finding->sentence = "12 rows with another value, for instance 'x y z' instead of 'missing'";
  EXPECT_EQ(way, way_of_failing(other));
  other.finding->sentence = "no alternative is met: " + other_value;
  EXPECT_EQ(way, way_of_failing(other));
  other.finding->sentence = "1 row missing, for instance 'another value'";
  EXPECT_NE(way, way_of_failing(other));
  other = cut_value("REQ-GET-6");
  other.verdict = Verdict::crash;
  EXPECT_NE(way, way_of_failing(other));
  EXPECT_NE(way, way_of_failing(failed("REQ-GET-2", {"get *\n"}, "ok\n\n", other_value)));
}

TEST(WayOfFailing, KnowsALineThatCameInPieces) {
  const auto whole = failed("REQ-PUT-1", {"put a 1.5 100\n"}, "error\n", "the answer is the error");
  auto pieces = whole;
  auto& transcript = pieces.finding->transcript;
  transcript.insert(transcript.begin(),
                    {TranscriptEntry::Kind::sent, "A", TesteeBytes("put a"), "", {}});
  transcript[1].bytes = TesteeBytes(" 1.5 100\n");
  EXPECT_EQ(way_of_failing(pieces), way_of_failing(whole));
}

TEST(WayOfFailing, IsUnknownWhereWhatIsTakenWasToBeRefused) {
  auto taken =
      failed("REQ-ERR-2", {"delete palm\n"}, "ok\n\n", "the answer differs from byte 0 on");
  taken.finding->expected = "error\nwrong command\n\n";
  EXPECT_EQ(way_of_failing(taken), std::nullopt);
  taken.finding->received = TesteeBytes("ERROR\n\n");
  EXPECT_NE(way_of_failing(taken), std::nullopt);
  EXPECT_EQ(way_of_failing(CaseResult{}), std::nullopt);
}

TEST(WayOfFailing, IsOneForAllAnswersThatDoNotEnd) {
  auto put = failed("REQ-PUT-1", {"put a 1.5 100\n"}, "ok\n", "silent after 3 bytes");
  put.verdict = Verdict::hang;
  auto other = failed("REQ-KEY-1", {"put a_b 1.5 100\n"}, "ok", "closed after 2 bytes");
  other.verdict = Verdict::hang;
  EXPECT_EQ(way_of_failing(put), way_of_failing(other));
}

TEST(Causes, AreTheCasesWhoseRuleSpeaksOfTheFaultWhereAPlainOneFails) {
  const std::vector<CaseResult> cases{cut_value("REQ-FRM-1"),
                                      cut_value("REQ-PUT-3", "put palm.cpu 0.25 7\n"),
                                      cut_value("REQ-GET-6"), cut_value("REQ-KEY-1", "put _ 1 1\n"),
                                      failed("REQ-GET-3", {"get palm.cpu\n"}, "", "silent")};
  const auto* first = cases.data();
  const Causes causes({first, first + 1, first + 2, first + 3, first + 4});
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(causes.of(cases[i]), first + 1) << i;
  EXPECT_EQ(causes.of(cases[4]), nullptr) << "it explains no other session";
}

const std::string put_a = "put a.a 1.5 1501864247\n";
const std::string put_a_later = "put a.a 2.5 1501864248\n";
const std::string put_b = "put b.b 1.5 1501864247\n";
constexpr const char* ok = "ok\n\n";

/// Which of `rules` is blamed first for what a plain case shows.
std::string blamed(const CaseResult& plain, std::initializer_list<const char*> rules) {
  std::vector<CaseResult> cases{plain};
  cases[0].requirement = "REQ-LIM-1";
  for (const auto* rule : rules) {
    cases.push_back(plain);
    cases.back().requirement = rule;
    cases.back().session = rule;
  }
  std::vector<const CaseResult*> all;
  for (const auto& one : cases) all.push_back(&one);
  const auto* cause = Causes(all).of(cases[0]);
  return cause == nullptr ? "" : cause->requirement;
}

TEST(Causes, BlameForMissingRowsWhatThePlainestDialogueShows) {
  const auto rules = {"REQ-FRM-1",  "REQ-PUT-2",  "REQ-PUT-15", "REQ-PUT-16", "REQ-PUT-17",
                      "REQ-PUT-19", "REQ-GET-10", "REQ-GET-2",  "REQ-CON-2"};
  const auto missing = [&](std::initializer_list<std::string_view> sent) {
    return failed("", sent, ok, "1 row missing, for instance 'x'");
  };
  EXPECT_EQ(blamed(missing({put_a, "get a.a\n"}), rules), "REQ-PUT-2");
  EXPECT_EQ(blamed(missing({put_a, put_a_later, "get a.a\n"}), rules), "REQ-PUT-15");
  EXPECT_EQ(blamed(missing({put_a_later, put_a, "get a.a\n"}), rules), "REQ-PUT-19");
  EXPECT_EQ(blamed(missing({put_a, put_a, "get a.a\n"}), rules), "REQ-PUT-17");
  EXPECT_EQ(blamed(missing({put_a, put_b, "get a.a\n"}), rules), "REQ-PUT-16");
  EXPECT_EQ(blamed(missing({put_a, "get a.a\n", "get a.a\n"}), rules), "REQ-GET-10");
  EXPECT_EQ(blamed(missing({put_a, "get *\n", "get a.a\n"}), rules), "REQ-GET-10");
  EXPECT_EQ(blamed(missing({put_a, "get a.a\n", put_a_later, "get a.a\n"}), rules), "REQ-PUT-15");
  EXPECT_EQ(blamed(missing({put_a, "get *\n"}), rules), "REQ-GET-2");
  auto elsewhere = missing({put_a, "get a.a\n"});
  elsewhere.finding->transcript[2].connection = "B";
  EXPECT_EQ(blamed(elsewhere, rules), "REQ-CON-2");
}

TEST(Causes, BlameWhatTheAnswerIsWrongIn) {
  const auto rules = {"REQ-LIM-2", "REQ-FRM-2", "REQ-FRM-3", "REQ-FRM-4", "REQ-PUT-1",
                      "REQ-PUT-3", "REQ-GET-1", "REQ-GET-4", "REQ-GET-6", "REQ-GET-8",
                      "REQ-ERR-1", "REQ-ERR-2", "REQ-KEY-5", "REQ-CON-1"};
  const auto one = [&](std::initializer_list<std::string_view> sent, std::string_view received,
                       const char* sentence) {
    return blamed(failed("", sent, received, sentence), rules);
  };
  const auto* more = "the testee sent 9 bytes more than the answer that was due";
  EXPECT_EQ(one({put_a}, "ok\n\n", more), "REQ-FRM-4");
  EXPECT_EQ(one({put_a}, "\n", more), "REQ-FRM-3");
  EXPECT_EQ(one({put_a, "get a.a\n"}, "ok\n\na.a 1 1\n\n", "1 row missing, for instance 'x'"),
            "REQ-FRM-3");
  EXPECT_EQ(one({put_a}, "error\nwrong command\n\n", "the answer differs"), "REQ-PUT-1");
  EXPECT_EQ(one({"get a.a\n"}, "error\nwrong command\n\n", "the answer is the error"), "REQ-GET-1");
  EXPECT_EQ(one({put_a, put_a}, "", "the testee closed the connection instead of answering"),
            "REQ-CON-1");
  EXPECT_EQ(one({put_a}, "", "the testee closed the connection instead of answering"), "REQ-PUT-1");
  EXPECT_EQ(one({"delete\n"}, "error\n\n", "the answer differs from byte 6 on"), "REQ-ERR-1");
  EXPECT_EQ(one({"delete\n"}, "", "the testee closed the connection"), "REQ-ERR-2");
  const auto row = [&](const char* sentence) {
    return one({put_a, "get a.a\n"}, "ok\na 1 1\n\n", sentence);
  };
  EXPECT_EQ(row("1 row with another value, for instance 'x'"), "REQ-PUT-3");
  EXPECT_EQ(row("1 row with another timestamp, for instance 'x'"), "REQ-GET-8");
  EXPECT_EQ(row("1 row with another key, for instance 'x'"), "REQ-KEY-5");
  EXPECT_EQ(row("1 row too many, for instance 'x'"), "REQ-GET-4");
  EXPECT_EQ(row("1 row with another value, for instance 'k 1.25 1' instead of 'k 1.2 1'"),
            "REQ-GET-6");
  auto unfinished = failed("", {put_a}, "ok\n", "the testee stayed silent");
  unfinished.verdict = Verdict::hang;
  EXPECT_EQ(blamed(unfinished, rules), "REQ-FRM-2");
  auto silent = failed("", {put_a, put_b}, "", "the testee stayed silent");
  silent.verdict = Verdict::hang;
  EXPECT_EQ(blamed(silent, rules), "REQ-CON-1");
}

TEST(Causes, BlameForAPutWhatIsUnusualInIt) {
  const auto rules = {"REQ-PUT-1",  "REQ-PUT-3",  "REQ-PUT-4",  "REQ-PUT-8", "REQ-PUT-15",
                      "REQ-PUT-16", "REQ-PUT-17", "REQ-PUT-19", "REQ-KEY-1"};
  const auto refused = [&](std::initializer_list<std::string_view> sent) {
    return blamed(failed("", sent, "error\nwrong command\n\n", "the answer differs"), rules);
  };
  EXPECT_EQ(refused({put_a}), "REQ-PUT-1");
  EXPECT_EQ(refused({"put a.a 0.5 1501864247\n"}), "REQ-PUT-3");
  EXPECT_EQ(refused({"put a.a -1.5 1501864247\n"}), "REQ-PUT-4");
  EXPECT_EQ(refused({"put a.a 1.5 7\n"}), "REQ-PUT-8");
  EXPECT_EQ(refused({"put a_a.a 1.5 1501864247\n"}), "REQ-KEY-1");
  EXPECT_EQ(refused({put_a, put_a}), "REQ-PUT-17");
  EXPECT_EQ(refused({put_a, put_a_later}), "REQ-PUT-15");
  EXPECT_EQ(refused({put_a_later, put_a}), "REQ-PUT-19");
  EXPECT_EQ(refused({put_a, put_b}), "REQ-PUT-16");
}

TEST(Causes, OfGetAreThoseOfGetOfEverything) {
  const auto get = cut_value("REQ-GET-6");
  const auto star = failed("REQ-GET-2", {put_a, "get *\n"}, "ok\n", other_value);
  EXPECT_EQ(Causes({&get, &star}).of(star), &get);
  const auto other_star = failed("REQ-GET-13", {"get *\n"}, "ok\n", other_value);
  EXPECT_EQ(Causes({&star, &other_star}).of(star), &other_star) << "the shorter one";
}

TEST(Causes, ExplainNoneThatLacksWhatIsUnusualInThem) {
  const auto underscore = cut_value("REQ-KEY-1", "put a_b.c 1.5 1501864247\n");
  const auto short_time = cut_value("REQ-PUT-8", "put a.b 1.5 7\n");
  const auto both = cut_value("REQ-FRM-1", "put a_b.c 1.5 7\n");
  const auto odd = cut_value("REQ-KEY-2", "put a% 1.5 1501864247\n");
  const auto also_odd = cut_value("REQ-KEY-3", "put a% 1.5 1501864247\n");
  const Causes causes({&underscore, &short_time, &both, &odd, &also_odd});
  EXPECT_EQ(causes.of(underscore), nullptr);
  EXPECT_EQ(causes.of(short_time), &short_time);
  EXPECT_EQ(causes.of(both), &short_time) << "the shorter of two";
  EXPECT_EQ(causes.of(odd), nullptr) << "two odd names may be refused for two reasons";
  const auto cut = [] {
    auto whole = cut_value("REQ-FRM-5");
    whole.delivery = "cut";
    return whole;
  }();
  EXPECT_EQ(Causes({&cut, &both}).of(both), nullptr);
}

TEST(Causes, AreToldFirstWithTheirRuleAndTheOthersUnderThem) {
  RunReport report;
  report.cases = {cut_value("REQ-FRM-1"), cut_value("REQ-GET-6"),
                  failed("REQ-KEY-1", {"put a_b 1.5 100\n"}, "error\n", "the answer is the error")};
  const auto rules = group_findings(report);
  const auto tellings = tell_once(rules, 3);
  ASSERT_EQ(tellings.size(), 2U);
  EXPECT_EQ(tellings[0].rule->requirement, "REQ-GET-6");
  ASSERT_EQ(tellings[0].in_full.size(), 1U);
  EXPECT_EQ(tellings[0].in_full[0].group->first().requirement, "REQ-GET-6");
  ASSERT_EQ(tellings[0].in_full[0].the_same.size(), 1U);
  EXPECT_EQ(tellings[0].in_full[0].the_same[0]->first().requirement, "REQ-FRM-1");
  EXPECT_EQ(tellings[1].rule->requirement, "REQ-KEY-1");
  EXPECT_EQ(overall_sentence(report),
            "DOES NOT CONFORM to profile base: 2 rules broken: REQ-GET-6, REQ-KEY-1; sessions of "
            "1 more fail in the same way: REQ-FRM-1");
  const auto* cases = report.cases.data();
  EXPECT_EQ(symptom_leaders(report),
            (std::vector<const CaseResult*>{cases + 1, cases + 1, cases + 2}));
}

}  // namespace
}  // namespace eardrum::conformance

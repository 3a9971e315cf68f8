#include "eardrum/conformance/selection/baseline.hpp"

#include <gmock/gmock.h>

namespace eardrum::conformance {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr auto today = "2026-11-23";

Baseline read(std::string_view text) {
  auto entries = read_baseline(text, "b.txt");
  if (!entries) throw std::runtime_error(entries.error().text());
  return *std::move(entries);
}

std::string refusal(std::string_view text) {
  const auto entries = read_baseline(text, "b.txt");
  return entries ? "" : entries.error().text();
}

CaseResult one_case(std::string session, std::string delivery, Verdict verdict,
                    std::string sentence = "no answer came") {
  CaseResult result;
  result.session = std::move(session);
  result.delivery = std::move(delivery);
  result.verdict = verdict;
  if (is_failure(verdict)) {
    result.finding.emplace();
    result.finding->sentence = std::move(sentence);
  }
  return result;
}

const std::vector<Check> existing{
    {"get.star", "whole"}, {"get.star", "cut"}, {"get.one", "whole"}, {"put.one", "whole"}};

std::vector<std::string> faults(std::string_view text, const std::vector<CaseResult>& cases) {
  RunReport report;
  report.cases = cases;
  return baseline_faults(read(text), existing, today, report);
}

std::optional<Known> known(std::string_view text, CaseResult result) {
  mark_known(read(text), today, result);
  return result.known;
}

TEST(ReadBaseline, TakesAllPartsOfALine) {
  const auto entries = read(
      "# a remark\n"
      "\n"
      "fails get.* cut until 2027-01-31 saying \"a \\\"word\\\"\" because issue 12: cut reads\n"
      "  flaky put.one * because the machine swaps\n");
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].place.text(), "b.txt:3:1");
  EXPECT_FALSE(entries[0].flaky);
  EXPECT_EQ(entries[0].session, "get.*");
  EXPECT_EQ(entries[0].delivery, "cut");
  EXPECT_EQ(entries[0].until, "2027-01-31");
  EXPECT_EQ(entries[0].message, "a \"word\"");
  EXPECT_EQ(entries[0].reason, "issue 12: cut reads");
  EXPECT_EQ(entries[1].place.text(), "b.txt:4:3");
  EXPECT_TRUE(entries[1].flaky);
  EXPECT_EQ(entries[1].reason, "the machine swaps");
}

TEST(ReadBaseline, NamesThePlaceAndTheRuleThatALineBreaks) {
  EXPECT_THAT(refusal("fail get.star cut because x\n"),
              AllOf(StartsWith("b.txt:1:1: "), HasSubstr("did you mean 'fails'")));
  EXPECT_THAT(refusal("fails get.star cuts because x\n"),
              AllOf(StartsWith("b.txt:1:16: name a delivery"), HasSubstr("'cut'")));
  EXPECT_THAT(refusal("fails get.star because x\n"), StartsWith("b.txt:1:16: name a delivery"));
  EXPECT_THAT(refusal("fails get.star cut\n"), StartsWith("b.txt:1:19: expected because"));
  EXPECT_THAT(refusal("\nfails get.star cut because  \n"), StartsWith("b.txt:2:27: write after"));
  EXPECT_THAT(refusal("fails get.star cut until 2026-02-30 because x\n"),
              StartsWith("b.txt:1:26: a day must be written"));
  EXPECT_THAT(refusal("fails get.star cut saying \"x because y\n"), HasSubstr("not closed"));
  EXPECT_THAT(refusal("fails get.star cut saying \"\" because y\n"), HasSubstr("empty text"));
  EXPECT_THAT(refusal("flaky get.* cut because x\n"), StartsWith("b.txt:1:7: a flaky entry"));
}

TEST(BaselineText, IsReadBackAsItWas) {
  const std::string_view lines =
      "fails get.* cut until 2027-01-31 saying \"a \\\"\\\\ b\" because x \"y\"\n"
      "flaky put.one * because z\n";
  const auto text = baseline_text(read(lines));
  EXPECT_THAT(text, ::testing::EndsWith(lines));
  EXPECT_EQ(baseline_text(read(text)), text);
}

TEST(MarkKnown, TakesFailuresThatAnEntryExpects) {
  const auto found =
      known("fails get.* cut because x\n", one_case("get.star", "cut", Verdict::hang));
  EXPECT_EQ(found, (Known{false, "x", "b.txt:1:1"}));
}

TEST(MarkKnown, LeavesEverythingElse) {
  const auto cut = one_case("get.star", "cut", Verdict::fail);
  EXPECT_FALSE(known("fails get.star whole because x\n", cut));
  EXPECT_FALSE(known("fails put.* cut because x\n", cut));
  EXPECT_FALSE(known("fails get.* * because x\n", one_case("get.star", "cut", Verdict::pass)));
  EXPECT_FALSE(known("fails get.* * because x\n", one_case("get.star", "cut", Verdict::harness)));
}

TEST(MarkKnown, HoldsUntilTheDayIncluded) {
  const auto cut = one_case("get.star", "cut", Verdict::fail);
  EXPECT_TRUE(known("fails get.star cut until 2026-11-23 because x\n", cut));
  EXPECT_FALSE(known("fails get.star cut until 2026-11-22 because x\n", cut));
}

TEST(MarkKnown, AsksForTheMessage) {
  const auto text = "fails get.star cut saying \"no answer\" because x\n";
  EXPECT_TRUE(known(text, one_case("get.star", "cut", Verdict::fail)));
  EXPECT_FALSE(known(text, one_case("get.star", "cut", Verdict::fail, "it died")));
}

TEST(BaselineFaults, AreNoneWhereAllIsAsTheEntriesSay) {
  EXPECT_THAT(faults("fails get.star cut because x\nflaky get.one whole because y\n",
                     {one_case("get.star", "cut", Verdict::fail),
                      one_case("get.one", "whole", Verdict::pass)}),
              IsEmpty());
}

TEST(BaselineFaults, DoNotComeFromWhatWasNotPlayed) {
  EXPECT_THAT(faults("fails get.star cut because x\n", {}), IsEmpty());
  EXPECT_THAT(
      faults("fails get.star cut because x\n", {one_case("get.star", "cut", Verdict::untested)}),
      IsEmpty());
}

TEST(BaselineFaults, NameAnExpiredEntry) {
  EXPECT_THAT(faults("fails get.star cut until 2026-11-22 because x\n",
                     {one_case("get.star", "cut", Verdict::fail)}),
              ElementsAre("b.txt:1:1: get.star cut: held until 2026-11-22 only"));
}

TEST(BaselineFaults, NameAnEntryOfNothingAndWhatIsNear) {
  EXPECT_THAT(faults("fails get.stra cut because x\n", {}),
              ElementsAre("b.txt:1:1: get.stra cut: names no session that exists; did you mean "
                          "'get.star'?"));
  EXPECT_THAT(faults("fails get.one cut because x\n", {}),
              ElementsAre(HasSubstr("has only these deliveries: whole")));
}

TEST(BaselineFaults, LetRandomSessionsNameWhatTheyFind) {
  EXPECT_THAT(faults("fails random.put-17 whole because x\n", {}), IsEmpty());
}

TEST(BaselineFaults, NameADuplicate) {
  EXPECT_THAT(faults("fails get.* * because x\nfails get.star * because y\n", {}),
              ElementsAre(AllOf(StartsWith("b.txt:2:1: "), HasSubstr("duplicate: get.star [whole]"),
                                HasSubstr("b.txt:1:1"))));
}

TEST(BaselineFaults, NameAGlobThatCoversWhatPasses) {
  EXPECT_THAT(faults("fails get.* * because x\n", {one_case("get.star", "cut", Verdict::fail),
                                                   one_case("get.one", "whole", Verdict::pass)}),
              ElementsAre(HasSubstr("too wide: it covers what passes: get.one [whole]")));
}

TEST(BaselineFaults, NameASurprisePass) {
  EXPECT_THAT(
      faults("fails get.star cut because x\n", {one_case("get.star", "cut", Verdict::pass)}),
      ElementsAre(HasSubstr("passes now, so the entry has to go: get.star [cut]")));
}

TEST(BaselineFaults, NameAFailureOfAnotherKind) {
  EXPECT_THAT(faults("fails get.star cut saying \"no answer\" because x\n",
                     {one_case("get.star", "cut", Verdict::fail, "it died")}),
              ElementsAre(HasSubstr("fails otherwise than with 'no answer': get.star [cut]")));
}

TEST(BaselineOf, ExpectsEachFailureOfTheRun) {
  RunReport report;
  report.cases = {one_case("get.star", "cut", Verdict::fail),
                  one_case("get.one", "whole", Verdict::pass),
                  one_case("put.one", "whole", Verdict::crash)};
  report.cases[2].attempts = Attempts{1, 3};
  EXPECT_THAT(baseline_text(baseline_of(report, {}, "why")),
              ::testing::EndsWith("fails get.star cut because why\n"
                                  "flaky put.one whole because why\n"));
}

TEST(BaselineOf, WithoutAReasonIsRefusedUntilThereIsOne) {
  RunReport report;
  report.cases = {one_case("get.star", "cut", Verdict::fail)};
  EXPECT_THAT(refusal(baseline_text(baseline_of(report, {}, ""))),
              HasSubstr("write after 'because'"));
}

TEST(BaselineOf, KeepsReasonsAndWhatWasNotPlayed) {
  const auto old = read(
      "fails get.* * until 2027-01-01 because all gets\n"
      "fails put.one whole because never played\n"
      "flaky get.flaky whole because now and then\n");
  RunReport report;
  report.cases = {one_case("get.star", "cut", Verdict::fail),
                  one_case("get.one", "whole", Verdict::pass),
                  one_case("get.flaky", "whole", Verdict::pass)};
  EXPECT_THAT(baseline_text(baseline_of(report, old, "new")),
              ::testing::EndsWith("fails put.one whole because never played\n"
                                  "flaky get.flaky whole because now and then\n"
                                  "fails get.star cut until 2027-01-01 because all gets\n"));
}

}  // namespace
}  // namespace eardrum::conformance

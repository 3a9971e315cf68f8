#include "eardrum/conformance/report/formats/sarif.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "eardrum/conformance/report/testing/sample_report.hpp"

namespace eardrum::conformance {
namespace {

nlohmann::json run_of(const RunReport& report) {
  return nlohmann::json::parse(sarif_report(report)).at("runs").at(0);
}

std::string uri_for(const std::string& place) {
  auto report = sample_report();
  report.cases[1].finding->place = place;
  return run_of(
      report)["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
}

TEST(SarifReport, HasAResultForEachFailureAndWarning) {
  const auto run = run_of(sample_report());
  ASSERT_EQ(run["results"].size(), 5U);
  const auto& first = run["results"][0];
  EXPECT_EQ(first["ruleId"], "REQ-FRM-5");
  EXPECT_EQ(first["level"], "error");
  EXPECT_EQ(first["message"]["text"],
            "FAIL framing.split-put [cut]: sent in two pieces, cut after byte 7: the answer is not "
            "the one expected");
  EXPECT_EQ(run["results"][3]["level"], "warning");
  EXPECT_EQ(run["results"][4]["level"], "error");
  EXPECT_EQ(run["results"][4]["ruleId"], "REQ-CON-8");
}

TEST(SarifReport, PlacesEachResultInItsSessionsFile) {
  const auto place = run_of(sample_report())["results"][0]["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "framing.session");
  EXPECT_EQ(place["region"], (nlohmann::json{{"startLine", 12}, {"startColumn", 1}}));
}

TEST(SarifReport, WritesRelativeUrisOnly) {
  EXPECT_EQ(uri_for("conformance/sessions/a.session:1:2"), "conformance/sessions/a.session");
  EXPECT_EQ(uri_for("/home/x/my own.session:1:2"), "my%20own.session");
  EXPECT_EQ(uri_for("../../a.session:1:2"), "a.session");
  EXPECT_EQ(uri_for("a/b..c.session:1:2"), "b.%2Ec.session");
  EXPECT_EQ(uri_for("...session:1:2"), ".%2E.session");
  EXPECT_EQ(uri_for("http://a.example/x.session:1:2"), "http%3A/a.example/x.session");
  for (const auto* none : {"", "a.session", "a.session:0:1", "a.session:1:", ":1:1",
                           "a.session:9999999999:1", "lines made from grammar.abnf:1:1"}) {
    EXPECT_EQ(uri_for(none), "framing.split-put.session") << none;
  }
}

TEST(SarifReport, ListsEachRuleOnceWithItsSource) {
  const auto run = run_of(sample_report());
  const auto& rules = run["tool"]["driver"]["rules"];
  ASSERT_EQ(rules.size(), 4U);
  EXPECT_THAT(rules[0]["help"]["text"].get<std::string>(),
              testing::StartsWith("The source says: «"));
  for (const auto& result : run["results"]) {
    EXPECT_EQ(rules.at(result["ruleIndex"].get<std::size_t>())["id"], result["ruleId"]);
  }
}

TEST(SarifReport, LeavesOutWhatServicesRefuseOfTheRulesThatAreBrokenMostOften) {
  RunReport report;
  report.complete = false;
  for (const auto& [rule, count] : {std::pair("A", 20'000U), {"B", 10'000U}, {"C", 1U}}) {
    auto result = sample_report().cases[1];
    result.finding->requirement = rule;
    report.cases.insert(report.cases.end(), count, result);
  }
  const auto run = run_of(report);
  std::map<std::string, int> counts;
  for (const auto& result : run["results"]) ++counts[result["ruleId"]];
  EXPECT_EQ(counts, (std::map<std::string, int>{{"A", 14'999}, {"B", 10'000}, {"C", 1}}));
  const auto& invocation = run["invocations"][0];
  EXPECT_EQ(invocation["executionSuccessful"], false);
  const auto& notes = invocation["toolExecutionNotifications"];
  ASSERT_EQ(notes.size(), 2U);
  EXPECT_EQ(notes[0]["message"]["text"], "A: 5001 of 20000 results are left out");
  EXPECT_EQ(notes[1]["message"]["text"], "the report is incomplete: the run was interrupted");
}

}  // namespace
}  // namespace eardrum::conformance

#include "eardrum/conformance/report/formats/json.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <nlohmann/json.hpp>

#include "eardrum/conformance/report/testing/sample_report.hpp"

namespace eardrum::conformance {
namespace {

TEST(JsonReport, LosesNothing) {
  const auto report = sample_report();
  const auto read = read_json_report(json_report(report));
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(*read, report);
}

TEST(JsonReport, KeepsWhatIsThereOnlySometimes) {
  auto report = sample_report();
  report.complete = false;
  report.command.clear();
  report.profile = Profile::course;
  report.cases[1].finding->expected.reset();
  report.cases[1].finding->first_difference.reset();
  report.cases[1].finding->output.out_dropped_bytes = UINT64_MAX;
  report.cases[1].elapsed = std::chrono::microseconds(-1);
  report.cases[2].finding->first_difference = 0;
  report.fingerprint.clear();
  const auto read = read_json_report(json_report(report));
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(*read, report);
}

/// The sample with a fourth finding that looks like its first.
RunReport cascade() {
  auto report = sample_report();
  report.cases.push_back(report.cases[1]);
  report.cases.back().session = "framing.other";
  return report;
}

TEST(JsonReport, NamesTheCaseThatLooksTheSame) {
  const auto text = json_report(cascade());
  const auto json = nlohmann::json::parse(text);
  EXPECT_FALSE(json["cases"][1].contains("same_symptom_as"));
  EXPECT_EQ(json["cases"][10]["same_symptom_as"],
            (nlohmann::json{{"session", "framing.split-put"}, {"delivery", "cut"}}));
  const auto read = read_json_report(text);
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(*read, cascade());
}

/// The sample has not one of everything, so that a schema which lacks a word would go unseen.
TEST(JsonReportSchema, NamesAllThatCanBeAsked) {
  std::ifstream file(EARDRUM_REPORT_SCHEMA);
  const auto definitions = nlohmann::json::parse(file).at("$defs");
  nlohmann::json asked;
  for (const auto each : all_asked) asked.push_back(slug(each));
  const auto& dialogue = definitions.at("fault").at("properties").at("dialogue");
  EXPECT_EQ(dialogue.at("properties").at("asked").at("enum"), asked);
  EXPECT_EQ(definitions.at("case").at("properties").at("answered").at("required"), asked);
}

RC_GTEST_PROP(JsonReportProperty, WritesAgainWhatItRead, (const std::string& bytes)) {
  auto report = sample_report(bytes);
  spoil_own_texts(report, bytes);
  const auto text = json_report(report);
  const auto read = read_json_report(text);
  RC_ASSERT(read.has_value());
  RC_ASSERT(json_report(*read) == text);
}

/// The error for the sample report with `change` made to it.
template <class Change>
std::string error_after(Change change) {
  auto json = nlohmann::json::parse(json_report(sample_report()));
  change(json);
  const auto read = read_json_report(json.dump());
  return read ? "none" : read.error();
}

TEST(ReadJsonReport, NamesThePlaceOfAWrongValue) {
  EXPECT_EQ(error_after([](auto& json) { json["cases"][3]["verdict"] = "GREEN"; }),
            "/cases/3/verdict: no verdict is called 'GREEN'");
  EXPECT_EQ(error_after([](auto& json) { json["cases"][0]["level"] = "X"; }),
            "/cases/0/level: no level is called 'X'");
  EXPECT_EQ(error_after([](auto& json) { json["profile"] = "lax"; }),
            "/profile: no profile is called 'lax'");
  EXPECT_EQ(error_after([](auto& json) { json["complete"] = 1; }),
            "/complete: must be true or false");
  EXPECT_EQ(error_after([](auto& json) { json["exchanges"] = -1; }),
            "/exchanges: must be a whole number, not negative");
  EXPECT_EQ(error_after([](auto& json) { json["elapsed_us"] = UINT64_MAX; }),
            "/elapsed_us: must be a whole number of microseconds");
  EXPECT_EQ(error_after([](auto& json) { json["command"] = "x"; }), "/command: must be a list");
  EXPECT_EQ(error_after([](auto& json) { json["cases"][1] = 1; }), "/cases/1: must be an object");
}

TEST(ReadJsonReport, RefusesBytesThatContradictThemselves) {
  EXPECT_EQ(
      error_after([](auto& json) { json["cases"][1]["finding"]["received"]["base64"] = "b2s"; }),
      "/cases/1/finding/received/base64: is not base64 text");
  EXPECT_EQ(error_after([](auto& json) { json["cases"][1]["finding"]["received"]["text"] = "ok"; }),
            "/cases/1/finding/received/text: does not fit the base64");
}

TEST(ReadJsonReport, ReadsReportsOfKitsThatKnewNoLeak) {
  EXPECT_EQ(error_after([](auto& json) {
              json["cases"].erase(9);  // the one that leaks
              json["counts"].erase("LEAK");
            }),
            "none");
  EXPECT_NE(error_after([](auto& json) {
              json["counts"].erase("LEAK");
              json["cases"][1]["verdict"] = "LEAK";
            }),
            "none");
  EXPECT_NE(error_after([](auto& json) { json["counts"].erase("HANG"); }), "none");
}

TEST(ReadJsonReport, RefusesSumsThatDoNotFit) {
  EXPECT_EQ(error_after([](auto& json) { json["exit_code"] = 0; }),
            "/exit_code: does not fit the cases");
  EXPECT_EQ(error_after([](auto& json) { json["counts"]["FAIL"] = 0; }),
            "/counts/FAIL: does not fit the cases");
}

TEST(ReadJsonReport, RefusesALikenessToNoCase) {
  EXPECT_EQ(error_after([](auto& json) {
              json["cases"][1]["same_symptom_as"] = {{"session", "get.star"}, {"delivery", "cut"}};
            }),
            "/cases/1/same_symptom_as: does not name a case of the report");
}

TEST(ReadJsonReport, RefusesMissingAndUnknownFields) {
  EXPECT_EQ(error_after([](auto& json) { json["cases"][0].erase("delivery"); }),
            "/cases/0: has no field 'delivery'");
  EXPECT_EQ(error_after([](auto& json) { json["cases"][0]["\x1b"] = 1; }),
            "/cases/0: has an unknown field '\\x1b'");
  EXPECT_EQ(error_after([](auto& json) { json["format"] = "other"; }),
            "the report: is not a report of eardrum");
  EXPECT_EQ(error_after([](auto& json) { json["version"] = 2; }),
            "/version: only version 1 is supported");
}

TEST(ReadJsonReport, RefusesWhatIsNoJson) {
  EXPECT_EQ(read_json_report("{\"a\": ]").error(), "byte 7: is not JSON");
  EXPECT_EQ(read_json_report("").error(), "byte 1: is not JSON");
  EXPECT_EQ(read_json_report("{\"a\": \"\xff\"}").error(), "byte 8: is not JSON");
}

TEST(ReadJsonReport, RefusesANumberBeyondBinary64) {
  EXPECT_EQ(read_json_report("[1e999]").error(), "the report: contains a number beyond binary64");
  EXPECT_EQ(read_json_report("{\"version\": -1e999}").error(),
            "the report: contains a number beyond binary64");
}

TEST(ReadJsonReport, RefusesDepthWithoutRecursion) {
  const auto deep = std::string(1'000'000, '[') + std::string(1'000'000, ']');
  EXPECT_EQ(read_json_report(deep).error(), "the report: is nested too deeply");
}

}  // namespace
}  // namespace eardrum::conformance

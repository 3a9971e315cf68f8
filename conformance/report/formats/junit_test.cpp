#include "eardrum/conformance/report/formats/junit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "eardrum/conformance/report/testing/sample_report.hpp"

namespace eardrum::conformance {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class JunitReport : public testing::Test {
 protected:
  void read(const RunReport& report) {
    ASSERT_TRUE(document_.load_string(junit_report(report).c_str()));
    suites_ = document_.child("testsuites");
    suite_ = suites_.child("testsuite");
  }

  pugi::xml_node test_case(const char* name) const {
    return suite_.find_child_by_attribute("testcase", "name", name);
  }

  pugi::xml_document document_;
  pugi::xml_node suites_;
  pugi::xml_node suite_;
};

TEST_F(JunitReport, CountsWhatItHolds) {
  read(sample_report());
  for (const auto node : {suites_, suite_}) {
    EXPECT_EQ(node.attribute("tests").as_int(), 10);
    EXPECT_EQ(node.attribute("failures").as_int(), 2);
    EXPECT_EQ(node.attribute("errors").as_int(), 3);
    EXPECT_EQ(node.attribute("skipped").as_int(), 2);
    EXPECT_STREQ(node.attribute("time").value(), "3.214000");
  }
  EXPECT_STREQ(suite_.attribute("name").value(), "eardrum.base");
  EXPECT_STREQ(suite_.attribute("timestamp").value(), "2026-11-22T17:00:00Z");
}

TEST_F(JunitReport, TellsAFailureInFull) {
  read(sample_report());
  const auto node = test_case("framing.split-put [cut]");
  EXPECT_STREQ(node.attribute("classname").value(), "REQ-PUT-1");
  EXPECT_STREQ(node.attribute("time").value(), "0.001500");
  const auto failure = node.child("failure");
  EXPECT_STREQ(failure.attribute("type").value(), "FAIL");
  EXPECT_THAT(failure.attribute("message").value(), StartsWith("REQ-FRM-5: sent in two pieces"));
  EXPECT_THAT(failure.text().get(), HasSubstr("A< error\\nwrong command\\n\\n\n"));
  EXPECT_THAT(node.child("system-err").text().get(), HasSubstr("│ Traceback"));
}

TEST_F(JunitReport, KeepsVerdictsApart) {
  read(sample_report());
  const auto type = [&](const char* name) {
    return test_case(name).child("error").attribute("type").value();
  };
  EXPECT_STREQ(type("framing.split-put [byte-by-byte]"), "HANG");
  EXPECT_STREQ(type("get.star [whole]"), "CRASH");
  EXPECT_STREQ(type("put.long-name [whole]"), "HARNESS");
  EXPECT_TRUE(test_case("get.order [whole]").child("skipped"));
  EXPECT_TRUE(test_case("get.after-restart [whole]").child("skipped"));
  EXPECT_FALSE(test_case("framing.split-put [whole]").first_child());
  EXPECT_THAT(test_case("pipeline.two [coalesced]").child("system-out").text().get(),
              StartsWith("WARN REQ-FRM-7: one answer"));
  EXPECT_STREQ(test_case("put.repeated [whole]").child("system-out").text().get(),
               "INFO\nobserved: last wins");
}

TEST_F(JunitReport, IsNeverGreenForARunCutShort) {
  auto report = sample_report();
  report.cases.resize(1);
  report.complete = false;
  read(report);
  EXPECT_EQ(suite_.attribute("errors").as_int(), 1);
  EXPECT_EQ(suite_.attribute("tests").as_int(), 2);
  EXPECT_TRUE(test_case("the run is complete").child("error"));
}

TEST_F(JunitReport, CarriesHeadAndFingerprintAsProperties) {
  read(sample_report());
  const auto value = [&](const char* name) {
    return suite_.child("properties")
        .find_child_by_attribute("property", "name", name)
        .attribute("value")
        .value();
  };
  EXPECT_STREQ(value("testee"), "python3 -m server {host} {port}");
  EXPECT_STREQ(value("confinement"), "process group");
  EXPECT_STREQ(value("fingerprint.REQ-PUT-18.put.repeated"), "last wins");
}

TEST_F(JunitReport, OmitsATimeThatIsNone) {
  auto report = sample_report();
  report.started_at = "yesterday";
  read(report);
  EXPECT_FALSE(suite_.attribute("timestamp"));
}

}  // namespace
}  // namespace eardrum::conformance

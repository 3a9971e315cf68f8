#include "eardrum/conformance/verdict/sanitizer_report.hpp"

#include <gtest/gtest.h>

namespace eardrum::conformance {
namespace {

using Kind = SanitizerReport::Kind;

std::string summary(std::string_view text) {
  const auto report = find_sanitizer_report(text);
  if (!report) return "none";
  return report->tool + ": " + report->what + (report->kind == Kind::leak ? " (leak)" : "");
}

TEST(SanitizerReports, AreToldByTheToolAndWhatItFound) {
  EXPECT_EQ(summary("==42==ERROR: AddressSanitizer: heap-use-after-free on address 0x60 at pc 0x5\n"
                    "READ of size 1 at 0x60 thread T1\n    #0 0x5 in put server.c:12\n"),
            "AddressSanitizer: heap-use-after-free");
  EXPECT_EQ(summary("==42==ERROR: AddressSanitizer: SEGV on unknown address 0x000000000000\n"),
            "AddressSanitizer: SEGV");
  EXPECT_EQ(summary("==7==WARNING: MemorySanitizer: use-of-uninitialized-value\n"),
            "MemorySanitizer: use-of-uninitialized-value");
  EXPECT_EQ(summary("WARNING: ThreadSanitizer: data race (pid=99)\n  Write of size 8\n"),
            "ThreadSanitizer: data race");
  EXPECT_EQ(summary("==================\nWARNING: DATA RACE\nWrite at 0x00c by goroutine 7:\n"),
            "Go's race detector: data race");
  EXPECT_EQ(summary("==9== Invalid read of size 4\n==9==    at 0x1: put (server.c:3)\n"),
            "Valgrind: Invalid read of size");
}

TEST(SanitizerReports, OfUndefinedBehaviourNameAPlaceInTheSource) {
  EXPECT_EQ(
      summary("put\nstore.cpp:12:5: runtime error: signed integer overflow: 2147483647 + 1\n"),
      "UndefinedBehaviorSanitizer: signed integer overflow: 2147483647 + 1");
  EXPECT_EQ(summary("panic serving 127.0.0.1:4: runtime error: index out of range [3]\n"), "none");
  EXPECT_EQ(summary("panic: runtime error: index out of range\n"), "none");
}

TEST(SanitizerReports, OfLeaksAreTheirOwnKindAndComeAfterErrors) {
  constexpr std::string_view leak = "==1==ERROR: LeakSanitizer: detected memory leaks\n";
  EXPECT_EQ(summary(leak), "LeakSanitizer: detected memory leaks (leak)");
  EXPECT_EQ(summary(std::string(leak) + "a.c:1:2: runtime error: division by zero\n"),
            "UndefinedBehaviorSanitizer: division by zero");
}

TEST(SanitizerReports, BeginWithTheirFirstLine) {
  const std::string text = "listening\nlegend\n==1==ERROR: AddressSanitizer: double-free\n";
  const auto report = find_sanitizer_report(text);
  ASSERT_TRUE(report);
  EXPECT_EQ(text.substr(report->begin, 6), "==1==E");
}

TEST(SanitizerReports, AreNotSeenInOrdinaryOutput) {
  EXPECT_EQ(summary(""), "none");
  EXPECT_EQ(summary("INFO put palm.cpu 10.6 1501864247\nno WARNING: DATA RACE\n"), "none");
  EXPECT_EQ(summary("built with AddressSanitizer\n12: runtime error: odd\n"), "none");
}

}  // namespace
}  // namespace eardrum::conformance

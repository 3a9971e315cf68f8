#include "eardrum/conformance/automaton/codec_suite.hpp"

#include <gtest/gtest.h>

#include "eardrum/protocol/parse.hpp"

namespace eardrum::conformance {
namespace {

void expect_clean(const SuiteRun& run, std::uint64_t tests_least) {
  EXPECT_FALSE(run.wrong) << testing::PrintToString(*run.wrong);
  EXPECT_GT(run.tests, tests_least);
  EXPECT_LT(run.undecided, run.tests / 1000);
}

// One state of slack, and three choices of the bytes that stand for classes.
TEST(CodecSuite, RequestsAreDecidedAsTheGrammarSays) {
  for (const std::size_t member : {std::size_t{0}, std::size_t{1}, std::size_t{7}}) {
    expect_clean(run_suite(request_language(), 1, takes_request, member), 90'000);
  }
}

TEST(CodecSuite, ResponsesAreDecidedAsTheGrammarSays) {
  for (const std::size_t member : {std::size_t{0}, std::size_t{1}, std::size_t{7}}) {
    expect_clean(run_suite(response_language(), 1, takes_response, member), 100'000);
  }
}

TEST(CodecSuite, BytesOfAClassAreTreatedAlikeAfterEachState) {
  expect_clean(run_class_check(request_language(), takes_request), 30'000);
  expect_clean(run_class_check(response_language(), takes_response), 30'000);
}

/// The codec with one answer changed.
Acceptor with_fault(const Acceptor& codec, std::function<bool(std::string_view)> concerns) {
  return [codec, concerns = std::move(concerns)](std::string_view frame) -> std::optional<bool> {
    const auto taken = codec(frame);
    if (!taken || !concerns(frame)) return taken;
    return !*taken;
  };
}

TEST(CodecSuite, KillsFaultyRequestCodecs) {
  const std::function<bool(std::string_view)> faults[] = {
      [](auto frame) { return frame == "\n"; },
      [](auto frame) { return frame.ends_with(" -0\n") && frame.starts_with("put k 0 "); },
      [](auto frame) { return frame.starts_with("put *k"); },
      [](auto frame) { return frame.starts_with("get  "); },
      [](auto frame) { return frame.starts_with("put") && frame.contains(" 0."); },
      [](auto frame) { return frame.contains("e+0"); },
      [](auto frame) { return frame.ends_with("\n\n"); },
      [](auto frame) { return frame.contains('\x80'); },
      [](auto frame) { return frame.starts_with("get k") && frame.ends_with("\x01\n"); },
      [](auto frame) { return frame.ends_with(" 0 00\n"); },
  };
  for (std::size_t i = 0; i < std::size(faults); ++i) {
    EXPECT_TRUE(run_suite(request_language(), 0, with_fault(takes_request, faults[i])).wrong)
        << "fault " << i;
  }
}

TEST(CodecSuite, KillsFaultyResponseCodecs) {
  const std::function<bool(std::string_view)> faults[] = {
      [](auto frame) { return frame == "ok\n"; },
      [](auto frame) { return frame == "ok\n\n\n"; },
      [](auto frame) { return frame == "error\nwrong command\n"; },
      [](auto frame) { return frame.starts_with("ok\nk 0 -"); },
      [](auto frame) { return frame.starts_with("ok\n*"); },
      [](auto frame) { return frame.starts_with("ok\nk 0 0\nk"); },
  };
  for (std::size_t i = 0; i < std::size(faults); ++i) {
    EXPECT_TRUE(run_suite(response_language(), 0, with_fault(takes_response, faults[i])).wrong)
        << "fault " << i;
  }
}

/// A reader that has lost one byte of a class: seen by the class check alone.
TEST(CodecSuite, SeesAByteThatIsTreatedUnlikeItsClass) {
  const auto lost = with_fault(takes_request, [](auto frame) { return frame.contains('q'); });
  EXPECT_FALSE(run_suite(request_language(), 0, lost).wrong);
  EXPECT_TRUE(run_class_check(request_language(), lost).wrong);
}

// The figures that README.md gives.
TEST(FrameLanguage, HasTheSizeThatIsTold) {
  EXPECT_EQ(request_language().automaton.states(), 27U);
  EXPECT_EQ(request_language().automaton.letters(), 18U);
  EXPECT_EQ(run_suite(request_language(), 0, takes_request).tests, 4'993U);
  EXPECT_EQ(run_suite(request_language(), 1, takes_request).tests, 95'513U);
  EXPECT_EQ(response_language().automaton.states(), 40U);
  EXPECT_EQ(response_language().automaton.letters(), 24U);
  EXPECT_EQ(run_suite(response_language(), 0, takes_response).tests, 23'444U);
  EXPECT_EQ(run_suite(response_language(), 1, takes_response).tests, 589'450U);
}

}  // namespace
}  // namespace eardrum::conformance

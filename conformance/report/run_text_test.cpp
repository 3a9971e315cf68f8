#include "eardrum/conformance/report/run_text.hpp"

#include <gtest/gtest.h>

namespace eardrum::conformance {
namespace {

using std::chrono::milliseconds;

TEST(TimeText, SaysWhereTheTimeWentAndLeavesOutWhatWasNotPlayed) {
  TimeSpent time{.sessions = milliseconds(3400),
                 .load = milliseconds(2100),
                 .random = milliseconds(500),
                 .starts = 72,
                 .starting = milliseconds(800),
                 .silence = milliseconds(100)};
  EXPECT_EQ(time_text(time),
            "sessions 3.4 s, load 2.1 s, random 500 ms; summed over testees: 72 starts 800 ms, "
            "waiting for silence 100 ms");
  time.load = time.random = {};
  EXPECT_EQ(time_text(time),
            "sessions 3.4 s; summed over testees: 72 starts 800 ms, waiting for silence 100 ms");
}

TEST(TimeText, IsEmptyForAReportThatSaysNothingOfIt) {
  EXPECT_EQ(time_text({}), "");
}

}  // namespace
}  // namespace eardrum::conformance

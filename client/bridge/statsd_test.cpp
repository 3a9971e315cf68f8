#include "eardrum/client/bridge/statsd.hpp"

#include <gmock/gmock.h>

namespace eardrum::client {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

TEST(Statsd, CountsOverTheInterval) {
  StatsdInterval interval;
  EXPECT_EQ(interval.receive("hits:1|c\nhits:2|c\r\nhits:1|c|@0.1\n"), 0);
  EXPECT_THAT(interval.finish(10, 5),
              ElementsAre(Sample{"hits.count", 13, 10}, Sample{"hits.count_per_second", 2.6, 10}));
  EXPECT_TRUE(interval.finish(20, 5).empty());
}

TEST(Statsd, KeepsGauges) {
  StatsdInterval interval;
  EXPECT_EQ(interval.receive("heat:20|g\nheat:+5|g\nheat:-1|g"), 0);
  EXPECT_THAT(interval.finish(10, 5), ElementsAre(Sample{"heat", 24, 10}));
  EXPECT_THAT(interval.finish(20, 5), ElementsAre(Sample{"heat", 24, 20}));
}

TEST(Statsd, SummarisesTimings) {
  StatsdInterval interval;
  for (int i = 1; i <= 11; ++i) interval.receive("t:" + std::to_string(i) + "|ms");
  EXPECT_THAT(interval.finish(10, 5),
              UnorderedElementsAre(Sample{"t.count", 11, 10}, Sample{"t.min_ms", 1, 10},
                                   Sample{"t.max_ms", 11, 10}, Sample{"t.mean_ms", 6, 10},
                                   Sample{"t.p90_ms", 10, 10}));
}

TEST(Statsd, RefusesEverythingElse) {
  StatsdInterval interval;
  for (const char* line : {"x", "x:1", "x:1|", "x:1|q", "x:a|c", "x:nan|g", ":1|c", "a b:1|c",
                           "x:1|c|@0", "x:1|c|@2", "x\x1b:1|c", "*:1|g"}) {
    EXPECT_EQ(interval.receive(line), 1) << line;
  }
  EXPECT_TRUE(interval.finish(10, 5).empty());
}

}  // namespace
}  // namespace eardrum::client

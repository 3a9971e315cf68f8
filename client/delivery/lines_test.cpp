#include "eardrum/client/delivery/lines.hpp"

#include <gtest/gtest.h>

namespace eardrum::client {
namespace {

TEST(Lines, AreWrittenAsEachProtocolWants) {
  const Sample sample{"palm.cpu/a;b", 100000, 1501864247};
  std::string carbon;
  std::string opentsdb;
  std::string put;
  append_carbon_line(sample, carbon);
  append_opentsdb_line(sample, opentsdb);
  append_put_line(sample, put);
  EXPECT_EQ(carbon, "palm.cpu/a;b 100000 1501864247\n");
  EXPECT_EQ(opentsdb, "put palm.cpu/a_b 1501864247 100000 source=eardrum\n");
  EXPECT_EQ(put, "put palm.cpu/a;b 100000 1501864247\n");
}

TEST(CarbonLine, IsReadAsCarbonReadsIt) {
  constexpr std::int64_t now = 77;
  EXPECT_EQ(read_carbon_line("k 10.5 3", now), (Sample{"k", 10.5, 3}));
  EXPECT_EQ(read_carbon_line("k\t.5  3.9\r", now), (Sample{"k", 0.5, 3}));
  EXPECT_EQ(read_carbon_line("k 1e3 -1", now), (Sample{"k", 1000, now}));
  EXPECT_EQ(read_carbon_line("k 1 N", now), (Sample{"k", 1, now}));
  EXPECT_EQ(read_carbon_line("k 1", now), (Sample{"k", 1, now}));
}

TEST(CarbonLine, IsRefusedWithAReason) {
  for (const std::string_view line : {"", "k", "k nan 1", "k inf 1", "k 1e400 1", "k abc 1",
                                      "k 1 abc", "k 1 1 1", "* 1 1", "k\x01 1 1", "k 1 1e30"}) {
    const auto sample = read_carbon_line(line, 0);
    ASSERT_FALSE(sample) << line;
    EXPECT_FALSE(sample.error().empty());
    for (const char c : sample.error()) EXPECT_TRUE(c >= ' ' && c <= '~') << line;
  }
}

TEST(PutLine, IsReadStrictly) {
  EXPECT_EQ(read_put_line("put k 10.5 3"), (Sample{"k", 10.5, 3}));
  for (const std::string_view line :
       {"put k 10.5", "get k", "put k .5 1", " put k 1 1", "put * 1 1"}) {
    EXPECT_FALSE(read_put_line(line)) << line;
  }
}

}  // namespace
}  // namespace eardrum::client

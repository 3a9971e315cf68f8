#include "eardrum/client/input/input_lines.hpp"

#include <gtest/gtest.h>

#include "eardrum/client/view/format.hpp"

namespace eardrum::client {
namespace {

using Read = std::vector<Sample>;

/// What all lines bring, and the numbers of those that are refused, from 1.
struct Outcome {
  Read samples;
  std::vector<int> refused;
};

Outcome read_all(InputFormat format, const std::vector<std::string>& lines) {
  InputReader reader(format, TimeZone::utc, 77);
  Outcome outcome;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto read = reader.read(lines[i]);
    if (!read) {
      EXPECT_FALSE(read.error().empty());
      outcome.refused.push_back(static_cast<int>(i) + 1);
    } else {
      outcome.samples.insert(outcome.samples.end(), read->begin(), read->end());
    }
  }
  return outcome;
}

TEST(Sniff, SeesTheFormatInTheFirstLine) {
  EXPECT_EQ(sniff("put k 1 1"), InputFormat::put);
  EXPECT_EQ(sniff("k 1 1"), InputFormat::carbon);
  EXPECT_EQ(sniff("{\"key\":1}"), InputFormat::jsonl);
  EXPECT_EQ(sniff("time;key;value"), InputFormat::csv);
}

TEST(Csv, IsReadByTheNamesOfItsColumns) {
  const auto outcome = read_all(InputFormat::csv, {"Value;other;TIMESTAMP;Metric", "1.5;x;10;a",
                                                   "2;x;1970-01-01T00:00:20;b\r"});
  EXPECT_EQ(outcome.samples, (Read{{"a", 1.5, 10}, {"b", 2, 20}}));
  EXPECT_TRUE(outcome.refused.empty());
}

TEST(Csv, HasAColumnForEachKey) {
  const auto outcome = read_all(InputFormat::csv, {"time,a,b", "10,1,", "20,,2", "30,3,x"});
  EXPECT_EQ(outcome.samples, (Read{{"a", 1, 10}, {"b", 2, 20}}));
  EXPECT_EQ(outcome.refused, std::vector<int>{4});
}

TEST(Csv, HasQuotedFields) {
  EXPECT_EQ(csv_fields("\"a,\"\"b\",c,", ','), (std::vector<std::string>{"a,\"b", "c", ""}));
  EXPECT_FALSE(csv_fields("\"a", ','));
}

TEST(Csv, RefusesLinesAndGoesOn) {
  const auto outcome = read_all(InputFormat::csv, {"time,key,value", "1,a,nan", "x,a,1", "1,a",
                                                   "1,a b,1", "1,\"a,1", "", "1.9,a,+.5"});
  EXPECT_EQ(outcome.refused, (std::vector<int>{2, 3, 4, 5, 6}));
  EXPECT_EQ(outcome.samples, (Read{{"a", 0.5, 1}}));
  EXPECT_EQ(read_all(InputFormat::csv, {"key,value", "a,1"}).refused, (std::vector<int>{1, 2}));
}

TEST(JsonLines, AreReadByTheNamesOfTheirMembers) {
  const auto outcome =
      read_all(InputFormat::jsonl,
               {R"({"key":"a","time":1,"value":1e3})",
                R"({"metric":"b","timestamp":"1970-01-01","value":-1})",
                R"({"key":"a","time":1,"value":"1"})", R"({"key":1,"time":1,"value":1})",
                R"({"key":"a","value":1})", "[]", "{", R"({"key":"a","time":1,"value":1e999})",
                R"({"key":"a b","time":1,"value":1})"});
  EXPECT_EQ(outcome.samples, (Read{{"a", 1000, 1}, {"b", -1, 0}}));
  EXPECT_EQ(outcome.refused, (std::vector<int>{3, 4, 5, 6, 7, 8, 9}));
}

TEST(OtherLines, AreReadToo) {
  EXPECT_EQ(read_all(InputFormat::carbon, {"# x", "a 1 2", "a 1"}).samples,
            (Read{{"a", 1, 2}, {"a", 1, 77}}));
  EXPECT_EQ(read_all(InputFormat::put, {"put a 1 2", "get a", "put a 1"}).refused,
            (std::vector<int>{2, 3}));
}

/// What get writes, load reads.
TEST(Csv, IsReadBack) {
  const Samples samples{{"-k", {{1501864247, 10.5}}}, {"a,b\"c", {{1501864257, 1e300}}}};
  for (const auto format : {Format::csv, Format::wide_csv}) {
    Samples back;
    InputReader reader(InputFormat::csv, TimeZone::utc, 0);
    std::string text = to_text(samples, format, TimeStyle{TimeZone::utc, false});
    for (std::size_t begin = 0; begin < text.size();) {
      const auto end = text.find('\n', begin);
      const auto read = reader.read(std::string_view(text).substr(begin, end - begin));
      ASSERT_TRUE(read) << read.error();
      for (const auto& each : *read) back[each.key].emplace_back(each.timestamp, each.value);
      begin = end + 1;
    }
    EXPECT_EQ(back, samples);
  }
}

}  // namespace
}  // namespace eardrum::client

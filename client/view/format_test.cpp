#include "eardrum/client/view/format.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "eardrum/client/view/difference.hpp"
#include "eardrum/client/view/hostile_keys.hpp"
#include "eardrum/client/view/stats_text.hpp"

namespace eardrum::client {
namespace {

const Samples palm{{"palm.cpu", {{1501864247, 10.5}, {1501864257, 100000}}},
                   {"palm.disk", {{1501864257, -3}}}};
constexpr TimeStyle utc{TimeZone::utc, false};
constexpr TimeStyle epoch{TimeZone::utc, true};

TEST(Format, IsAsTheIssueOfEachSays) {
  EXPECT_EQ(to_text(palm, Format::rows, utc),
            "palm.cpu 10.5 1501864247\npalm.cpu 100000 1501864257\npalm.disk -3 1501864257\n");
  EXPECT_EQ(to_text(palm, Format::table, utc),
            "KEY         VALUE  TIME\n"
            "palm.cpu     10.5  2017-08-04T16:30:47Z\n"
            "palm.cpu   100000  2017-08-04T16:30:57Z\n"
            "palm.disk      -3  2017-08-04T16:30:57Z\n");
  EXPECT_EQ(to_text(palm, Format::json, utc),
            "{\"palm.cpu\":[[1501864247,10.5],[1501864257,100000]],\n"
            "\"palm.disk\":[[1501864257,-3]]}\n");
  EXPECT_EQ(to_text(palm, Format::graphite_json, utc),
            "[{\"target\":\"palm.cpu\",\"datapoints\":[[10.5,1501864247],[100000,1501864257]]},\n"
            "{\"target\":\"palm.disk\",\"datapoints\":[[-3,1501864257]]}]\n");
  EXPECT_EQ(to_text(palm, Format::csv, utc),
            "time,key,value\r\n2017-08-04T16:30:47Z,palm.cpu,10.5\r\n"
            "2017-08-04T16:30:57Z,palm.cpu,100000\r\n2017-08-04T16:30:57Z,palm.disk,-3\r\n");
  EXPECT_EQ(to_text(palm, Format::wide_csv, epoch),
            "time,palm.cpu,palm.disk\r\n1501864247,10.5,\r\n1501864257,100000,-3\r\n");
  EXPECT_EQ(to_text({}, Format::json, utc), "{}\n");
  EXPECT_EQ(to_text({}, Format::rows, utc), "");
}

TEST(Format, NeverLetsAKeyActOnATerminal) {
  const auto samples = hostile_samples();
  for (const auto format : {Format::rows, Format::table, Format::json, Format::jsonl, Format::csv,
                            Format::wide_csv, Format::graphite_json, Format::opentsdb}) {
    EXPECT_TRUE(is_plain(to_text(samples, format, utc))) << static_cast<int>(format);
  }
  EXPECT_TRUE(is_plain(new_lines({}, samples, utc)));
  EXPECT_TRUE(is_plain(last_table(samples, samples, utc)));
  std::vector<StatsLine> lines;
  for (const auto& key : hostile_keys) lines.push_back({key, 0, {}});
  for (const auto format : {StatsFormat::table, StatsFormat::csv, StatsFormat::jsonl}) {
    EXPECT_TRUE(is_plain(to_text(lines, {50}, format, utc)));
  }
}

TEST(Format, IsJsonWhateverTheKeys) {
  const auto samples = hostile_samples();
  EXPECT_EQ(nlohmann::json::parse(to_text(samples, Format::json, utc)).size(), samples.size());
  EXPECT_EQ(nlohmann::json::parse(to_text(samples, Format::graphite_json, utc)).size(),
            samples.size());
  const auto lines = to_text({{"\xE2\x80\xAE", {{1, 2}}}}, Format::jsonl, utc);
  EXPECT_EQ(nlohmann::json::parse(lines)["key"], "\xE2\x80\xAE");
}

TEST(Csv, HasNoFieldThatASpreadsheetCalculates) {
  for (const auto& key : hostile_keys) {
    auto field = csv_field(key);
    if (field.starts_with('"')) field.erase(0, 1);
    ASSERT_FALSE(field.empty());
    EXPECT_EQ(std::string_view("=+-@").find(field.front()), std::string_view::npos) << field;
  }
  EXPECT_EQ(csv_field("=1"), "'=1");
  EXPECT_EQ(csv_field("a,b\"c"), "\"a,b\"\"c\"");
}

TEST(Difference, ShowsWhatIsNew) {
  const Samples before{{"k", {{1, 5}}}};
  const Samples now{{"k", {{1, 5}, {2, 3}}}, {"new", {{1, 1}}}};
  EXPECT_EQ(new_lines(before, now, epoch), "2 k 3 (-2)\n1 new 1\n");
  EXPECT_EQ(new_lines(now, now, epoch), "");
  EXPECT_EQ(last_table(before, now, epoch), "KEY  VALUE  TIME\nk        3  2  -2\nnew      1  1\n");
}

}  // namespace
}  // namespace eardrum::client

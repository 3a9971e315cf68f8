// Pictures in all of their forms, and what hostile keys may not do in them.
#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "eardrum/client/plot/axis.hpp"
#include "eardrum/client/plot/chart.hpp"
#include "eardrum/client/plot/html_page.hpp"
#include "eardrum/client/plot/png.hpp"
#include "eardrum/client/plot/svg.hpp"
#include "eardrum/client/plot/text_plot.hpp"
#include "eardrum/client/view/hostile_keys.hpp"

namespace eardrum::client {
namespace {

constexpr double largest = std::numeric_limits<double>::max();

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
  return found;
}

/// The data of a page as its script reads it.
nlohmann::json page_data(const std::string& page) {
  const std::string head = R"(<script type="application/json" id="data">)";
  const auto begin = page.find(head) + head.size();
  return nlohmann::json::parse(page.substr(begin, page.find("</script>", begin) - begin));
}

Samples odd_samples() {
  return {{"a", {{INT64_MIN, -largest}, {0, largest}, {INT64_MAX, 0}}},
          {"b", {{5, 0}}},
          {"c", {{5, 4.9e-324}, {5, 4.9e-324}}}};
}

TEST(ValueAxis, SurroundsTheValuesWithRoundMarks) {
  const auto axis = value_axis(3, 97, 6);
  EXPECT_EQ(axis.low, 0);
  EXPECT_EQ(axis.high, 100);
  EXPECT_EQ(axis.marks.front().label, "0");
  EXPECT_EQ(axis.marks[1].label, "20");
}

TEST(ValueAxis, BearsAnyValues) {
  const double any[] = {0, -1, 1, 1e-300, 4.9e-324, 1e300, largest, -largest, 123456789.123};
  for (const double low : any) {
    for (const double high : any) {
      if (high < low) continue;
      const auto axis = value_axis(low, high, 6);
      EXPECT_LT(axis.low, axis.high) << low << ' ' << high;
      EXPECT_LE(axis.marks.size(), 101U);
    }
  }
}

TEST(TimeMarks, AreAtRoundTimes) {
  const auto marks = time_marks({1501864247, 1501864247 + 3600}, 8, TimeZone::utc);
  EXPECT_EQ(marks.front().label, "16:40");
  EXPECT_EQ(marks[1].label, "16:50");
  EXPECT_FALSE(time_marks({INT64_MIN, INT64_MAX}, 8, TimeZone::utc).empty());
  EXPECT_FALSE(time_marks({INT64_MAX - 5, INT64_MAX}, 8, TimeZone::utc).empty());
}

TEST(TextPlot, DrawsALine) {
  const auto text = text_plot({{"k", {{0, 0}, {10, 10}}}},
                              {.width = 33, .height = 4, .ascii = true, .zone = TimeZone::utc});
  EXPECT_TRUE(is_plain(text));
  EXPECT_EQ(text.substr(0, text.find('\n')), "k  min 0, max 10, last 10");
  EXPECT_GE(count(text, "*"), 20U);
}

TEST(TextPlot, LeavesGapsEmpty) {
  const TextPlotOptions options{.width = 61, .height = 4, .ascii = true, .zone = TimeZone::utc};
  Series whole;
  for (int i = 0; i <= 100; ++i) whole.emplace_back(i, 1);
  auto cut = whole;
  cut.erase(cut.begin() + 30, cut.begin() + 70);
  EXPECT_GT(count(text_plot({{"k", whole}}, options), "*"),
            count(text_plot({{"k", cut}}, options), "*") + 15);
}

TEST(Pictures, BearAnyNumbers) {
  const auto odd = odd_samples();
  for (const auto& samples : {odd, Samples{}}) {
    EXPECT_NO_THROW(text_plot(samples, {}));
    const auto drawing = chart(samples, {.zone = TimeZone::utc});
    EXPECT_EQ(svg(drawing).find("nan"), std::string::npos);
    EXPECT_EQ(svg(drawing).find("inf"), std::string::npos);
    EXPECT_TRUE(png(drawing)->starts_with("\x89PNG"));
    EXPECT_EQ(page_data(html_page(samples, TimeZone::utc, 100))["keys"].size(), samples.size());
  }
}

TEST(Svg, HoldsKeysAsTextAlone) {
  const auto text = svg(chart(hostile_samples(), {.zone = TimeZone::utc}));
  EXPECT_TRUE(is_plain(text));
  EXPECT_EQ(text.find("<script"), std::string::npos);
  EXPECT_EQ(text.find("<img"), std::string::npos);
  EXPECT_EQ(count(text, "<svg"), 1U);
}

TEST(HtmlPage, HoldsKeysAsDataAlone) {
  const auto samples = hostile_samples();
  const auto page = html_page(samples, TimeZone::utc, 100);
  const auto harmless = html_page({{"k", {{1, 1}}}}, TimeZone::utc, 100);
  for (const std::string_view tag : {"<script", "</script", "<img", "<svg", "</title", "<title"}) {
    EXPECT_EQ(count(page, tag), count(harmless, tag)) << tag;
  }
  EXPECT_EQ(page_data(page)["keys"].size(), samples.size());
}

TEST(HtmlPage, LoadsNothing) {
  const auto page = html_page({{"k", {{1, 1}}}}, TimeZone::utc, 100);
  EXPECT_NE(page.find("default-src 'none'"), std::string::npos);
  EXPECT_EQ(page.find("sourceMappingURL"), std::string::npos);
  EXPECT_EQ(count(page, "<link"), 0U);
  EXPECT_EQ(count(page, " src="), 0U);
  EXPECT_EQ(page.find("@DATA@"), std::string::npos);
}

TEST(HtmlPage, MarksGaps) {
  Series series;
  for (int i = 0; i < 10; ++i) series.emplace_back(i < 5 ? i : i + 100, i);
  const auto rows = page_data(html_page({{"k", series}}, TimeZone::utc, 100))["rows"];
  ASSERT_EQ(rows.size(), 11U);
  EXPECT_EQ(rows[5][1], "gap");
}

TEST(HtmlPage, StaysSmallAndSaysThatItIsThinned) {
  Samples samples;
  for (int key = 0; key < 20; ++key) {
    auto& series = samples["k" + std::to_string(key)];
    for (int i = 0; i < 50'000; ++i) series.emplace_back(i, (i * 7919 + key) % 10'007 / 7.0);
  }
  const auto page = html_page(samples, TimeZone::utc, page_columns(samples.size()));
  EXPECT_LT(page.size(), 2'000'000U);
  EXPECT_NE(page.find("1000000 samples"), std::string::npos);
  EXPECT_NE(page.find("Thinned"), std::string::npos);
}

}  // namespace
}  // namespace eardrum::client

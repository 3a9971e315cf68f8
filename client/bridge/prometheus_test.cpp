#include "eardrum/client/bridge/prometheus.hpp"

#include <gmock/gmock.h>

namespace eardrum::client {
namespace {

using testing::ElementsAre;

TEST(Prometheus, ReadsItsTextFormat) {
  const auto scraped = read_prometheus(
      "# HELP up Whether.\n# TYPE up gauge\nup 1\n"
      "http_requests_total{method=\"post\",code=\"200\"} 1027 1395066363000\r\n"
      "spaces{ a = \"b c\" , } 1e3\n\n",
      7);
  EXPECT_THAT(scraped.samples,
              ElementsAre(Sample{"up", 1, 7},
                          Sample{"http_requests_total;method=post;code=200", 1027, 1395066363},
                          Sample{"spaces;a=b_c", 1000, 7}));
  EXPECT_EQ(scraped.refused, 0);
}

TEST(Prometheus, MakesLabelsFitIntoAKey) {
  const auto scraped = read_prometheus("m{path=\"/a b;c\\n\\\"\\\\\"} 1\n", 7);
  EXPECT_THAT(scraped.samples, ElementsAre(Sample{"m;path=/a_b_c_\"\\", 1, 7}));
}

TEST(Prometheus, CountsWhatIsNoSample) {
  const auto scraped = read_prometheus(
      "a NaN\na +Inf\na\n{x=\"y\"} 1\na{x} 1\na{x=\"y} 1\na{x=\"y\"z=\"\"} 1\na 1 x\na x\nb 2\n",
      7);
  EXPECT_THAT(scraped.samples, testing::Contains(Sample{"b", 2, 7}));
  EXPECT_EQ(scraped.refused, 8);
}

TEST(Prometheus, ServesTheLastSampleOfEachKey) {
  EXPECT_EQ(prometheus_page(
                {{"palm.cpu", {{2, 20}, {1, 10}}}, {"9-x", {{3, 0.5}}}, {"palm_cpu", {{1, 1}}}}),
            "# TYPE _9_x untyped\n_9_x{key=\"9-x\"} 0.5 3000\n"
            "# TYPE palm_cpu untyped\npalm_cpu{key=\"palm.cpu\"} 20 2000\n"
            "palm_cpu{key=\"palm_cpu\"} 1 1000\n");
}

TEST(Prometheus, NeverServesAKeyAsItIs) {
  const auto page = prometheus_page({{"a\"}\n\x1b[2J\\", {{1, 1}}}});
  EXPECT_EQ(page, "# TYPE a_____2J_ untyped\na_____2J_{key=\"a\\\"}\\x0A\\x1B[2J\\\\\"} 1 1000\n");
}

}  // namespace
}  // namespace eardrum::client

#include "eardrum/protocol/format.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "eardrum/protocol/limits.hpp"
#include "eardrum/protocol/parse.hpp"

namespace eardrum::protocol {
namespace {

std::string request_bytes(const Request& request) {
  std::string bytes;
  append_request(request, bytes);
  return bytes;
}

std::string response_bytes(const std::vector<Row>& rows) {
  std::string bytes;
  append_ok_begin(bytes);
  for (const auto& row : rows) append_row(row, bytes);
  append_end(bytes);
  return bytes;
}

TEST(AppendRequest, WritesTheBytesOfTheSourceText) {
  EXPECT_EQ(request_bytes(Put{"palm.cpu", 10.6, 1501864247}), "put palm.cpu 10.6 1501864247\n");
  EXPECT_EQ(request_bytes(Get{"palm.cpu"}), "get palm.cpu\n");
  EXPECT_EQ(request_bytes(Get{"*"}), "get *\n");
}

TEST(AppendRequest, WritesIntegersWithoutAFractionOrExponent) {
  EXPECT_EQ(request_bytes(Put{"load", 301, 3}), "put load 301 3\n");
  EXPECT_EQ(request_bytes(Put{"load", 100000, 0}), "put load 100000 0\n");
}

TEST(AppendRequest, AppendsToWhatIsThere) {
  std::string bytes = "get a\n";
  append_request(Get{"b"}, bytes);
  EXPECT_EQ(bytes, "get a\nget b\n");
}

TEST(AppendRow, WritesTheBytesOfTheSourceText) {
  EXPECT_EQ(response_bytes({}), "ok\n\n");
  EXPECT_EQ(response_bytes({{"palm.cpu", 10.5, 1501864247}, {"eardrum.cpu", 15.3, 1501864259}}),
            "ok\npalm.cpu 10.5 1501864247\neardrum.cpu 15.3 1501864259\n\n");
}

TEST(AppendError, WritesTheBytesOfTheSourceText) {
  std::string bytes;
  append_error(bytes);
  EXPECT_EQ(bytes, "error\nwrong command\n\n");
}

// The longest put there is fits in a line, and the strict parser takes it.
TEST(AppendRequest, StaysWithinALineAtEveryLimit) {
  const std::string key(limits::key_bytes_max, '\xff');
  constexpr double longest = -std::numeric_limits<double>::min();  // 17 digits, 308 places down
  const auto bytes = request_bytes(Put{key, longest, std::numeric_limits<std::int64_t>::min()});
  EXPECT_EQ(bytes.size(), 4 + limits::key_bytes_max + 1 + limits::value_bytes_max + 1 +
                              limits::timestamp_bytes_max + 1);
  EXPECT_EQ(parse_request(bytes),
            Request(Put{key, longest, std::numeric_limits<std::int64_t>::min()}));
}

// Laws over random samples: what is written is read back bit for bit, and written again it is the
// same bytes, as a request and as a row.
TEST(Format, IsReadBackBitForBit) {
  std::mt19937_64 random(1501864259);  // NOLINT(bugprone-random-generator-seed): to be repeatable
  const auto random_key = [&] {
    std::string key;
    const auto bytes = 1 + random() % limits::key_bytes_max;
    while (key.size() < bytes) {
      const auto byte = static_cast<unsigned char>(random());
      if (byte > ' ' && byte != 0x7F) key += static_cast<char>(byte);
    }
    return key == "*" ? "**" : key;
  };
  for (int i = 0; i < 20'000; ++i) {
    const auto key = random_key();
    auto value = std::bit_cast<double>(random());
    if (!std::isfinite(value)) value = i % 2 == 0 ? -0.0 : 0.0;
    const auto timestamp = static_cast<std::int64_t>(random());

    const auto line = request_bytes(Put{key, value, timestamp});
    const auto request = parse_request(line);
    ASSERT_TRUE(request) << line;
    EXPECT_EQ(*request, Request(Put{key, value, timestamp}));
    EXPECT_EQ(std::signbit(std::get<Put>(*request).value), std::signbit(value));
    EXPECT_EQ(request_bytes(*request), line);
    EXPECT_EQ(parse_request(request_bytes(Get{key})), Request(Get{key}));

    std::vector<Row> rows;
    const auto response = response_bytes({{key, value, timestamp}, {key, -value, timestamp}});
    ASSERT_EQ(parse_response(response, rows), Status::ok) << response;
    ASSERT_EQ(rows.size(), 2u);
    EXPECT_EQ(std::bit_cast<std::uint64_t>(rows[0].value), std::bit_cast<std::uint64_t>(value));
    EXPECT_EQ(std::bit_cast<std::uint64_t>(rows[1].value), std::bit_cast<std::uint64_t>(-value));
    EXPECT_EQ(response_bytes(rows), response);
  }
}

// Other spellings of a number that the strict parser takes come out in the canonical one.
TEST(Format, BringsStrictTextsIntoCanonicalForm) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"put k 10.50 1\n", "put k 10.5 1\n"},
      {"put k 1e5 1\n", "put k 100000 1\n"},
      {"put k 1E-7 1\n", "put k 0.0000001 1\n"},
      {"put k -0.000 1\n", "put k -0 1\n"},
      {"put k 1e-400 1\n", "put k 0 1\n"},
      {"put k -1e-400 1\n", "put k -0 1\n"},
      {"put k 0.1000 1\n", "put k 0.1 1\n"},
      {"put k 9007199254740993 1\n", "put k 9007199254740992 1\n"},
  };
  for (const auto& [line, canonical] : cases) {
    const auto request = parse_request(line);
    ASSERT_TRUE(request) << line;
    EXPECT_EQ(request_bytes(*request), canonical);
    EXPECT_EQ(request_bytes(*parse_request(canonical)), canonical);
  }
}

TEST(AppendRequestDeathTest, TakesNoKeyThatWouldBeAnotherCommand) {
  std::string bytes;
  EXPECT_DEATH(append_request(Put{"a b", 1, 1}, bytes), "check_put_key");
  EXPECT_DEATH(append_request(Put{"*", 1, 1}, bytes), "check_put_key");
  EXPECT_DEATH(append_request(Get{"a\nput"}, bytes), "check_get_key");
}

}  // namespace
}  // namespace eardrum::protocol

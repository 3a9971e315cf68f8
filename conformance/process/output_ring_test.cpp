#include "eardrum/conformance/process/output_ring.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace eardrum::conformance {
namespace {

TEST(OutputRing, KeepsEverythingUpToTwiceTheEnd) {
  OutputRing ring(4);
  ring.append("abcdefgh");
  EXPECT_EQ(ring.kept(), "abcdefgh");
  EXPECT_EQ(ring.dropped_bytes(), 0U);
}

TEST(OutputRing, DropsTheMiddleAndCountsIt) {
  OutputRing ring(4);
  ring.append("abcdefghi");
  EXPECT_EQ(ring.first(), "abcd");
  EXPECT_EQ(ring.kept(), "abcdfghi");
  EXPECT_EQ(ring.dropped_bytes(), 1U);
}

TEST(OutputRing, ForgetsNothingOfAnEmptyStream) {
  const OutputRing ring(4);
  EXPECT_EQ(ring.kept(), "");
  EXPECT_EQ(ring.total_bytes(), 0U);
}

// However the stream is cut, the result is that of the whole stream.
TEST(OutputRing, KeepsTheSameHoweverTheStreamIsCut) {
  std::string stream;
  for (char c = 'a'; c <= 'z'; ++c) stream += c;
  for (std::size_t end = 0; end <= 15; ++end) {
    for (std::size_t piece = 1; piece <= stream.size(); ++piece) {
      OutputRing ring(end);
      for (std::size_t at = 0; at < stream.size(); at += piece) {
        ring.append(std::string_view(stream).substr(at, piece));
      }
      const auto first = std::min(end, stream.size());
      const auto last = std::min(end, stream.size() - first);
      EXPECT_EQ(ring.kept(), stream.substr(0, first) + stream.substr(stream.size() - last))
          << "end " << end << ", piece " << piece;
      EXPECT_EQ(ring.dropped_bytes(), stream.size() - first - last);
    }
  }
}

TEST(OutputRing, TellsWhatIsKeptOfTheBytesAfterAPlace) {
  OutputRing ring(3);
  ring.append("abcd");
  EXPECT_EQ(ring.kept_since(0), "abcd");
  EXPECT_EQ(ring.kept_since(2), "cd");
  EXPECT_EQ(ring.kept_since(4), "");
  ring.append("efghij");  // abc, four bytes dropped, hij
  EXPECT_EQ(ring.kept_since(2), "chij");
  EXPECT_EQ(ring.kept_since(4), "hij");
  EXPECT_EQ(ring.kept_since(8), "ij");
  EXPECT_EQ(ring.kept_since(10), "");
}

}  // namespace
}  // namespace eardrum::conformance

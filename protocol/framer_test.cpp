#include "eardrum/protocol/framer.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace eardrum::protocol {
namespace {

using namespace std::string_view_literals;
using Messages = std::vector<std::string>;

constexpr std::size_t small_limit = 8;

std::string text_of(const Violation& violation) {
  return "<" + std::string(violation.slug()) + "@" + std::to_string(violation.offset) + ">";
}

/// Everything next() has to give, a violation as <slug@offset>. Bounded by the bytes there are.
void drain(Framer& framer, Messages& out) {
  for (int i = 0; i < 10'000; ++i) {
    const auto frame = framer.next();
    if (std::holds_alternative<NeedMore>(frame)) return;
    if (const auto* violation = std::get_if<Violation>(&frame)) {
      out.push_back(text_of(*violation));
      if (violation->refusal == Refusal::response_too_long) return;
      continue;
    }
    out.emplace_back(std::get<std::string_view>(frame));
  }
  ADD_FAILURE() << "next() does not end";
}

Messages messages(Framer framer, std::initializer_list<std::string_view> chunks) {
  Messages out;
  for (const auto chunk : chunks) {
    framer.feed(chunk);
    drain(framer, out);
  }
  return out;
}

Messages bytewise(Framer framer, std::string_view stream) {
  Messages out;
  for (const char byte : stream) {
    framer.feed({&byte, 1});
    drain(framer, out);
  }
  return out;
}

/// Feeds the stream whole, byte by byte, at every single cut and, if short, at every pair of cuts.
void expect_the_same_at_every_cut(const Framer& framer, std::string_view stream,
                                  const Messages& expected) {
  SCOPED_TRACE(::testing::PrintToString(std::string(stream)));
  EXPECT_EQ(messages(framer, {stream}), expected);
  EXPECT_EQ(bytewise(framer, stream), expected);
  for (std::size_t i = 0; i <= stream.size(); ++i) {
    EXPECT_EQ(messages(framer, {stream.substr(0, i), stream.substr(i)}), expected)
        << "cut at " << i;
    if (stream.size() > 64) continue;
    for (std::size_t j = i; j <= stream.size(); ++j) {
      const auto middle = stream.substr(i, j - i);
      EXPECT_EQ(messages(framer, {stream.substr(0, i), middle, stream.substr(j)}), expected)
          << "cut at " << i << " and " << j;
    }
  }
}

TEST(RequestFramer, CutsAtLineFeeds) {
  const auto framer = Framer::requests();
  expect_the_same_at_every_cut(framer, "", {});
  expect_the_same_at_every_cut(framer, "get k", {});
  expect_the_same_at_every_cut(framer, "get k\n", {"get k\n"});
  expect_the_same_at_every_cut(framer, "put palm.cpu 10.6 1501864247\nget *\nget",
                               {"put palm.cpu 10.6 1501864247\n", "get *\n"});
  expect_the_same_at_every_cut(framer, "\n\na\n\n", {"\n", "\n", "a\n", "\n"});
  expect_the_same_at_every_cut(framer, "get a\r\nget b\r\n", {"get a\r\n", "get b\r\n"});
  expect_the_same_at_every_cut(framer, "\0\xff\n\0\n"sv,
                               {std::string("\0\xff\n"sv), std::string("\0\n"sv)});
}

TEST(RequestFramer, TakesLinesUpToTheLimit) {
  const auto framer = Framer::requests(small_limit);
  expect_the_same_at_every_cut(framer, "123456\n", {"123456\n"});
  expect_the_same_at_every_cut(framer, "1234567\n", {"1234567\n"});
  expect_the_same_at_every_cut(framer, "12345678\n", {"<line-too-long@8>"});
  expect_the_same_at_every_cut(framer, "1234567\n7654321\n", {"1234567\n", "7654321\n"});
}

TEST(RequestFramer, DropsOverlongLineAndReadsTheNextAsUsual) {
  const auto framer = Framer::requests(small_limit);
  expect_the_same_at_every_cut(framer, "12345678\nget k\n", {"<line-too-long@8>", "get k\n"});
  expect_the_same_at_every_cut(framer, "a\n1234567890123456789012345\nb\n",
                               {"a\n", "<line-too-long@8>", "b\n"});
  expect_the_same_at_every_cut(framer, "123456789\n123456789\n\n1234567\n",
                               {"<line-too-long@8>", "<line-too-long@8>", "\n", "1234567\n"});
}

// REQ-FRM-6: nobody answers before the LF.
TEST(RequestFramer, ReportsOverlongLineOnlyAtItsEnd) {
  auto framer = Framer::requests(small_limit);
  framer.feed("123456789012345");
  EXPECT_EQ(framer.next(), Frame(NeedMore{}));
  EXPECT_TRUE(framer.mid_message());
  EXPECT_EQ(framer.pending(), "");
  framer.feed("678");
  EXPECT_EQ(framer.next(), Frame(NeedMore{}));
  framer.feed("9\n");
  EXPECT_EQ(framer.next(), Frame(Violation{Refusal::line_too_long, small_limit}));
  EXPECT_EQ(framer.next(), Frame(NeedMore{}));
  EXPECT_FALSE(framer.mid_message());
}

TEST(RequestFramer, UsesTheLimitOfTheProtocolUnlessTold) {
  const std::string fits(limits::request_bytes_max - 1, 'x');
  EXPECT_EQ(messages(Framer::requests(), {fits + "\n"}), Messages{fits + "\n"});
  EXPECT_EQ(messages(Framer::requests(), {fits + "x\n"}), Messages{"<line-too-long@1024>"});
}

TEST(RequestFramer, KeepsTheUnfinishedTail) {
  auto framer = Framer::requests();
  EXPECT_FALSE(framer.mid_message());
  framer.feed("get a\nget");
  EXPECT_EQ(framer.next(), Frame("get a\n"sv));
  EXPECT_EQ(framer.next(), Frame(NeedMore{}));
  EXPECT_EQ(framer.pending(), "get");
  EXPECT_TRUE(framer.mid_message());
  framer.feed(" b\n");
  EXPECT_EQ(framer.next(), Frame("get b\n"sv));
  EXPECT_FALSE(framer.mid_message());
}

// A view lives until the next feed(): asking on does not disturb it.
TEST(RequestFramer, ReturnsViewsThatLiveUntilTheNextFeed) {
  auto framer = Framer::requests();
  framer.feed("get a\nget b\nget c\nd");
  const auto a = std::get<std::string_view>(framer.next());
  const auto b = std::get<std::string_view>(framer.next());
  const auto c = std::get<std::string_view>(framer.next());
  EXPECT_EQ(framer.next(), Frame(NeedMore{}));
  EXPECT_EQ(a, "get a\n");
  EXPECT_EQ(b, "get b\n");
  EXPECT_EQ(c, "get c\n");
  EXPECT_EQ(b.data(), a.data() + a.size());
}

TEST(RequestFramer, TakesItsOwnMessageAsInput) {
  auto framer = Framer::requests();
  framer.feed("get a\n");
  const std::string copy(std::get<std::string_view>(framer.next()));
  framer.feed(copy);
  EXPECT_EQ(framer.next(), Frame("get a\n"sv));
}

// Bounded memory: an endless line leaves nothing behind, however it is cut.
TEST(RequestFramer, KeepsNothingOfAnEndlessLine) {
  auto framer = Framer::requests();
  const std::string chunk(4096, 'x');
  for (int i = 0; i < 1000; ++i) {
    framer.feed(chunk);
    ASSERT_EQ(framer.next(), Frame(NeedMore{}));
    ASSERT_EQ(framer.pending().size(), 0u);
    ASSERT_TRUE(framer.mid_message());
  }
}

TEST(RequestFramer, KeepsNoMoreThanTheLimitOfAnUnfinishedLine) {
  auto framer = Framer::requests(small_limit);
  for (int i = 0; i < 100; ++i) {
    framer.feed("x");
    ASSERT_EQ(framer.next(), Frame(NeedMore{}));
    ASSERT_LE(framer.pending().size(), small_limit);
  }
}

TEST(ResponseFramer, CutsAtTheFirstTwoLineFeeds) {
  const auto framer = Framer::responses();
  expect_the_same_at_every_cut(framer, "ok\n\n", {"ok\n\n"});
  expect_the_same_at_every_cut(framer, "ok\n", {});
  expect_the_same_at_every_cut(framer, "ok\n\nerror\nwrong command\n\nok\n",
                               {"ok\n\n", "error\nwrong command\n\n"});
  expect_the_same_at_every_cut(framer, "ok\nk 1 1\nk 2 2\n\nok\n\n",
                               {"ok\nk 1 1\nk 2 2\n\n", "ok\n\n"});
  expect_the_same_at_every_cut(framer,
                               "ok\npalm.cpu 10.5 1501864247\neardrum.cpu 15.3 1501864259\n\n",
                               {"ok\npalm.cpu 10.5 1501864247\neardrum.cpu 15.3 1501864259\n\n"});
}

TEST(ResponseFramer, LeavesAThirdLineFeedToTheNextMessage) {
  const auto framer = Framer::responses();
  expect_the_same_at_every_cut(framer, "ok\n\n\n", {"ok\n\n"});
  expect_the_same_at_every_cut(framer, "ok\n\n\n\n", {"ok\n\n", "\n\n"});
  expect_the_same_at_every_cut(framer, "\n\n\n", {"\n\n"});
  expect_the_same_at_every_cut(framer, "\n", {});
  expect_the_same_at_every_cut(framer, "ok\n\n\nok\n\n", {"ok\n\n", "\nok\n\n"});
  expect_the_same_at_every_cut(framer, "ok\r\n\r\nok\n\n", {"ok\r\n\r\nok\n\n"});
}

TEST(ResponseFramer, KeepsALoneLineFeedAsPending) {
  auto framer = Framer::responses();
  framer.feed("ok\n\n\n");
  EXPECT_EQ(framer.next(), Frame("ok\n\n"sv));
  EXPECT_EQ(framer.next(), Frame(NeedMore{}));
  EXPECT_EQ(framer.pending(), "\n");
  EXPECT_TRUE(framer.mid_message());
}

TEST(ResponseFramer, TakesResponsesUpToTheLimit) {
  const auto framer = Framer::responses(small_limit);
  expect_the_same_at_every_cut(framer, "12345\n\n", {"12345\n\n"});
  expect_the_same_at_every_cut(framer, "123456\n\n", {"123456\n\n"});
  expect_the_same_at_every_cut(framer, "123456\n\nok\n\n", {"123456\n\n", "ok\n\n"});
}

TEST(ResponseFramer, ReportsOverlongResponseAtOnceAndEverAfter) {
  for (const auto stream : {"1234567\n\n"sv, "123456789"sv, "12345678\n\nok\n\n"sv}) {
    auto framer = Framer::responses(small_limit);
    framer.feed(stream);
    for (int i = 0; i < 3; ++i) {
      EXPECT_EQ(framer.next(), Frame(Violation{Refusal::response_too_long, small_limit})) << stream;
    }
    framer.feed("\n\n");
    EXPECT_EQ(framer.next(), Frame(Violation{Refusal::response_too_long, small_limit})) << stream;
  }
  auto framer = Framer::responses(small_limit);
  framer.feed("12345678");
  EXPECT_EQ(framer.next(), Frame(NeedMore{}));
  framer.feed("9");
  EXPECT_EQ(framer.next(), Frame(Violation{Refusal::response_too_long, small_limit}));
}

// The concatenation law: what was returned and what is pending are the input, at random cuts of
// random streams. Nothing is lost, doubled or reordered, and only whole messages are returned.
TEST(Framer, ReturnsWhatItWasFed) {
  std::mt19937 random(4711);  // NOLINT(bugprone-random-generator-seed): to be repeatable
  constexpr auto alphabet = "ab\n\n \r"sv;
  for (int round = 0; round < 2'000; ++round) {
    const bool requests = round % 2 == 0;
    auto framer = requests ? Framer::requests() : Framer::responses();
    std::string fed;
    std::string returned;
    for (int chunk = 0; chunk < 12; ++chunk) {
      std::string bytes(random() % 9, ' ');
      for (auto& byte : bytes) byte = alphabet[random() % alphabet.size()];
      framer.feed(bytes);
      fed += bytes;
      Messages out;
      if (random() % 3 != 0) drain(framer, out);  // not every feed is followed by a look
      for (const auto& message : out) {
        EXPECT_EQ(message.find(requests ? "\n" : "\n\n") + (requests ? 1 : 2), message.size());
        returned += message;
      }
      ASSERT_EQ(returned + std::string(framer.pending()), fed);
    }
  }
}

// One feed of many messages and many feeds of one byte both come to the same, at sizes where the
// buffer has to be moved and grown. (Linear time follows from searched_, not from a clock.)
TEST(Framer, KeepsItsPlaceOverLongStreams) {
  std::string stream;
  for (int i = 0; i < 20'000; ++i) {
    stream += "put key." + std::to_string(i) + " " + std::to_string(i) + " 1501864247\n";
  }
  Framer whole = Framer::requests();
  whole.feed(stream);
  Framer pieces = Framer::requests();
  std::size_t fed = 0;
  for (int i = 0; i < 20'000; ++i) {
    const auto expected = std::get<std::string_view>(whole.next());
    Frame frame = pieces.next();
    for (int step = 0; std::holds_alternative<NeedMore>(frame) && step < 100; ++step) {
      pieces.feed(std::string_view(stream).substr(fed, 7));
      fed += 7;
      frame = pieces.next();
    }
    ASSERT_EQ(frame, Frame(expected));
  }
  EXPECT_EQ(whole.next(), Frame(NeedMore{}));
}

}  // namespace
}  // namespace eardrum::protocol

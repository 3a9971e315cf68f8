#include "eardrum/conformance/blame/dialogue.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace eardrum::conformance {
namespace {

using enum Unusual;

struct Sent {
  std::string connection;
  std::string bytes;
};

std::vector<TranscriptEntry> transcript(const std::vector<Sent>& sent) {
  std::vector<TranscriptEntry> out;
  for (const auto& [connection, bytes] : sent) {
    out.push_back({TranscriptEntry::Kind::sent, connection, TesteeBytes(bytes), "", {}});
  }
  return out;
}

Dialogue dialogue(const std::vector<Sent>& sent) {
  return dialogue_of(transcript(sent), "", false).value();
}

Unusuals only(std::initializer_list<Unusual> those) {
  Unusuals set;
  for (const auto one : those) set.set(static_cast<std::size_t>(one));
  return set;
}

TEST(Dialogue, IsUnknownWhereNoLineWasSent) {
  EXPECT_EQ(dialogue_of({}, "", false), std::nullopt);
  auto pieces = transcript({{"A", "get palm"}});
  pieces.push_back({TranscriptEntry::Kind::received, "A", TesteeBytes("get palm.cpu\n"), "", {}});
  EXPECT_EQ(dialogue_of(pieces, "", false), std::nullopt);
}

TEST(Dialogue, ForgetsAnUnfinishedLineWhenItsConnectionBeginsAnew) {
  auto entries = transcript({{"A", "put pa"}});
  entries.push_back({TranscriptEntry::Kind::event, "A", {}, "connected", {}});
  entries.push_back(transcript({{"A", "get palm.cpu\n"}}).front());
  const auto anew = dialogue_of(entries, "", false).value();
  EXPECT_EQ(anew.asked, Asked::get);
  EXPECT_FALSE(anew.has(pieces));
}

TEST(Dialogue, KnowsWhatWasAskedLastAndHowMuch) {
  const auto all = dialogue({{"A", "put palm.cpu 10.6 1501864247\n"}, {"A", "get *\n"}});
  EXPECT_EQ(all.asked, Asked::star);
  EXPECT_EQ(all.requests, 2U);
  EXPECT_EQ(all.bytes, 35U);
  EXPECT_EQ(all.unusual, only({everything}));
  EXPECT_EQ(dialogue({{"A", "get palm.cpu\n"}}).asked, Asked::get);
  EXPECT_EQ(dialogue({{"A", "put palm.cpu 1e5 7\n"}}).asked, Asked::put);
  EXPECT_EQ(dialogue({{"A", "put palm.cpu\n"}}).asked, Asked::no_command);
  EXPECT_EQ(dialogue({{"A", "put palm.cpu\n"}}).demands, "REQ-PUT-12");
  EXPECT_EQ(dialogue({{"A", "forget palm.cpu\n"}}).asked, Asked::no_command);
  const auto put = transcript({{"A", "put palm.cpu 1e5 7\n"}});
  EXPECT_EQ(dialogue_of(put, "", true)->asked, Asked::no_command)
      << "the session demands the error";
  const auto two = transcript({{"A", "get palm.cpu\n"}, {"B", "get *\n"}});
  EXPECT_EQ(dialogue_of(two, "A", false)->asked, Asked::get) << "it failed on A";
}

TEST(Dialogue, KnowsWhetherTheSameKindWasAskedBefore) {
  const Sent put{"A", "put palm.cpu 10.6 1501864247\n"};
  const Sent get{"A", "get palm.cpu\n"};
  EXPECT_FALSE(dialogue({put}).asked_before);
  EXPECT_FALSE(dialogue({put, get}).asked_before);
  EXPECT_FALSE(dialogue({put, get, {"A", "get *\n"}}).asked_before);
  EXPECT_TRUE(dialogue({get, put, get}).asked_before);
}

TEST(Dialogue, FindsNothingUnusualInThePlainest) {
  for (const auto* line : {"put palm.cpu 10.6 1501864247\n", "put a.b9 999.999 1999999999\n",
                           "get palm.cpu\n", "delete palm.cpu\n", "delete\n"}) {
    EXPECT_TRUE(dialogue({{"A", line}}).unusual.none()) << line;
  }
}

TEST(Dialogue, FindsWhatIsUnusualInOneRequest) {
  const std::vector<std::pair<std::string, Unusuals>> all{
      {"put palm.cpu 10 1501864247\n", only({integer})},
      {"put palm.cpu 0.0 1501864247\n", only({zero})},
      {"put palm.cpu 0 1501864247\n", only({zero, integer})},
      {"put palm.cpu -1.5 1501864247\n", only({negative})},
      {"put palm.cpu -0.5 1501864247\n", only({negative, below_one})},
      {"put palm.cpu 0.25 1501864247\n", only({below_one})},
      {"put palm.cpu 1.2345 1501864247\n", only({many_digits})},
      {"put palm.cpu 1234.5 1501864247\n", only({many_digits})},
      {"put palm.cpu 1e5 1501864247\n", only({value})},
      {"put palm.cpu 1. 1501864247\n", only({value})},
      {"put palm.cpu  1501864247\n", only({value})},
      {"put palm.cpu 10.6 100\n", only({short_time})},
      {"put palm.cpu 10.6 0\n", only({zero_time})},
      {"put palm.cpu 10.6 2147483647\n", only({late_time})},
      {"put palm.cpu 10.6 15018642470\n", only({time})},
      {"put palm.cpu 10.6 -1\n", only({time})},
      {"put palm.cpu 10.6 0100\n", only({time})},
      {"put palm.CPU 10.6 1501864247\n", only({capital})},
      {"put palm.load_avg 10.6 1501864247\n", only({underscore})},
      {"put palm-2.cpu 10.6 1501864247\n", only({hyphen})},
      {"put palm 10.6 1501864247\n", only({undotted})},
      {"put 2.cpu 10.6 1501864247\n", only({digit_first})},
      {"put .cpu 10.6 1501864247\n", only({outer_punctuation})},
      {"get cpu.\n", only({outer_punctuation})},
      {"get palm..cpu\n", only({outer_punctuation})},
      {"get palm.cpu" + std::string(40, 'x') + "\n", only({long_name})},
      {"get ok.cpu\n", only({protocol_word})},
      {"get " + std::string(1000, 'x') + ".y\n", only({long_name, long_line})},
      {"get palm/cpu\n", only({name})},
      {"get \n", only({name})},
      {"get\n", only({line})},
      {"get palm.cpu palm.cpu\n", only({line})},
      {"put palm.cpu 10.6\n", only({line})},
      {"DELETE palm.cpu\n", only({line})},
      {"delete palm.cpu 1\n", only({line})},
      {"\n", only({line})},
  };
  for (const auto& [text, unusual] : all) {
    EXPECT_EQ(dialogue({{"A", text}}).unusual, unusual) << text;
  }
}

TEST(Dialogue, FindsWhatIsUnusualInSeveralRequests) {
  const Sent put{"A", "put palm.cpu 10.6 1501864247\n"};
  const Sent later{"A", "put palm.cpu 10.6 1501864248\n"};
  const Sent other{"A", "put palm.ram 10.6 1501864247\n"};
  const Sent get{"A", "get palm.cpu\n"};
  const Sent star{"A", "get *\n"};
  EXPECT_EQ(dialogue({put, put}).unusual, only({put_again}));
  EXPECT_EQ(dialogue({put, later}).unusual, only({later_sample}));
  EXPECT_EQ(dialogue({later, put}).unusual, only({later_sample, earlier_sample}));
  EXPECT_EQ(dialogue({put, other}).unusual, only({other_key, same_time}));
  EXPECT_EQ(dialogue({put, {"A", "put palm.ram 1.5 1501864248\n"}}).unusual, only({other_key}));
  EXPECT_EQ(dialogue({put, {"A", "get Palm.cpu\n"}}).unusual, only({other_case, capital}));
  EXPECT_EQ(dialogue({put, {"A", "get palm.cp\n"}}).unusual, only({resembling_key}));
  EXPECT_EQ(dialogue({put, put, put}).unusual, only({put_again, put_thrice}));
  EXPECT_EQ(dialogue({get, put, get}).unusual, only({}));
  EXPECT_EQ(dialogue({put, get, get}).unusual, only({asked_again}));
  EXPECT_EQ(dialogue({put, star, get}).unusual, only({asked_again}));
  EXPECT_EQ(dialogue({put, get, star}).unusual, only({asked_again, everything}));
  EXPECT_EQ(dialogue({put, get, {"A", "get palm.ram\n"}}).unusual, only({}));
  EXPECT_EQ(dialogue({{"A", "delete\n"}, get}).unusual, only({after_refusal, refused_since_put}));
  EXPECT_EQ(dialogue({{"A", "delete\n"}, put, get}).unusual, only({after_refusal}));
  EXPECT_EQ(dialogue({put, {"B", "get palm.cpu\n"}}).unusual, only({other_connection}));
  EXPECT_EQ(dialogue({{"A", "get palm"}, {"A", ".cpu\n"}}).unusual, only({pieces}));
  EXPECT_EQ(dialogue({{"A", "get palm.cpu\nget palm.ram\n"}}).unusual, only({pipeline}));
  EXPECT_EQ(dialogue({put, get, put, get, put, get, put}).unusual,
            only({put_again, put_thrice, many_requests}));
}

TEST(Dialogue, TakesTheBeginningOfAVeryLongLineForTheLine) {
  const auto seen = dialogue({{"A", "put " + std::string(4000, 'k')}});
  EXPECT_TRUE(seen.has(long_line));
}

TEST(AnsweredRightly, IsWhatWasUnusualInRequestsThatWereAnsweredOk) {
  auto all = transcript({{"A", "put a -1.5 1501864247\n"}});
  all.push_back({TranscriptEntry::Kind::received, "A", TesteeBytes("ok\n\n"), "", {}});
  EXPECT_EQ(answered_rightly(all).of(Asked::put), only({negative, undotted}));
  EXPECT_EQ(answered_rightly_but_last(all, "A"), AnsweredRightly());
  all.back().bytes = TesteeBytes("error\nwrong command\n\n");
  EXPECT_EQ(answered_rightly(all), AnsweredRightly()) << "an error may be right, and says nothing";
  const auto pipelined = transcript({{"A", "put a 1.5 1501864247\nget a\n"}});
  EXPECT_EQ(answered_rightly(pipelined), AnsweredRightly());
}

}  // namespace
}  // namespace eardrum::conformance

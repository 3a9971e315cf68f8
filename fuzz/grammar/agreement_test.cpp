#include "eardrum/fuzz/grammar/agreement.hpp"

#include <gtest/gtest.h>

#include <string>

#include "eardrum/protocol/parse.hpp"

namespace eardrum::fuzz {
namespace {

using conformance::Grammar;
using conformance::protocol_grammar_text;
using conformance::read_grammar;

constexpr std::uint64_t seed = 1;
constexpr std::uint64_t texts = 30'000;

TEST(Agreement, GrammarAndCodecAgreeButForTheListedExceptions) {
  Agreement agreement;
  const auto wrong = compare_many(agreement, seed, texts);
  EXPECT_FALSE(wrong) << *wrong;
  const auto& tally = agreement.tally();
  EXPECT_GE(tally.requests + tally.responses, texts);
  for (std::size_t i = 0; i < exceptions; ++i) {
    EXPECT_GT(tally.excepted.at(i), 0U) << name(static_cast<Exception>(i)) << " is never needed";
  }
  for (std::size_t i = 0; i < tally.rule_hits.size(); ++i) {
    EXPECT_GT(tally.rule_hits[i], 0U) << agreement.grammar().rules[i].name << " is never derived";
  }
  // Neither side of the border is a rarity.
  EXPECT_GT(tally.core_requests, tally.requests / 10);
  EXPECT_GT(tally.strict_requests, tally.core_requests);
  EXPECT_LT(tally.strict_requests, tally.requests * 9 / 10);
  EXPECT_GT(tally.taken_responses, tally.responses / 10);
  EXPECT_LT(tally.taken_responses, tally.responses * 9 / 10);
}

/// The protocol's grammar with one text in it replaced.
Grammar changed_grammar(std::string_view from, std::string_view to) {
  std::string text(protocol_grammar_text());
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
  auto grammar = read_grammar(text);
  EXPECT_TRUE(grammar) << grammar.error().text();
  return *std::move(grammar);
}

// Mutation bites on the one side: any single rule changed is found.
TEST(Agreement, FindsEachChangeOfTheGrammar) {
  struct Change {
    std::string_view from;
    std::string_view to;
  };
  constexpr Change changes[] = {
      {"%s\"put\" SP core-key", "\"put\" SP core-key"},
      {"%s\"put\" SP put-key", "\"put\" SP put-key"},
      {"core-put / core-get", "core-put"},
      {"strict-put / strict-get", "strict-get"},
      {"( star / core-key ) LF", "core-key LF"},
      {"( star / put-key ) LF", "put-key LF"},
      {"DOT / %x5F / DASH", "DOT / DASH"},
      {"DOT / %x5F / DASH", "DOT / %x5F / DASH / %x2C"},
      {"not-star-byte *key-byte / star 1*key-byte", "1*key-byte"},
      {"not-star-byte *key-byte / star 1*key-byte", "not-star-byte *key-byte"},
      {"%x21-29", "%x20-29"},
      {"OPAQUE       = %x80-FF", "OPAQUE       = %x81-FF"},
      {"VISIBLE      = %x21-7E", "VISIBLE      = %x21-7F"},
      {"\"0\" / NONZERO *DIGIT     ;", "1*DIGIT ;"},
      {"[ DASH ] int [ DOT 1*DIGIT ]", "int [ DOT 1*DIGIT ]"},
      {"[ DASH ] int [ DOT 1*DIGIT ]", "[ DASH ] int [ DOT *DIGIT ]"},
      {"core-value [ exp ]", "core-value"},
      {"( %x45 / %x65 )", "%x65"},
      {"[ \"+\" / DASH ] 1*DIGIT", "[ DASH ] 1*DIGIT"},
      {"\"0\" / [ DASH ] NONZERO *DIGIT", "[ DASH ] int"},
      {"core-timestamp   = int", "core-timestamp   = [ DASH ] int"},
      {"LF *row LF", "LF 1*row LF"},
      {"%s\"ok\"", "\"ok\""},
      {"%s\"wrong command\"", "\"wrong command\""},
      {"LF %s\"wrong command\" LF LF", "LF %s\"wrong command\" LF"},
  };
  for (const auto& [from, to] : changes) {
    Agreement agreement(changed_grammar(from, to));
    EXPECT_TRUE(compare_many(agreement, seed, texts)) << from << " -> " << to;
  }
}

/// The reference, but a refused frame is taken all the same if `takes`.
Judged taking(std::function<bool(std::string_view frame)> takes) {
  Judged judged;
  judged.codec.parse_request =
      [takes = std::move(takes)](
          std::string_view frame) -> std::expected<protocol::Request, protocol::Violation> {
    if (takes(frame)) return protocol::Get{"k"};
    return protocol::parse_request(frame);
  };
  return judged;
}

Judged refusing(std::function<bool(std::string_view frame)> refuses) {
  Judged judged;
  judged.codec.parse_request =
      [refuses = std::move(refuses)](
          std::string_view frame) -> std::expected<protocol::Request, protocol::Violation> {
    if (refuses(frame)) return std::unexpected(protocol::Violation{});
    return protocol::parse_request(frame);
  };
  return judged;
}

// ... and on the other.
TEST(Agreement, FindsEachFaultOfTheCodec) {
  const Judged faulty[] = {
      taking([](std::string_view frame) { return frame.ends_with("\r\n"); }),
      taking([](std::string_view frame) { return frame.starts_with("get  "); }),
      taking([](std::string_view frame) { return frame == "\n"; }),
      taking([](std::string_view frame) { return frame.starts_with("PUT "); }),
      taking([](std::string_view frame) { return frame.ends_with(" -0\n"); }),
      taking([](std::string_view frame) { return frame.starts_with("put * "); }),
      refusing([](std::string_view frame) { return frame.size() > 1000; }),
      refusing([](std::string_view frame) { return frame.ends_with(" 9223372036854775807\n"); }),
      refusing([](std::string_view frame) { return frame.contains('\xFF'); }),
      refusing([](std::string_view frame) { return frame.contains("E-"); }),
      refusing([](std::string_view frame) { return frame == "get *\n"; }),
      refusing([](std::string_view frame) { return frame.contains(" -0 "); }),
  };
  for (std::size_t i = 0; i < std::size(faulty); ++i) {
    Agreement agreement(conformance::protocol_grammar(), faulty[i]);
    EXPECT_TRUE(compare_many(agreement, seed, texts)) << "fault " << i;
  }
}

TEST(Agreement, FindsFaultsOfZonesAndResponses) {
  Judged lenient;
  lenient.zone = [](std::string_view line) {
    return line.contains('_') ? protocol::Zone::open : protocol::request_zone(line);
  };
  Judged harsh;
  harsh.zone = [](std::string_view line) {
    return line.contains("e+") ? protocol::Zone::must_reject : protocol::request_zone(line);
  };
  Judged eager;
  eager.zone = [](std::string_view line) {
    return line.ends_with(" -1") ? protocol::Zone::must_accept : protocol::request_zone(line);
  };
  Judged rows;
  rows.codec.parse_response = [](std::string_view frame, std::vector<protocol::Row>& out) {
    if (frame.starts_with("ok\n") && frame.ends_with(" 0\n\n")) {
      return std::expected<protocol::Status, protocol::Violation>(
          std::unexpected(protocol::Violation{}));
    }
    return protocol::parse_response(frame, out);
  };
  for (const auto& judged : {lenient, harsh, eager, rows}) {
    Agreement agreement(conformance::protocol_grammar(), judged);
    EXPECT_TRUE(compare_many(agreement, seed, texts));
  }
}

}  // namespace
}  // namespace eardrum::fuzz

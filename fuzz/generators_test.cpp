// Proof that the generators reach where faults hide: a law asked about a faulty codec or server
// fails on generated values within as many cases as properties_test.cpp runs. Seeds are fixed here,
// so that a pass today is a pass tomorrow.
#include "eardrum/fuzz/generators.hpp"

#include <fstream>
#include <functional>
#include <limits>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "eardrum/fuzz/laws/delivery.hpp"
#include "eardrum/fuzz/laws/one_reading.hpp"
#include "eardrum/fuzz/laws/reading.hpp"
#include "eardrum/fuzz/laws/round_trip.hpp"
#include "eardrum/fuzz/laws/session_model.hpp"
#include "eardrum/fuzz/laws/totality.hpp"
#include "eardrum/protocol/command.hpp"
#include "eardrum/protocol/limits.hpp"
#include "eardrum/protocol/parse.hpp"

namespace eardrum::fuzz {
namespace {

using protocol::Put;
using protocol::Request;
using protocol::Violation;

/// Whether `draw_and_judge`, which draws values and asks a law about them, reports a broken law.
bool found(const std::function<Verdict()>& draw_and_judge) {
  // rc::check() takes its seed from the environment; only the layer below it takes one from us.
  rc::detail::TestParams params;
  params.seed = 1501864247;
  params.maxSuccess = 2000;
  params.disableShrinking = true;
  const auto result = rc::detail::checkTestable(
      [&draw_and_judge] { RC_ASSERT_FALSE(draw_and_judge().has_value()); },
      rc::detail::TestMetadata{}, params);
  return result.is<rc::detail::FailureResult>();
}

/// The reference with each put's sample changed after it was parsed.
Codec with_put(std::function<void(Put&)> change) {
  auto codec = reference_codec();
  codec.parse_request = [change = std::move(change)](std::string_view frame) {
    auto request = reference_codec().parse_request(frame);
    if (request && std::holds_alternative<Put>(*request)) change(std::get<Put>(*request));
    return request;
  };
  return codec;
}

bool found_by_samples(const Codec& codec) {
  return found([&codec] {
    const auto sample = *generate::sample();
    return request_round_trip(sample.put(), codec);
  });
}

bool found_by_lines(const Codec& codec) {
  return found([&codec] { return one_reading_of_request(*generate::request_line(), codec); });
}

/// The reference with all that `accept` takes taken as well.
Codec also_taking(std::function<bool(std::string_view frame)> accept) {
  auto codec = reference_codec();
  codec.parse_request =
      [accept = std::move(accept)](std::string_view frame) -> std::expected<Request, Violation> {
    if (accept(frame)) return protocol::Get{"k"};
    return reference_codec().parse_request(frame);
  };
  return codec;
}

std::string keeps_the_first(ServerModel& model, std::string_view line) {
  const auto request = read_request(line);
  const auto* put = request ? std::get_if<Put>(&*request) : nullptr;
  if (put == nullptr) return model.answer(line);
  for (const auto& row : model.rows(put->key)) {
    if (row.timestamp == put->timestamp) return "ok\n\n";
  }
  return model.answer(line);
}

TEST(Generators, TheReferenceIsNotReported) {
  EXPECT_FALSE(found_by_samples(reference_codec()));
  EXPECT_FALSE(found_by_lines(reference_codec()));
}

bool asks(const Request& request, const protocol::Command& command) {
  return request.index() == static_cast<std::size_t>(command.kind);
}

/// What is never asked no law is asked about, and everything stays green.
TEST(Generators, DialoguesLinesAndStreamsReachEveryCommand) {
  const auto asked_in = [](const std::string& stream, const protocol::Command& command) -> Verdict {
    for (const auto line : whole_lines(stream)) {
      const auto request = protocol::parse_request(std::string(line) + '\n');
      if (request && asks(*request, command)) return "asked";
    }
    return std::nullopt;
  };
  for (const auto& command : protocol::all_commands) {
    EXPECT_TRUE(found([&]() -> Verdict {
      for (const auto& request : *generate::dialogue()) {
        if (asks(request.view(), command)) return "asked";
      }
      return std::nullopt;
    })) << command.word;
    EXPECT_TRUE(found([&] { return asked_in(*generate::request_line() + "\n", command); }))
        << command.word;
    EXPECT_TRUE(found([&] { return asked_in(*generate::request_stream(), command); }))
        << command.word;
  }
}

TEST(Tokens, HoldEveryCommand) {
  std::ifstream file(EARDRUM_TOKENS);
  std::set<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.insert(line);
  for (const auto& command : protocol::all_commands) {
    EXPECT_TRUE(lines.contains('"' + std::string(command.word) + " \"")) << command.word;
  }
}

TEST(Generators, SamplesReachWhatFloat32Loses) {
  EXPECT_TRUE(found_by_samples(with_put([](Put& put) {
    if (put.value < 1e30 && put.value > -1e30) {
      put.value = static_cast<double>(static_cast<float>(put.value));
    }
  })));
}

TEST(Generators, SamplesReachTheSignOfZero) {
  EXPECT_TRUE(found_by_samples(with_put([](Put& put) { put.value += 0.0; })));
}

TEST(Generators, SamplesReachSubnormals) {
  EXPECT_TRUE(found_by_samples(with_put([](Put& put) {
    if (put.value > 0 && put.value < 2.2250738585072014e-308) put.value = 0;
  })));
}

TEST(Generators, SamplesReachTheExtremesOfTime) {
  EXPECT_TRUE(found_by_samples(with_put([](Put& put) {
    if (put.timestamp == std::numeric_limits<std::int64_t>::min()) ++put.timestamp;
  })));
}

TEST(Generators, SamplesReachTheLongestKey) {
  EXPECT_TRUE(found_by_samples(with_put(
      [](Put& put) { put.key = put.key.substr(0, protocol::limits::key_bytes_max - 1); })));
}

TEST(Generators, LinesReachPaddedTimestamps) {
  EXPECT_TRUE(found_by_lines(
      also_taking([](std::string_view frame) { return frame.ends_with(" 007\n"); })));
}

TEST(Generators, LinesReachCarriageReturns) {
  EXPECT_TRUE(
      found_by_lines(also_taking([](std::string_view frame) { return frame.ends_with("\r\n"); })));
}

TEST(Generators, LinesReachDoubledBlanks) {
  EXPECT_TRUE(
      found_by_lines(also_taking([](std::string_view frame) { return frame.contains("  "); })));
}

TEST(Generators, LinesReachTheLimitOfALine) {
  EXPECT_TRUE(found_by_lines(also_taking([](std::string_view frame) {
    return frame.size() == protocol::limits::request_bytes_max + 1;
  })));
}

TEST(Generators, LinesReachRefusalsThatZonesDemand) {
  const auto codec = also_taking([](std::string_view frame) { return frame.ends_with(" abc\n"); });
  EXPECT_TRUE(
      found([&codec] { return total_on_request(*generate::request_line() + "\n", codec); }));
}

TEST(Generators, SegmentationsReachAMarkerThatIsCut) {
  // Looks at each segment alone: a marker of two bytes is missed where it is cut.
  auto codec = reference_codec();
  codec.frame_responses = [](const Pieces& pieces, Drain drain, std::size_t bytes_max) {
    for (std::size_t i = 1; i < pieces.size(); ++i) {
      if (pieces[i - 1].ends_with('\n') && pieces[i].starts_with('\n')) return Framing{};
    }
    return reference_codec().frame_responses(pieces, drain, bytes_max);
  };
  EXPECT_TRUE(found([&codec] {
    const auto stream = *generate::response_stream();
    return response_delivery(cut(stream, *generate::piece_sizes()),
                             protocol::limits::response_bytes_max, codec);
  }));
}

TEST(Generators, StreamsReachWritesOfTheSameSlot) {
  // A dumb server that keeps the first value of a key and time.
  const Serve serve = [](const Pieces& pieces) {
    ServerModel model;
    std::vector<std::string> out;
    std::string stream;
    std::size_t answered = 0;
    for (const auto piece : pieces) {
      stream += piece;
      auto& answers = out.emplace_back();
      for (const auto line : whole_lines(std::string_view(stream).substr(answered))) {
        answers += keeps_the_first(model, line);
        answered += line.size() + 1;
      }
    }
    return out;
  };
  EXPECT_TRUE(found(
      [&serve] { return last_write_wins_in_time_order(*generate::request_stream(), serve); }));
}

TEST(Generators, DialoguesReachGetsThatFindSomething) {
  // Loses a row of every answer: seen only where a get brings one.
  const Serve serve = [](const Pieces& pieces) {
    auto out = reference_serve()(pieces);
    for (auto& answer : out) {
      const auto end = answer.rfind("\nk ");
      if (end != std::string::npos) answer.erase(end, answer.find('\n', end + 1) - end);
    }
    return out;
  };
  EXPECT_TRUE(found([&serve] { return star_is_union(*generate::request_stream(), serve); }));
  EXPECT_TRUE(found([&serve] {
    const auto stream = *generate::request_stream();
    return session_equals_model(cut(stream, *generate::piece_sizes()), serve);
  }));
}

}  // namespace
}  // namespace eardrum::fuzz

// Proof that the laws about the codec bite: each is asked about one with a planted fault, and must
// report it; about the reference, with the very same example, it must not.
#include <array>
#include <charconv>
#include <cstdio>
#include <functional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eardrum/fuzz/laws/delivery.hpp"
#include "eardrum/fuzz/laws/one_reading.hpp"
#include "eardrum/fuzz/laws/prefix_free.hpp"
#include "eardrum/fuzz/laws/round_trip.hpp"
#include "eardrum/fuzz/laws/totality.hpp"

namespace eardrum::fuzz {
namespace {

using protocol::Put;
using protocol::Request;
using protocol::Row;
using protocol::Status;
using protocol::Violation;

/// A fault, and the law that must see it on one example.
struct CodecFault {
  const char* name;
  const char* reason;  ///< what the law must say, so that it bites for the right reason
  std::function<void(Codec&)> plant;
  std::function<Verdict(const Codec&)> law;
};

void PrintTo(const CodecFault& fault, std::ostream* out) {
  *out << fault.name;
}

constexpr std::string_view two_requests = "put k 1 1501864247\nget k\nge";
constexpr std::string_view two_answers = "ok\nk 1 1\n\nok\n\no";

Verdict cut_requests(const Codec& codec) {
  return request_delivery(cut(two_requests, {16, 3}), 30, codec);
}

Verdict cut_answers(const Codec& codec) {
  return response_delivery(cut(two_answers, {10, 3}), 30, codec);
}

/// The reference's framer on pieces that `change` has changed.
FrameStream with_pieces(std::function<Pieces(const Pieces&)> change,
                        FrameStream frame = reference_codec().frame_requests) {
  return [change = std::move(change), frame = std::move(frame)](const Pieces& pieces, Drain drain,
                                                                std::size_t bytes_max) {
    return frame(change(pieces), drain, bytes_max);
  };
}

Pieces without_first_byte_of_the_second(const Pieces& pieces) {
  auto out = pieces;
  if (out.size() > 1) out[1].remove_prefix(1);
  return out;
}

/// The commonest fault in the wild: whatever one read brings is taken for a message.
Framing each_piece_is_a_message(const Pieces& pieces, Drain, std::size_t) {
  Framing out;
  for (const auto piece : pieces) {
    out.said.push_back({.message = std::string(piece), .violation = std::nullopt});
  }
  return out;
}

/// Looks for the marker in each piece alone, and so misses one that is cut.
Framing marker_within_one_piece(const Pieces& pieces, Drain, std::size_t) {
  Framing out;
  for (auto piece : pieces) {
    for (auto at = piece.find("\n\n"); at != piece.npos; at = piece.find("\n\n")) {
      out.pending += piece.substr(0, at + 2);
      out.said.push_back({.message = std::exchange(out.pending, {}), .violation = std::nullopt});
      piece.remove_prefix(at + 2);
    }
    out.pending += piece;
  }
  out.mid_message = !out.pending.empty();
  return out;
}

std::string with_printf(const Request& request, const char* format) {
  const auto& put = std::get<Put>(request);
  std::array<char, 400> text{};
  const auto size = std::snprintf(text.data(), text.size(), format, put.value);
  return "put " + std::string(put.key) + " " +
         std::string(text.data(), static_cast<std::size_t>(size)) + " " +
         std::to_string(put.timestamp) + "\n";
}

std::string with_shortest(const Request& request) {
  const auto& put = std::get<Put>(request);
  std::array<char, 400> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), put.value).ptr;
  return "put " + std::string(put.key) + " " + std::string(text.data(), end) + " " +
         std::to_string(put.timestamp) + "\n";
}

/// The reference's parser on a line that `change` has changed.
std::function<void(Codec&)> parser_of(std::function<std::string(std::string)> change) {
  return [change = std::move(change)](Codec& codec) {
    codec.parse_request = [change](std::string_view frame) {
      // Keys view the changed line, which has to outlive the call, as a frame would.
      static std::string kept;
      kept = change(std::string(frame));
      return reference_codec().parse_request(kept);
    };
  };
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  if (const auto at = text.find(what); at != std::string::npos) text.replace(at, what.size(), by);
  return text;
}

const std::vector<CodecFault> framer_faults{
    {"framer_loses_a_byte_at_a_cut", "a segmentation changed the messages",
     [](Codec& codec) { codec.frame_requests = with_pieces(without_first_byte_of_the_second); },
     cut_requests},
    {"framer_takes_each_segment_for_a_line", "the whole stream is framed wrongly",
     [](Codec& codec) { codec.frame_requests = each_piece_is_a_message; }, cut_requests},
    {"framer_sees_only_the_first_segment", "a segmentation changed the messages",
     [](Codec& codec) {
       codec.frame_requests = with_pieces([](const Pieces& all) { return Pieces{all.front()}; });
     },
     cut_requests},
    {"framer_misses_a_marker_that_is_cut", "a segmentation changed the messages",
     [](Codec& codec) { codec.frame_responses = marker_within_one_piece; }, cut_answers},
    {"framer_forgets_the_tail", "bytes were lost or invented",
     [](Codec& codec) {
       codec.frame_responses = [](const Pieces& pieces, Drain drain, std::size_t bytes_max) {
         auto framing = reference_codec().frame_responses(pieces, drain, bytes_max);
         framing.pending.clear();
         framing.mid_message = false;
         return framing;
       };
     },
     cut_answers},
    {"framer_has_a_limit_one_too_large", "the whole stream is framed wrongly",
     [](Codec& codec) {
       codec.frame_requests = [](const Pieces& pieces, Drain drain, std::size_t bytes_max) {
         return reference_codec().frame_requests(pieces, drain, bytes_max + 1);
       };
     },
     [](const Codec& codec) { return request_delivery({"get k\n"}, 5, codec); }},
    {"framer_ends_answers_at_one_line_feed", "what follows changed where an answer ends",
     [](Codec& codec) { codec.frame_responses = reference_codec().frame_requests; },
     [](const Codec& codec) { return independent_of_what_follows({}, "ok\n\n", codec); }},
};

const std::vector<CodecFault> formatter_faults{
    {"formatter_prints_six_digits", "read back another request",
     [](Codec& codec) {
       codec.append_request = [](const Request& request, std::string& out) {
         out += with_printf(request, "%g");
       };
     },
     [](const Codec& codec) { return request_round_trip(Put{"k", 10.1234567, 1}, codec); }},
    {"formatter_leaves_the_core_grammar", "wrote a value outside the core grammar",
     [](Codec& codec) {
       codec.append_request = [](const Request& request, std::string& out) {
         out += with_shortest(request);
       };
     },
     [](const Codec& codec) { return request_round_trip(Put{"k", 100000, 1}, codec); }},
    {"formatter_loses_the_sign_of_zero", "read back another request",
     [](Codec& codec) {
       codec.append_request = [](const Request& request, std::string& out) {
         auto put = std::get<Put>(request);
         put.value += 0.0;
         reference_codec().append_request(put, out);
       };
     },
     [](const Codec& codec) { return request_round_trip(Put{"k", -0.0, 1}, codec); }},
    {"formatter_writes_a_decimal_comma", "wrote a value outside the core grammar",
     [](Codec& codec) {
       codec.append_request = [](const Request& request, std::string& out) {
         std::string bytes;
         reference_codec().append_request(request, bytes);
         out += replaced(bytes, ".", ",");
       };
     },
     [](const Codec& codec) { return request_round_trip(Put{"k", 10.5, 1}, codec); }},
    {"formatter_forgets_the_end_of_an_answer", "one answer begins with another",
     [](Codec& codec) {
       codec.append_response = [](Status status, std::span<const Row> rows, std::string& out) {
         reference_codec().append_response(status, rows, out);
         out.pop_back();
       };
     },
     [](const Codec& codec) { return prefix_free({}, {.rows = {{"k", 1, 1}}}, codec); }},
    {"formatter_writes_an_empty_line_before_the_rows", "what follows changed where an answer ends",
     [](Codec& codec) {
       codec.append_response = [](Status status, std::span<const Row> rows, std::string& out) {
         std::string bytes;
         reference_codec().append_response(status, rows, bytes);
         out += replaced(bytes, "ok\n", "ok\n\n");
       };
     },
     [](const Codec& codec) {
       return independent_of_what_follows({.rows = {{"k", 1, 1}}}, "", codec);
     }},
    {"formatter_drops_the_last_row", "read back another response",
     [](Codec& codec) {
       codec.append_response = [](Status status, std::span<const Row> rows, std::string& out) {
         reference_codec().append_response(status, rows.first(rows.empty() ? 0 : rows.size() - 1),
                                           out);
       };
     },
     [](const Codec& codec) { return response_canonical("ok\nk 1 1\nk 2 2\n\n", codec); }},
};

const std::vector<CodecFault> parser_faults{
    {"parser_takes_zero_padding", "took a line outside the strict grammar",
     parser_of([](std::string line) { return replaced(line, " 00", " "); }),
     [](const Codec& codec) { return one_reading_of_request("put k 1 007", codec); }},
    {"parser_takes_upper_case_keywords", "took a line outside the strict grammar",
     parser_of([](std::string line) { return replaced(line, "PUT", "put"); }),
     [](const Codec& codec) { return one_reading_of_request("PUT k 1 1", codec); }},
    {"parser_drops_a_carriage_return", "took a line outside the strict grammar",
     parser_of([](std::string line) { return replaced(line, "\r\n", "\n"); }),
     [](const Codec& codec) { return one_reading_of_request("get k\r", codec); }},
    {"parser_lower_cases_keys", "gave a request another meaning",
     parser_of([](std::string line) { return replaced(line, "K", "k"); }),
     [](const Codec& codec) { return one_reading_of_request("put K 1 1", codec); }},
    {"parser_takes_a_fourth_argument", "accepted a line of zone must_reject",
     parser_of([](std::string line) { return replaced(line, " 3\n", "\n"); }),
     [](const Codec& codec) { return total_on_request("put k 1 2 3\n", codec); }},
    {"parser_matches_the_verb_by_prefix", "accepted a line of zone must_reject",
     parser_of([](std::string line) { return replaced(line, "gett", "get"); }),
     [](const Codec& codec) { return total_on_request("gett k\n", codec); }},
    {"parser_refuses_negative_values", "refused a line of zone must_accept",
     parser_of([](std::string line) { return replaced(line, " -", " --"); }),
     [](const Codec& codec) { return total_on_request("put k -3.5 1\n", codec); }},
    {"parser_returns_a_key_outside_the_frame", "returned a key outside the frame",
     parser_of([](std::string line) { return line; }),
     [](const Codec& codec) { return total_on_request("put k 1 1\n", codec); }},
    {"parser_points_behind_the_frame", "lies outside the frame",
     [](Codec& codec) {
       codec.parse_request = [](std::string_view frame) -> std::expected<Request, Violation> {
         return std::unexpected(
             Violation{.refusal = protocol::Refusal::unknown_command, .offset = frame.size()});
       };
     },
     [](const Codec& codec) { return total_on_request("foo\n", codec); }},
    {"parser_stores_float32", "read back another request",
     [](Codec& codec) {
       codec.parse_request = [](std::string_view frame) {
         auto request = reference_codec().parse_request(frame);
         if (!request) return request;
         if (auto* put = std::get_if<Put>(&*request)) {
           put->value = static_cast<double>(static_cast<float>(put->value));
         }
         return request;
       };
     },
     [](const Codec& codec) { return request_round_trip(Put{"k", 10.6, 1}, codec); }},
    {"parser_leaves_rows_after_a_refusal", "rows without an ok",
     [](Codec& codec) {
       codec.parse_response = [](std::string_view frame, std::vector<Row>& rows) {
         auto status = reference_codec().parse_response(frame, rows);
         if (!status) rows.push_back({.key = "k"});
         return status;
       };
     },
     [](const Codec& codec) { return total_on_response("ok\nk 1 x\n\n", codec); }},
    {"parser_takes_any_text_for_an_error", "error was mistaken",
     [](Codec& codec) {
       codec.parse_response = [](std::string_view frame, std::vector<Row>& rows) {
         if (frame.starts_with("error\n")) frame = "error\nwrong command\n\n";
         return reference_codec().parse_response(frame, rows);
       };
     },
     [](const Codec& codec) { return one_reading_of_response("error\noops\n\n", codec); }},
    {"parser_loses_the_second_row", "gave an answer another meaning",
     [](Codec& codec) {
       codec.parse_response = [](std::string_view frame, std::vector<Row>& rows) {
         auto status = reference_codec().parse_response(frame, rows);
         if (rows.size() > 1) rows.pop_back();
         return status;
       };
     },
     [](const Codec& codec) { return one_reading_of_response("ok\nk 1 1\nk 2 2\n\n", codec); }},
};

class LawOnCodec : public testing::TestWithParam<CodecFault> {};

TEST_P(LawOnCodec, ReportsTheFaultAndNotTheReference) {
  const auto reference = GetParam().law(reference_codec());
  EXPECT_FALSE(reference.has_value()) << *reference;
  auto faulty = reference_codec();
  GetParam().plant(faulty);
  EXPECT_THAT(GetParam().law(faulty).value_or("holds"), testing::HasSubstr(GetParam().reason));
}

constexpr auto name_of = [](const auto& fault) { return std::string(fault.param.name); };

INSTANTIATE_TEST_SUITE_P(Framer, LawOnCodec, testing::ValuesIn(framer_faults), name_of);
INSTANTIATE_TEST_SUITE_P(Formatter, LawOnCodec, testing::ValuesIn(formatter_faults), name_of);
INSTANTIATE_TEST_SUITE_P(Parser, LawOnCodec, testing::ValuesIn(parser_faults), name_of);

}  // namespace
}  // namespace eardrum::fuzz

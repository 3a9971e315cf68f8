#include "eardrum/fuzz/codec_mutants.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <span>
#include <string>
#include <utility>

#include "eardrum/protocol/numeral.hpp"

namespace eardrum::fuzz {
namespace {

using protocol::Put;
using protocol::Request;
using protocol::Row;

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  if (const auto at = text.find(what); at != std::string::npos) text.replace(at, what.size(), by);
  return text;
}

/// Reads another line than the one that came.
std::function<void(Codec&)> reading(std::function<std::string(std::string_view)> change) {
  return [change = std::move(change)](Codec& codec) {
    codec.parse_request = [change](std::string_view frame) {
      static std::string kept;  // keys view it, as they would a frame
      kept = change(frame);
      return reference_codec().parse_request(kept);
    };
  };
}

std::function<void(Codec&)> reading_instead(std::string what, std::string by) {
  return reading([what = std::move(what), by = std::move(by)](std::string_view line) {
    return replaced(std::string(line), what, by);
  });
}

/// Makes another put of what was read.
std::function<void(Codec&)> meaning(std::function<void(Put&)> change) {
  return [change = std::move(change)](Codec& codec) {
    codec.parse_request = [change](std::string_view frame) {
      auto request = reference_codec().parse_request(frame);
      if (request) {
        if (auto* put = std::get_if<Put>(&*request)) change(*put);
      }
      return request;
    };
  };
}

/// Writes another line than the reference.
std::function<void(Codec&)> writing(std::function<std::string(const Put&)> write) {
  return [write = std::move(write)](Codec& codec) {
    codec.append_request = [write](const Request& request, std::string& out) {
      if (const auto* put = std::get_if<Put>(&request)) {
        out += "put " + std::string(put->key) + " " + write(*put) + " " +
               std::to_string(put->timestamp) + "\n";
      } else {
        reference_codec().append_request(request, out);
      }
    };
  };
}

std::string printed(const char* format, double value) {
  std::array<char, 400> text{};
  const auto size = std::snprintf(text.data(), text.size(), format, value);
  return {text.data(), static_cast<std::size_t>(size)};
}

std::string shortest(double value) {
  std::array<char, 400> text{};
  return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

/// As the reference writes it.
std::string fixed(double value) {
  std::string text;
  protocol::append_value(value, text);
  return text;
}

/// Frames other than the reference's.
std::function<void(Codec&)> framing(std::function<void(Framing&)> change) {
  return [change = std::move(change)](Codec& codec) {
    for (auto* frame : {&codec.frame_requests, &codec.frame_responses}) {
      *frame = [change, reference = *frame](const Pieces& pieces, Drain drain,
                                            std::size_t bytes_max) {
        auto out = reference(pieces, drain, bytes_max);
        change(out);
        return out;
      };
    }
  };
}

std::function<void(Codec&)> reading_answer(std::function<std::string(std::string_view)> change) {
  return [change = std::move(change)](Codec& codec) {
    codec.parse_response = [change](std::string_view frame, std::vector<Row>& rows) {
      static std::string kept;
      kept = change(frame);
      return reference_codec().parse_response(kept, rows);
    };
  };
}

const std::vector<CodecMutant> mutants{
    {"framer_is_off_by_one", framing([](Framing& all) {
       for (auto& said : all.said) said.message.pop_back();
     })},
    {"framer_forgets_the_tail", framing([](Framing& all) { all.pending.clear(); })},
    {"framer_drops_the_last_message", framing([](Framing& all) {
       if (!all.said.empty()) all.said.pop_back();
     })},
    {"framer_ends_answers_at_one_line_feed",
     [](Codec& codec) { codec.frame_responses = reference_codec().frame_requests; }},
    {"reader_loses_the_sign_of_zero", meaning([](Put& put) { put.value += 0.0; })},
    {"reader_keeps_float32", meaning([](Put& put) {
       if (std::abs(put.value) < 1e38)
         put.value = static_cast<double>(static_cast<float>(put.value));
     })},
    {"reader_keeps_32_bits_of_time",
     meaning([](Put& put) { put.timestamp = static_cast<std::int32_t>(put.timestamp); })},
    {"reader_flushes_subnormals_to_zero", meaning([](Put& put) {
       if (std::abs(put.value) < std::numeric_limits<double>::min()) put.value = 0;
     })},
    {"reader_saturates_on_overflow", reading_instead(" 1e400 ", " 1.7976931348623157e308 ")},
    {"reader_takes_a_decimal_comma", reading_instead("1,5", "1.5")},
    {"reader_takes_infinity_like_from_chars", reading_instead(" inf ", " 1 ")},
    {"reader_takes_a_bare_point_like_from_chars", reading_instead(" .5 ", " 0.5 ")},
    {"reader_stops_early_like_from_chars", reading_instead("0x10", "0")},
    {"reader_takes_zero_padding", reading_instead(" 00", " ")},
    {"reader_takes_a_plus_sign", reading_instead(" +", " ")},
    {"reader_cuts_at_NUL", reading([](std::string_view bytes) {
       std::string line(bytes);
       const auto nul = line.find('\0');
       if (nul != std::string::npos) line.replace(nul, line.npos, "\n");
       return line;
     })},
    {"reader_takes_upper_case_keywords", reading_instead("PUT ", "put ")},
    {"reader_matches_keywords_by_prefix", reading_instead("gett ", "get ")},
    {"reader_drops_a_carriage_return", reading_instead("\r\n", "\n")},
    {"reader_squeezes_blanks", reading_instead("  ", " ")},
    {"reader_takes_TAB_for_a_blank", reading_instead("\t", " ")},
    {"reader_takes_a_fourth_argument", reading_instead(" 1 1 1\n", " 1 1\n")},
    {"reader_puts_the_star", reading_instead("put * ", "put s ")},
    {"reader_lower_cases_keys", reading_instead(" K ", " k ")},
    {"reader_has_a_key_limit_one_too_large",
     reading_instead(" " + std::string(256, 'k') + " ", " " + std::string(255, 'k') + " ")},
    {"reader_takes_any_text_for_an_error", reading_answer([](std::string_view bytes) {
       std::string frame(bytes);
       if (frame.starts_with("error\n")) frame = "error\nwrong command\n\n";
       return frame;
     })},
    {"reader_ignores_bytes_after_an_answer", reading_answer([](std::string_view bytes) {
       std::string frame(bytes);
       const auto marker = frame.find("\n\n");
       if (marker != std::string::npos) frame.resize(marker + 2);
       return frame;
     })},
    {"writer_prints_six_digits", writing([](const Put& put) { return printed("%g", put.value); })},
    {"writer_prints_17_digits",
     writing([](const Put& put) { return printed("%.17g", put.value); })},
    {"writer_leaves_the_core_grammar", writing([](const Put& put) { return shortest(put.value); })},
    {"writer_uses_a_decimal_comma",
     writing([](const Put& put) { return replaced(fixed(put.value), ".", ","); })},
    {"writer_loses_the_sign_of_zero",
     writing([](const Put& put) { return fixed(put.value + 0.0); })},
    {"writer_forgets_the_end_of_an_answer",
     [](Codec& codec) {
       codec.append_response = [](protocol::Status status, std::span<const Row> rows,
                                  std::string& out) {
         reference_codec().append_response(status, rows, out);
         out.pop_back();
       };
     }},
};

}  // namespace

const std::vector<CodecMutant>& codec_mutants() {
  return mutants;
}

Codec faulty_codec(const CodecMutant& mutant) {
  auto codec = reference_codec();
  mutant.plant(codec);
  return codec;
}

}  // namespace eardrum::fuzz

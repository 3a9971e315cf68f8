#include "eardrum/fuzz/laws/one_reading.hpp"

#include "eardrum/fuzz/laws/reading.hpp"
#include "eardrum/fuzz/laws/same.hpp"

namespace eardrum::fuzz {
namespace {

constexpr std::string_view law = "one reading";

/// All words but a put's value must come back as they were.
Verdict one_wire_form(std::string_view frame, const std::string& canonical) {
  auto words = words_of(frame);
  const auto canonical_words = words_of(canonical);
  if (words.size() == 4 && canonical_words.size() == 4) words[2] = canonical_words[2];
  if (words == canonical_words) return std::nullopt;
  return broken(law, "a second spelling of a key or a timestamp was taken", frame, canonical,
                frame);
}

}  // namespace

Verdict one_reading_of_request(std::string_view line, const Codec& codec) {
  line = line.substr(0, line.find('\n'));
  const auto frame = std::string(line) + '\n';
  const auto expected = read_request(line);
  const auto request = codec.parse_request(frame);
  if (expected.has_value() != request.has_value()) {
    return broken(
        law,
        request ? "took a line outside the strict grammar" : "refused a line of the strict grammar",
        frame);
  }
  if (!request) return std::nullopt;
  std::string canonical;
  codec.append_request(*request, canonical);
  if (!same(*expected, *request)) {
    std::string meant;
    codec.append_request(*expected, meant);
    return broken(law, "gave a request another meaning", frame, meant, canonical);
  }
  return one_wire_form(frame, canonical);
}

Verdict one_reading_of_response(std::string_view frame, const Codec& codec) {
  if (frame.find("\n\n") + 2 != frame.size() || frame.size() < 2) return std::nullopt;
  const bool is_error = frame == "error\nwrong command\n\n";
  const auto expected = read_rows(frame);
  std::vector<protocol::Row> rows;
  const auto status = codec.parse_response(frame, rows);
  const bool said_error = status && *status == protocol::Status::error;
  const bool said_ok = status && *status == protocol::Status::ok;
  if (said_error != is_error) return broken(law, "error was mistaken", frame);
  if (said_ok != expected.has_value()) {
    return broken(law,
                  said_ok ? "took an answer outside the strict grammar"
                          : "refused an answer of the strict grammar",
                  frame);
  }
  if (expected && !same(*expected, rows)) {
    return broken(law, "gave an answer another meaning", frame);
  }
  return std::nullopt;
}

}  // namespace eardrum::fuzz

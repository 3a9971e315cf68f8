#include "eardrum/fuzz/laws/round_trip.hpp"

#include "eardrum/fuzz/laws/overloaded.hpp"
#include "eardrum/fuzz/laws/reading.hpp"
#include "eardrum/fuzz/laws/same.hpp"
#include "eardrum/protocol/limits.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::fuzz {
namespace {

constexpr std::string_view law = "round trip";

/// The value and timestamp words that end a line, in canonical spelling.
Verdict canonical_sample(std::string_view line) {
  const auto words = words_of(line);
  if (words.size() < 3) return broken(law, "wrote a sample of too few words", line);
  const auto value = words[words.size() - 2];
  const auto timestamp = words.back();
  if (!reads_as_core_value(value)) {
    return broken(law, "wrote a value outside the core grammar", line);
  }
  if (value.size() > protocol::limits::value_bytes_max ||
      timestamp.size() > protocol::limits::timestamp_bytes_max) {
    return broken(law, "wrote a number longer than its limit", line);
  }
  return std::nullopt;
}

Verdict canonical_line(const protocol::Request& request, std::string_view bytes) {
  if (bytes.find('\n') + 1 != bytes.size() || bytes.empty()) {
    return broken(law, "wrote a request that is not one line", bytes);
  }
  if (bytes.size() > protocol::limits::request_bytes_max) {
    return broken(law, "wrote a request longer than its limit", bytes);
  }
  const auto line = bytes.substr(0, bytes.size() - 1);
  if (protocol::request_zone(line) == protocol::Zone::must_reject) {
    return broken(law, "wrote a request that everybody refuses", bytes);
  }
  return std::visit(Overloaded{[&](const protocol::Put&) { return canonical_sample(line); },
                               [](const protocol::Get&) -> Verdict { return std::nullopt; }},
                    request);
}

Verdict canonical_answer(protocol::Status status, std::string_view bytes) {
  if (bytes.find("\n\n") + 2 != bytes.size() || bytes.size() < 2) {
    return broken(law, "wrote a response that is not one frame", bytes);
  }
  auto lines = whole_lines(bytes);
  lines.pop_back();
  if (status == protocol::Status::error) return std::nullopt;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (auto verdict = canonical_sample(lines[i])) return verdict;
  }
  return std::nullopt;
}

std::string written(const protocol::Request& request, const Codec& codec) {
  std::string bytes;
  codec.append_request(request, bytes);
  return bytes;
}

std::string written(protocol::Status status, std::span<const protocol::Row> rows,
                    const Codec& codec) {
  std::string bytes;
  codec.append_response(status, rows, bytes);
  return bytes;
}

}  // namespace

Verdict request_round_trip(const protocol::Request& request, const Codec& codec) {
  const auto bytes = written(request, codec);
  if (auto verdict = canonical_line(request, bytes)) return verdict;
  const auto back = codec.parse_request(bytes);
  if (!back) return broken(law, "refused what it wrote", bytes);
  if (!same(request, *back)) {
    return broken(law, "read back another request", bytes, bytes, written(*back, codec));
  }
  return std::nullopt;
}

Verdict response_round_trip(protocol::Status status, std::span<const protocol::Row> rows,
                            const Codec& codec) {
  const auto bytes = written(status, rows, codec);
  if (auto verdict = canonical_answer(status, bytes)) return verdict;
  std::vector<protocol::Row> back_rows;
  const auto back = codec.parse_response(bytes, back_rows);
  if (!back) return broken(law, "refused what it wrote", bytes);
  if (*back != status || !same(rows, back_rows)) {
    return broken(law, "read back another response", bytes, bytes,
                  written(*back, back_rows, codec));
  }
  return std::nullopt;
}

Verdict request_canonical(std::string_view frame, const Codec& codec) {
  const auto request = codec.parse_request(frame);
  if (!request) return std::nullopt;
  // That reading the rewriting gives `request` again is the round trip of `request` itself.
  if (auto verdict = request_round_trip(*request, codec)) return verdict;
  const auto once = written(*request, codec);
  const auto again = codec.parse_request(once);
  const auto twice = written(*again, codec);
  if (once != twice) return broken(law, "rewriting is no fixed point", frame, once, twice);
  return std::nullopt;
}

Verdict response_canonical(std::string_view frame, const Codec& codec) {
  std::vector<protocol::Row> rows;
  const auto status = codec.parse_response(frame, rows);
  if (!status) return std::nullopt;
  if (auto verdict = response_round_trip(*status, rows, codec)) return verdict;
  const auto once = written(*status, rows, codec);
  std::vector<protocol::Row> again_rows;
  const auto again = codec.parse_response(once, again_rows);
  const auto twice = written(*again, again_rows, codec);
  if (once != twice) return broken(law, "rewriting is no fixed point", frame, once, twice);
  return std::nullopt;
}

}  // namespace eardrum::fuzz

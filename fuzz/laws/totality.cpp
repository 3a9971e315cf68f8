#include "eardrum/fuzz/laws/totality.hpp"

#include <cmath>
#include <functional>
#include <variant>

#include "eardrum/fuzz/laws/overloaded.hpp"
#include "eardrum/protocol/limits.hpp"
#include "eardrum/protocol/requirement.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::fuzz {
namespace {

using protocol::Refusal;
using protocol::Violation;
using protocol::Zone;

constexpr std::string_view law = "totality";

Verdict sound_violation(std::string_view frame, const Violation& violation) {
  const bool is_end = violation.refusal == Refusal::unterminated ||
                      violation.refusal == Refusal::response_unterminated;
  if (violation.offset >= frame.size() + (is_end ? 1 : 0)) {
    return broken(law, "offset " + std::to_string(violation.offset) + " lies outside the frame",
                  frame);
  }
  if (protocol::find_requirement(violation.requirement()) == nullptr) {
    return broken(law, "refused for a requirement that does not exist", frame);
  }
  if (violation.slug().empty() || violation.message().empty()) {
    return broken(law, "refused without a word", frame);
  }
  return std::nullopt;
}

bool within(std::string_view part, std::string_view whole) {
  // std::less gives an order even to pointers into different arrays.
  const std::less_equal<const char*> before;
  return before(whole.data(), part.data()) &&
         before(part.data() + part.size(), whole.data() + whole.size());
}

Verdict sound_sample(std::string_view frame, std::string_view key, double value) {
  if (!std::isfinite(value)) return broken(law, "took a value that is not finite", frame);
  if (key.empty() || key == "*") return broken(law, "took a key that nobody can ask for", frame);
  if (!within(key, frame)) return broken(law, "returned a key outside the frame", frame);
  return std::nullopt;
}

Verdict sound_request(std::string_view frame, const protocol::Request& request) {
  return std::visit(
      Overloaded{[&](const protocol::Put& put) { return sound_sample(frame, put.key, put.value); },
                 [&](const protocol::Get& get) -> Verdict {
                   if (within(get.key, frame)) return std::nullopt;
                   return broken(law, "returned a key outside the frame", frame);
                 }},
      request);
}

Verdict zones_agree(std::string_view frame, bool accepted) {
  if (frame.find('\n') + 1 != frame.size() || frame.empty()) return std::nullopt;
  const auto zone = protocol::request_zone(frame.substr(0, frame.size() - 1));
  if (accepted && zone == Zone::must_reject) {
    return broken(law, "accepted a line of zone must_reject", frame);
  }
  if (!accepted && zone == Zone::must_accept) {
    return broken(law, "refused a line of zone must_accept", frame);
  }
  return std::nullopt;
}

}  // namespace

Verdict total_on_request(std::string_view frame, const Codec& codec) {
  const auto request = codec.parse_request(frame);
  if (auto verdict = zones_agree(frame, request.has_value())) return verdict;
  if (!request) return sound_violation(frame, request.error());
  return sound_request(frame, *request);
}

Verdict total_on_response(std::string_view frame, const Codec& codec) {
  std::vector<protocol::Row> rows{{.key = "left over", .value = 0, .timestamp = 0}};
  const auto status = codec.parse_response(frame, rows);
  const bool ok = status && *status == protocol::Status::ok;
  if (!ok && !rows.empty()) return broken(law, "rows without an ok", frame);
  if (!status) return sound_violation(frame, status.error());
  for (const auto& row : rows) {
    if (auto verdict = sound_sample(frame, row.key, row.value)) return verdict;
  }
  return std::nullopt;
}

Verdict total_on_stream(std::string_view stream, const Codec& codec) {
  constexpr auto drain = Drain::after_each_piece;
  const auto requests = codec.frame_requests({stream}, drain, protocol::limits::request_bytes_max);
  for (const auto& [message, violation] : requests.said) {
    if (violation) continue;
    if (auto verdict = total_on_request(message, codec)) return verdict;
    const auto request = codec.parse_request(message);
    if (request) continue;
    const auto refusal = request.error().refusal;
    if (refusal == Refusal::unterminated || refusal == Refusal::line_too_long) {
      return broken(law, "the framer passed on what is no line", message);
    }
  }
  const auto responses =
      codec.frame_responses({stream}, drain, protocol::limits::response_bytes_max);
  std::vector<protocol::Row> rows;
  for (const auto& [message, violation] : responses.said) {
    if (violation) continue;
    if (auto verdict = total_on_response(message, codec)) return verdict;
    const auto status = codec.parse_response(message, rows);
    if (status) continue;
    const auto refusal = status.error().refusal;
    if (refusal == Refusal::response_unterminated || refusal == Refusal::response_trailing_bytes) {
      return broken(law, "the framer passed on what is no response", message);
    }
  }
  return std::nullopt;
}

}  // namespace eardrum::fuzz

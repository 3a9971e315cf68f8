#include "eardrum/fuzz/laws/delivery.hpp"

#include "eardrum/protocol/violation.hpp"

namespace eardrum::fuzz {
namespace {

using protocol::Refusal;
using protocol::Violation;

constexpr std::string_view law = "delivery";

std::string joined(const Pieces& pieces) {
  std::string whole;
  for (const auto piece : pieces) whole += piece;
  return whole;
}

std::string shown(const Framing& framing) {
  std::string text;
  for (const auto& [message, violation] : framing.said) {
    text += violation ? "<" + std::string(violation->slug()) + " at " +
                            std::to_string(violation->offset) + ">"
                      : "<" + message + ">";
  }
  return text + (framing.mid_message ? " then " + framing.pending + "..." : "");
}

/// What a dumb splitter makes of the whole stream: cut after each `marker`, then ask for the size.
Framing split(std::string_view stream, std::string_view marker, std::size_t bytes_max,
              Refusal too_long, bool stop_at_violation) {
  Framing out;
  const Framed violation{.message = {}, .violation = Violation{too_long, bytes_max}};
  for (;;) {
    const auto at = stream.find(marker);
    if (at == std::string_view::npos) break;
    const auto message = stream.substr(0, at + marker.size());
    stream.remove_prefix(message.size());
    const bool fits = message.size() <= bytes_max;
    out.said.push_back(fits ? Framed{.message = std::string(message), .violation = std::nullopt}
                            : violation);
    if (!fits && stop_at_violation) return out;
  }
  const bool fits = stream.size() <= bytes_max;
  if (!fits && stop_at_violation) {
    out.said.push_back(violation);
    return out;
  }
  if (fits) out.pending = stream;
  out.mid_message = !stream.empty();
  return out;
}

Verdict nothing_lost(std::string_view stream, const Framing& framing) {
  std::string bytes;
  for (const auto& [message, violation] : framing.said) {
    if (violation) return std::nullopt;
    bytes += message;
  }
  if (framing.mid_message && framing.pending.empty()) return std::nullopt;
  bytes += framing.pending;
  if (bytes == stream) return std::nullopt;
  return broken(law, "bytes were lost or invented", stream, stream, bytes);
}

Verdict same_however_cut(const Pieces& pieces, std::size_t bytes_max, const FrameStream& frame,
                         const Framing& expected) {
  const auto stream = joined(pieces);
  for (const auto drain : {Drain::after_each_piece, Drain::at_the_end}) {
    const auto whole = frame({stream}, drain, bytes_max);
    if (auto verdict = nothing_lost(stream, whole)) return verdict;
    if (whole != expected) {
      return broken(law, "the whole stream is framed wrongly", stream, shown(expected),
                    shown(whole));
    }
    const auto cut = frame(pieces, drain, bytes_max);
    if (cut == whole) continue;
    std::string what = "a segmentation changed the messages; it is";
    for (const auto piece : pieces) what += " " + std::to_string(piece.size());
    return broken(law, what, stream, shown(whole), shown(cut));
  }
  return std::nullopt;
}

}  // namespace

Verdict request_delivery(const Pieces& pieces, std::size_t bytes_max, const Codec& codec) {
  const auto expected = split(joined(pieces), "\n", bytes_max, Refusal::line_too_long, false);
  return same_however_cut(pieces, bytes_max, codec.frame_requests, expected);
}

Verdict response_delivery(const Pieces& pieces, std::size_t bytes_max, const Codec& codec) {
  const auto expected = split(joined(pieces), "\n\n", bytes_max, Refusal::response_too_long, true);
  return same_however_cut(pieces, bytes_max, codec.frame_responses, expected);
}

}  // namespace eardrum::fuzz

#include "eardrum/fuzz/laws/codec.hpp"

#include <variant>

#include "eardrum/protocol/format.hpp"
#include "eardrum/protocol/framer.hpp"
#include "eardrum/protocol/parse.hpp"

namespace eardrum::fuzz {
namespace {

using protocol::Framer;

/// Takes what the framer has. False: it reported a violation, and `stop_at_violation` was set.
bool take_all(Framer& framer, bool stop_at_violation, Framing& out) {
  for (;;) {
    const auto frame = framer.next();
    if (std::holds_alternative<protocol::NeedMore>(frame)) return true;
    if (const auto* message = std::get_if<std::string_view>(&frame)) {
      out.said.push_back({.message = std::string(*message), .violation = std::nullopt});
      continue;
    }
    out.said.push_back({.message = {}, .violation = std::get<protocol::Violation>(frame)});
    if (stop_at_violation) return false;
  }
}

Framing frame_stream(Framer framer, bool stop_at_violation, const Pieces& pieces, Drain drain) {
  Framing out;
  for (const auto piece : pieces) {
    framer.feed(piece);
    if (drain == Drain::at_the_end) continue;
    if (!take_all(framer, stop_at_violation, out)) return out;
  }
  if (!take_all(framer, stop_at_violation, out)) return out;
  out.pending = framer.pending();
  out.mid_message = framer.mid_message();
  return out;
}

void append_response(protocol::Status status, std::span<const protocol::Row> rows,
                     std::string& out) {
  if (status == protocol::Status::error) {
    protocol::append_error(out);
    return;
  }
  protocol::append_ok_begin(out);
  for (const auto& row : rows) protocol::append_row(row, out);
  protocol::append_end(out);
}

}  // namespace

const Codec& reference_codec() {
  static const Codec codec{
      .frame_requests =
          [](const Pieces& pieces, Drain drain, std::size_t bytes_max) {
            return frame_stream(Framer::requests(bytes_max), false, pieces, drain);
          },
      .frame_responses =
          [](const Pieces& pieces, Drain drain, std::size_t bytes_max) {
            return frame_stream(Framer::responses(bytes_max), true, pieces, drain);
          },
      .parse_request = protocol::parse_request,
      .parse_response = protocol::parse_response,
      .append_request = protocol::append_request,
      .append_response = append_response,
  };
  return codec;
}

}  // namespace eardrum::fuzz

// The codec that a law is asked about, as a table of functions. The tables exist so that the laws
// can be shown to bite: laws_bite_codec_test.cpp replaces one function by a faulty one, and the law
// must say so.
#pragma once

#include <cstddef>
#include <expected>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/fuzz/laws/pieces.hpp"
#include "eardrum/protocol/request.hpp"
#include "eardrum/protocol/response.hpp"
#include "eardrum/protocol/violation.hpp"

namespace eardrum::fuzz {

/// What a framer said once: a message, or a violation in place of one. Owns its bytes.
struct Framed {
  std::string message;
  std::optional<protocol::Violation> violation;

  friend bool operator==(const Framed&, const Framed&) = default;
};

/// All that a framer made of a stream.
struct Framing {
  std::vector<Framed> said;
  std::string pending;       ///< the unfinished tail; empty after a response's violation
  bool mid_message = false;  ///< whether a message is under way; false after such a violation

  friend bool operator==(const Framing&, const Framing&) = default;
};

/// When the framer's owner asks for messages.
enum class Drain { after_each_piece, at_the_end };

/// Feeds all pieces to a new framer whose messages may have `bytes_max` bytes. For responses it
/// stops at the first violation: their reader has to give up the connection.
using FrameStream =
    std::function<Framing(const Pieces& pieces, Drain drain, std::size_t bytes_max)>;

struct Codec {
  FrameStream frame_requests;
  FrameStream frame_responses;
  std::function<std::expected<protocol::Request, protocol::Violation>(std::string_view frame)>
      parse_request;
  std::function<std::expected<protocol::Status, protocol::Violation>(
      std::string_view frame, std::vector<protocol::Row>& rows)>
      parse_response;
  std::function<void(const protocol::Request&, std::string& out)> append_request;
  /// `rows` is empty for errors and for answers to put.
  std::function<void(protocol::Status, std::span<const protocol::Row> rows, std::string& out)>
      append_response;
};

/// eardrum::protocol itself. Lives as long as the program.
const Codec& reference_codec();

}  // namespace eardrum::fuzz

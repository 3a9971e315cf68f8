// The codec that a law tests, as a table of functions. laws_bite_codec_test.cpp replaces one
// function by a faulty one to show that the law detects the fault.
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

/// One result of a framer: a message, or a violation instead of a message. Owns its bytes.
struct Framed {
  std::string message;
  std::optional<protocol::Violation> violation;

  friend bool operator==(const Framed&, const Framed&) = default;
};

/// All results of a framer for a stream.
struct Framing {
  std::vector<Framed> said;
  std::string pending;       ///< the unfinished tail; empty after a response's violation
  bool mid_message = false;  ///< the stream ends inside a message; false after such a violation

  friend bool operator==(const Framing&, const Framing&) = default;
};

/// When the owner of the framer calls next().
enum class Drain { after_each_piece, at_the_end };

/// Feeds all pieces to a new framer whose messages may have `bytes_max` bytes. For responses it
/// stops at the first violation, because a reader must close the connection there.
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

/// The codec of eardrum::protocol. Valid as long as the program.
const Codec& reference_codec();

}  // namespace eardrum::fuzz

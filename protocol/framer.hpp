// Cuts a byte stream into messages: requests at LF, responses at LF LF.
//
// Strategy: bytes gather in one buffer; the framer remembers how far it has searched, so no byte is
// looked at twice however the stream was segmented (REQ-FRM-5); a message longer than its limit is
// never kept, so memory is bounded by the limit plus one chunk. Meaning is parse.hpp's business.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "eardrum/protocol/limits.hpp"
#include "eardrum/protocol/violation.hpp"

namespace eardrum::protocol {

/// No whole message is there yet: feed more bytes.
struct NeedMore {
  friend bool operator==(NeedMore, NeedMore) = default;
};

/// One message with its end marker, nothing yet, or a message that was too long.
/// A message is a view into the framer: it lives until the next call of feed().
using Frame = std::variant<std::string_view, NeedMore, Violation>;

class Framer {
 public:
  /// Requests end in LF. A line of more than `bytes_max` bytes, its LF included, is dropped as it
  /// arrives and reported once, when its LF is seen; the next line is then read as usual
  /// (REQ-FRM-6: nobody answers before the LF; REQ-LIM-2: memory stays bounded).
  static Framer requests(std::size_t bytes_max = limits::request_bytes_max);

  /// Responses end in LF LF. One of more than `bytes_max` bytes is reported as soon as it is, and
  /// again at each call: its reader has to give up the connection.
  static Framer responses(std::size_t bytes_max = limits::response_bytes_max);

  /// Takes bytes from the stream. Ends the life of views that next() returned.
  void feed(std::string_view bytes);

  /// The next message. Call until it answers NeedMore (or, for responses, Violation).
  Frame next();

  /// Bytes received and not yet returned: the unfinished tail.
  std::string_view pending() const { return std::string_view(buffer_).substr(begin_); }

  /// Whether an unfinished message is under way, dropped bytes of an overlong line included.
  bool mid_message() const { return !pending().empty() || dropping_; }

 private:
  enum class Marker { line_feed, two_line_feeds };

  Framer(Marker marker, std::size_t bytes_max) : marker_(marker), bytes_max_(bytes_max) {}

  /// Index one past the next end marker, or npos; remembers what it searched.
  std::size_t find_end();
  Frame next_overlong(std::size_t end);

  Marker marker_;
  std::size_t bytes_max_;
  std::string buffer_;
  std::size_t begin_ = 0;     ///< first byte not yet returned
  std::size_t searched_ = 0;  ///< no marker starts before this index; begin_ <= searched_
  bool dropping_ = false;     ///< inside an overlong request line
};

}  // namespace eardrum::protocol

// Splits a byte stream into messages: requests at LF, responses at LF LF.
//
// The framer collects bytes in one buffer and remembers how far it has searched. So it searches
// each byte once, however the stream is segmented (REQ-FRM-5). It never keeps a message that is
// longer than the limit, so its memory is bounded by the limit plus one chunk. parse.hpp interprets
// the messages.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "eardrum/protocol/limits.hpp"
#include "eardrum/protocol/violation.hpp"

namespace eardrum::protocol {

/// The buffer contains no complete message: feed more bytes.
struct NeedMore {
  friend bool operator==(NeedMore, NeedMore) = default;
};

/// A message with its end marker, NeedMore, or the violation of a message that is too long. A
/// message is a view into the framer. It is valid until the next call of feed().
using Frame = std::variant<std::string_view, NeedMore, Violation>;

class Framer {
 public:
  /// A framer for requests, which end in LF. It drops a line of more than `bytes_max` bytes, with
  /// its LF, while the line arrives, so that memory stays bounded (REQ-LIM-2). It reports the line
  /// once, at its LF, so that nothing is answered before the LF (REQ-FRM-6). Then it reads the next
  /// line as usual.
  static Framer requests(std::size_t bytes_max = limits::request_bytes_max);

  /// A framer for responses, which end in LF LF. As soon as a response has more than `bytes_max`
  /// bytes, each call of next() returns a violation. The reader must close the connection.
  static Framer responses(std::size_t bytes_max = limits::response_bytes_max);

  /// Adds bytes of the stream. Invalidates the views that next() returned.
  void feed(std::string_view bytes);

  /// The next message. Call this until it returns NeedMore (or, for responses, Violation).
  Frame next();

  /// Bytes received and not yet returned: the unfinished tail.
  std::string_view pending() const { return std::string_view(buffer_).substr(begin_); }

  /// Whether the input so far ends inside a message. Dropped bytes of an overlong line count too.
  bool mid_message() const { return !pending().empty() || dropping_; }

 private:
  enum class Marker { line_feed, two_line_feeds };

  Framer(Marker marker, std::size_t bytes_max) : marker_(marker), bytes_max_(bytes_max) {}

  /// The index after the next end marker, or npos. Updates searched_.
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

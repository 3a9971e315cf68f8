// Bytes that a testee or a peer controls. They are data wherever they go: there is no conversion to
// text and no stream operator; the members below are the only ways out, one for each kind of sink.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eardrum::conformance {

class TesteeBytes {
 public:
  TesteeBytes() = default;
  explicit TesteeBytes(std::string bytes) : bytes_(std::move(bytes)) {}

  /// For terminals, logs, XML and Markdown: printable ASCII stays, LF is \n, everything else is
  /// \r \t \0 or \xNN, a backslash is doubled. No control, C1 or direction character survives, and
  /// the text has no line end, so that it cannot begin a line. The second of two # is \x23: build
  /// servers obey "##[command]" and "##name[command]" anywhere in a line of a log.
  std::string visible() const;

  /// The same for at most `bytes_max` bytes; says how many were left out.
  std::string visible(std::size_t bytes_max) const;

  /// For JSON, where exactness matters: standard base64 with padding (RFC 4648).
  std::string base64() const;

  /// The bytes that base64() wrote as `text`; nothing if it is not exactly such a text (other
  /// characters, white space, missing padding, stray bits).
  static std::optional<TesteeBytes> from_base64(std::string_view text);

  /// At most `count` bytes from `offset` on, empty beyond the end.
  TesteeBytes slice(std::size_t offset, std::size_t count) const;

  /// Split at each LF, which belongs to no line; a last line without LF counts, an empty one not.
  std::vector<TesteeBytes> lines() const;

  /// For judging only. What comes out here goes into comparisons, never into a report.
  std::string_view for_judging() const { return bytes_; }

  std::size_t size() const { return bytes_.size(); }
  bool empty() const { return bytes_.empty(); }

  friend bool operator==(const TesteeBytes&, const TesteeBytes&) = default;

 private:
  std::string bytes_;
};

/// What visible() does, for bytes of our own (sessions, requests).
std::string visible(std::string_view bytes);

}  // namespace eardrum::conformance

// Bytes that a testee or a peer controls. The type has no conversion to text and no stream
// operator. The only ways to get text from it are the members below, one for each kind of output.
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

  /// For terminals, logs, XML and Markdown. Printable ASCII stays, LF becomes \n, other bytes
  /// become \r \t \0 or \xNN, and a backslash is doubled. So the text has no control, C1 or
  /// direction character and no line end, and cannot begin a line. The second of two # becomes
  /// \x23, because build servers execute "##[command]" and "##name[command]" anywhere in a line of
  /// a log.
  std::string visible() const;

  /// The same for at most `bytes_max` bytes. The text gives the number of omitted bytes.
  std::string visible(std::size_t bytes_max) const;

  /// For JSON, where exactness matters: standard base64 with padding (RFC 4648).
  std::string base64() const;

  /// The bytes that base64() wrote as `text`; nothing if it is not exactly such a text (other
  /// characters, white space, missing padding, stray bits).
  static std::optional<TesteeBytes> from_base64(std::string_view text);

  /// At most `count` bytes from `offset` on, empty beyond the end.
  TesteeBytes slice(std::size_t offset, std::size_t count) const;

  /// The lines without their LF. A last line without LF counts unless it is empty.
  std::vector<TesteeBytes> lines() const;

  /// The raw bytes, only for comparisons. Never write them into a report.
  std::string_view for_judging() const { return bytes_; }

  std::size_t size() const { return bytes_.size(); }
  bool empty() const { return bytes_.empty(); }

  friend bool operator==(const TesteeBytes&, const TesteeBytes&) = default;

 private:
  std::string bytes_;
};

/// The same as TesteeBytes::visible(), for bytes of the kit (sessions, requests).
std::string visible(std::string_view bytes);

}  // namespace eardrum::conformance

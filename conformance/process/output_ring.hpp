// Keeps the first and the last bytes of a stream in bounded memory, and counts the bytes between
// them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace eardrum::conformance {

/// The number of bytes that are kept at each end of a stream of a testee. Dropped bytes are those
/// after the first `output_end_bytes_max` bytes.
inline constexpr std::size_t output_end_bytes_max = std::size_t{64} * 1024;

class OutputRing {
 public:
  explicit OutputRing(std::size_t end_bytes_max = output_end_bytes_max)
      : end_bytes_max_(end_bytes_max) {}

  void append(std::string_view bytes);

  /// The first bytes, followed by the last ones.
  std::string kept() const;

  /// The kept bytes from `offset` on; `offset` counts all bytes of the stream.
  std::string kept_since(std::uint64_t offset) const;

  /// Only the first bytes; valid until the next append.
  std::string_view first() const { return first_; }

  std::uint64_t dropped_bytes() const { return total_bytes_ - first_.size() - last_.size(); }
  std::uint64_t total_bytes() const { return total_bytes_; }

 private:
  std::size_t end_bytes_max_;
  std::string first_;
  std::string last_;            // circular once it is full
  std::size_t last_begin_ = 0;  // index of its oldest byte
  std::uint64_t total_bytes_ = 0;
};

}  // namespace eardrum::conformance

// Keeps the first and the last bytes of a stream in bounded memory and counts what lies between.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace eardrum::conformance {

/// What a testee's stream keeps at each end; where bytes were dropped, they stood after the first
/// `output_end_bytes_max` ones.
inline constexpr std::size_t output_end_bytes_max = std::size_t{64} * 1024;

class OutputRing {
 public:
  explicit OutputRing(std::size_t end_bytes_max = output_end_bytes_max)
      : end_bytes_max_(end_bytes_max) {}

  void append(std::string_view bytes);

  /// The first bytes, and after them the last ones.
  std::string kept() const;

  /// What is kept of the bytes that came after the first `offset` ones.
  std::string kept_since(std::uint64_t offset) const;

  /// The first bytes alone; valid until the next append.
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

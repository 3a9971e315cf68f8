// Reads structured values from mutated bytes. After the end it reads zeros, so that every input is
// valid. FuzzedDataProvider of libFuzzer does the same, but only clang provides it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace eardrum::fuzz {

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  bool empty() const { return rest_.empty(); }

  std::uint8_t byte() {
    const auto taken = take(1);
    return taken.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(taken.front());
  }

  /// Reads eight bytes as a number, the lowest byte first.
  std::uint64_t word() {
    std::uint64_t out = 0;
    for (unsigned shift = 0; shift < 64; shift += 8) out |= std::uint64_t{byte()} << shift;
    return out;
  }

  /// Reads at most `count` bytes, fewer at the end. The result is a view into the input.
  std::string_view take(std::size_t count) {
    const auto taken = rest_.substr(0, std::min(count, rest_.size()));
    rest_.remove_prefix(taken.size());
    return taken;
  }

  std::string_view take_all() { return take(rest_.size()); }

  /// Reads the text up to the next LF, or up to the end. Skips the LF.
  std::string_view line() {
    const auto end = std::min(rest_.find('\n'), rest_.size());
    const auto out = take(end);
    take(1);
    return out;
  }

 private:
  std::string_view rest_;
};

}  // namespace eardrum::fuzz

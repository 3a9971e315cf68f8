#include "eardrum/conformance/process/output_ring.hpp"

#include <algorithm>

namespace eardrum::conformance {

void OutputRing::append(std::string_view bytes) {
  total_bytes_ += bytes.size();

  const auto to_first = std::min(end_bytes_max_ - first_.size(), bytes.size());
  first_.append(bytes.substr(0, to_first));
  bytes.remove_prefix(to_first);

  if (bytes.size() > end_bytes_max_) bytes.remove_prefix(bytes.size() - end_bytes_max_);
  const auto to_room = std::min(end_bytes_max_ - last_.size(), bytes.size());
  last_.append(bytes.substr(0, to_room));
  bytes.remove_prefix(to_room);

  while (!bytes.empty()) {
    const auto count = std::min(last_.size() - last_begin_, bytes.size());
    std::copy_n(bytes.begin(), count, last_.begin() + static_cast<std::ptrdiff_t>(last_begin_));
    last_begin_ = (last_begin_ + count) % last_.size();
    bytes.remove_prefix(count);
  }
}

std::string OutputRing::kept() const {
  return first_ + last_.substr(last_begin_) + last_.substr(0, last_begin_);
}

std::string OutputRing::kept_since(std::uint64_t offset) const {
  if (offset == total_bytes_) return {};
  auto out = kept();
  auto known = std::min<std::uint64_t>(offset, first_.size());
  if (offset > first_.size() + dropped_bytes()) known = offset - dropped_bytes();
  out.erase(0, known);
  return out;
}

}  // namespace eardrum::conformance

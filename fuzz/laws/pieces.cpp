#include "eardrum/fuzz/laws/pieces.hpp"

#include <algorithm>

namespace eardrum::fuzz {

Pieces cut(std::string_view stream, const std::vector<std::size_t>& piece_sizes) {
  if (piece_sizes.empty()) return {stream};
  Pieces pieces;
  for (std::size_t i = 0; !stream.empty(); i = (i + 1) % piece_sizes.size()) {
    pieces.push_back(stream.substr(0, std::max<std::size_t>(piece_sizes[i], 1)));
    stream.remove_prefix(pieces.back().size());
  }
  return pieces;
}

Pieces cut_by_hash(std::string_view stream) {
  // FNV-1a, so that the same bytes are cut alike on every machine.
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : stream) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  }
  std::vector<std::size_t> sizes;
  for (int i = 0; i < 8; ++i, hash >>= 8) {
    // Mostly tiny pieces, now and then a long one.
    sizes.push_back((hash & 0x80) != 0 ? hash & 0x7F : hash & 0x0F);
  }
  return cut(stream, sizes);
}

}  // namespace eardrum::fuzz

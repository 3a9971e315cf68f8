// Compares values bit for bit. The codec keeps the sign of zero, which == on doubles ignores.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <variant>

#include "eardrum/protocol/request.hpp"
#include "eardrum/protocol/response.hpp"

namespace eardrum::fuzz {

inline bool same(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

inline bool same(const protocol::Row& a, const protocol::Row& b) {
  return a == b && same(a.value, b.value);
}

inline bool same(std::span<const protocol::Row> a, std::span<const protocol::Row> b) {
  return std::ranges::equal(a, b, [](const auto& x, const auto& y) { return same(x, y); });
}

inline bool same(const protocol::Request& a, const protocol::Request& b) {
  const auto* put = std::get_if<protocol::Put>(&a);
  return a == b && (put == nullptr || same(put->value, std::get<protocol::Put>(b).value));
}

}  // namespace eardrum::fuzz

// An enumeration, the list of all its values, and a table that a switch makes: whether they agree,
// at compile time.
#pragma once

#include <array>
#include <cstddef>

namespace eardrum::conformance {

/// Whether each value that `has_row` knows stands in `all`, at its own place, and nothing else. A
/// switch leads to the row of a new value; this leads to the list.
template <class Enum, std::size_t size, class HasRow>
constexpr bool lists_each(const std::array<Enum, size>& all, HasRow has_row) {
  constexpr std::size_t values_tried = 64;
  static_assert(size <= values_tried);
  for (std::size_t i = 0; i < values_tried; ++i) {
    const auto value = static_cast<Enum>(i);
    const bool listed = i < size && all.at(i) == value;
    if (listed != has_row(value)) return false;
  }
  return true;
}

}  // namespace eardrum::conformance

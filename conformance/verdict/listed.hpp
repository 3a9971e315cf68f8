// Checks at compile time that the list of all values of an enumeration agrees with the table that a
// switch over the enumeration makes.
#pragma once

#include <array>
#include <cstddef>

namespace eardrum::conformance {

/// Whether `all` contains exactly the values for which `has_row` is true, in the order of the
/// enumeration. For a new value, the compiler warning about the switch leads to the table, and this
/// check leads to the list.
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

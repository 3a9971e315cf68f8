#include "eardrum/conformance/session.hpp"

#include <array>

namespace eardrum::conformance {

std::string Place::text() const {
  return file + ":" + std::to_string(line) + ":" + std::to_string(column);
}

std::string_view name(DeliveryKind kind) {
  constexpr std::array<std::string_view, 4> names{"whole", "byte-by-byte", "cut", "coalesced"};
  return names.at(static_cast<std::size_t>(kind));
}

std::optional<DeliveryKind> parse_delivery_kind(std::string_view text) {
  using enum DeliveryKind;
  for (const auto kind : {whole, byte_by_byte, cut, coalesced}) {
    if (text == name(kind)) return kind;
  }
  return std::nullopt;
}

}  // namespace eardrum::conformance

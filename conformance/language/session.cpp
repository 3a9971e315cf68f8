#include "eardrum/conformance/language/session.hpp"

#include <array>
#include <utility>

#include "eardrum/protocol/requirement.hpp"

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

Session stepless_session(std::string name, std::string_view rule, std::string title) {
  Session session;
  session.name = std::move(name);
  session.requirement = protocol::find_requirement(rule);
  session.title = std::move(title);
  session.deliveries = {DeliveryKind::whole};
  return session;
}

}  // namespace eardrum::conformance

// The deliveries: the ways to split the bytes of a session into segments. For a new delivery,
// extend the enumeration and the list here and the table in delivery_kind.cpp. play/delivery.cpp
// splits the texts. conformance/README.md lists all other places.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eardrum::conformance {

enum class DeliveryKind { whole, byte_by_byte, cut, coalesced };

/// All kinds, in the order of the enumeration; whole is the first. Loops use this list.
inline constexpr std::array all_deliveries{DeliveryKind::whole, DeliveryKind::byte_by_byte,
                                           DeliveryKind::cut, DeliveryKind::coalesced};

/// The properties of a delivery.
struct DeliveryTraits {
  std::string_view name;         ///< in sessions, options and reports: "byte-by-byte"
  std::string_view phrase;       ///< begins the sentence of a fault in this delivery only
  std::string_view server_rule;  ///< the rule that a server breaks if it fails only here
  std::string_view client_rule;  ///< the same for a client
  unsigned plays = 1;            ///< about how often it plays a session
};

DeliveryTraits traits(DeliveryKind kind);

std::string_view name(DeliveryKind kind);
std::optional<DeliveryKind> parse_delivery_kind(std::string_view text);

/// All names, for suggestions.
std::vector<std::string> delivery_names();

/// "whole, byte-by-byte, cut, coalesced": for sentences.
std::string listed_deliveries();

}  // namespace eardrum::conformance

// How the bytes of a session can be cut into segments: the one table to extend for a new delivery.
// How a text is cut stands in play/delivery.cpp.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eardrum::conformance {

enum class DeliveryKind { whole, byte_by_byte, cut, coalesced };

/// Every kind, so that no loop forgets a new one. In the order of the enumeration, whole first.
inline constexpr std::array all_deliveries{DeliveryKind::whole, DeliveryKind::byte_by_byte,
                                           DeliveryKind::cut, DeliveryKind::coalesced};

/// What is to be known of a delivery.
struct DeliveryTraits {
  std::string_view name;         ///< in sessions, options and reports: "byte-by-byte"
  std::string_view phrase;       ///< how a finding says that no other delivery shows it
  std::string_view server_rule;  ///< what a server breaks that fails in this delivery only
  std::string_view client_rule;  ///< the same for a client
  unsigned plays = 1;            ///< how often a session is played in it, roughly
};

DeliveryTraits traits(DeliveryKind kind);

std::string_view name(DeliveryKind kind);
std::optional<DeliveryKind> parse_delivery_kind(std::string_view text);

/// All names, for suggestions.
std::vector<std::string> delivery_names();

/// "whole, byte-by-byte, cut, coalesced": for sentences.
std::string listed_deliveries();

}  // namespace eardrum::conformance

// Splits the texts of a session into the pieces of a delivery (SESSIONS.md, "Deliveries").
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "eardrum/conformance/language/session.hpp"

namespace eardrum::conformance {

struct Delivery {
  DeliveryKind kind = DeliveryKind::whole;
  std::size_t cut = 0;  ///< for DeliveryKind::cut: every text is cut after this many bytes, and a
                        ///< shorter one is sent whole

  /// "whole", "byte-by-byte", "cut@17", "coalesced".
  std::string text() const;
};

/// The pieces of one text. Joined they are the text. No piece is empty.
std::vector<std::string_view> pieces(std::string_view text, const Delivery& delivery);

/// The places at which to cut, in ascending order, so that each text is cut at every interesting
/// place. `few` gives only some of them.
std::vector<std::size_t> cut_places(const std::vector<std::string>& texts, bool few);

/// Reads what Delivery::text() writes, such as "cut@17"; nothing if the text is not a delivery.
/// "cut" alone has cut 0.
std::optional<Delivery> parse_delivery(std::string_view text);

}  // namespace eardrum::conformance

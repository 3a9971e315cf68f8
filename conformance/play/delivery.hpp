// How requests go out: the same bytes, cut differently (SESSIONS.md, "Deliveries").
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

/// The pieces of one text; joined they are the text. Never empty pieces.
std::vector<std::string_view> pieces(std::string_view text, const Delivery& delivery);

/// Where to cut texts so that each of them is cut at every interesting place, in ascending order.
std::vector<std::size_t> cut_places(const std::vector<std::string>& texts, bool few);

/// "cut@17" and the like back to a delivery; nothing if the text names none. "cut" alone has cut 0.
std::optional<Delivery> parse_delivery(std::string_view text);

}  // namespace eardrum::conformance

#include "eardrum/conformance/language/delivery_kind.hpp"

#include <algorithm>

#include "eardrum/conformance/verdict/listed.hpp"
#include "eardrum/protocol/rules.hpp"

namespace eardrum::conformance {

// A client awaits each answer, so to it one large segment is a segmentation like any other.
constexpr DeliveryTraits traits_of(DeliveryKind kind) {
  namespace rule = protocol::rule;
  switch (kind) {
    case DeliveryKind::whole:
      return {.name = "whole", .phrase = "", .server_rule = "", .client_rule = ""};
    case DeliveryKind::byte_by_byte:
      return {.name = "byte-by-byte",
              .phrase = "sent one byte at a time",
              .server_rule = rule::frm_5,
              .client_rule = rule::cli_8};
    case DeliveryKind::cut:
      return {.name = "cut",
              .phrase = "sent in two pieces",
              .server_rule = rule::frm_5,
              .client_rule = rule::cli_8,
              .plays = 30};
    case DeliveryKind::coalesced:
      return {.name = "coalesced",
              .phrase = "sent together with what follows",
              .server_rule = rule::frm_7,
              .client_rule = rule::cli_8};
  }
  return {};
}

static_assert(lists_each(all_deliveries,
                         [](DeliveryKind kind) { return !traits_of(kind).name.empty(); }));

DeliveryTraits traits(DeliveryKind kind) {
  return traits_of(kind);
}

std::string_view name(DeliveryKind kind) {
  return traits_of(kind).name;
}

std::optional<DeliveryKind> parse_delivery_kind(std::string_view text) {
  const auto* const found = std::ranges::find(all_deliveries, text, &name);
  if (found == all_deliveries.end()) return std::nullopt;
  return *found;
}

std::vector<std::string> delivery_names() {
  std::vector<std::string> names;
  names.reserve(all_deliveries.size());
  for (const auto kind : all_deliveries) names.emplace_back(name(kind));
  return names;
}

std::string listed_deliveries() {
  std::string out;
  for (const auto kind : all_deliveries) out += (out.empty() ? "" : ", ") + std::string(name(kind));
  return out;
}

}  // namespace eardrum::conformance

#include "eardrum/conformance/language/delivery_kind.hpp"

#include <gtest/gtest.h>

#include "eardrum/protocol/requirement.hpp"

namespace eardrum::conformance {
namespace {

TEST(Delivery, HasANameThatReadsBack) {
  for (const auto kind : all_deliveries) EXPECT_EQ(parse_delivery_kind(name(kind)), kind);
  EXPECT_EQ(parse_delivery_kind("Whole"), std::nullopt);
  EXPECT_EQ(parse_delivery_kind(""), std::nullopt);
}

TEST(Delivery, IsListedForSentencesAndSuggestions) {
  EXPECT_EQ(listed_deliveries(), "whole, byte-by-byte, cut, coalesced");
  EXPECT_EQ(delivery_names().size(), all_deliveries.size());
}

TEST(Delivery, HasAPhraseAndARuleForEachRoleUnlessItIsWhole) {
  EXPECT_EQ(all_deliveries.front(), DeliveryKind::whole);
  for (const auto kind : all_deliveries) {
    const auto delivery = traits(kind);
    EXPECT_EQ(delivery.phrase.empty(), kind == DeliveryKind::whole);
    for (const auto rule : {delivery.server_rule, delivery.client_rule}) {
      EXPECT_EQ(protocol::find_requirement(rule) == nullptr, kind == DeliveryKind::whole);
    }
  }
}

}  // namespace
}  // namespace eardrum::conformance

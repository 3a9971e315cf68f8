#include "eardrum/conformance/play/delivery.hpp"

#include <gmock/gmock.h>

namespace eardrum::conformance {
namespace {

using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

std::string joined(const std::vector<std::string_view>& parts) {
  std::string text;
  for (const auto part : parts) text += part;
  return text;
}

TEST(Pieces, WholeIsOnePiece) {
  EXPECT_THAT(pieces("get k\n", {DeliveryKind::whole, 0}), ElementsAre("get k\n"));
  EXPECT_THAT(pieces("get k\n", {DeliveryKind::coalesced, 0}), ElementsAre("get k\n"));
}

TEST(Pieces, ByteByByteIsOneByteEach) {
  EXPECT_THAT(pieces("get\n", {DeliveryKind::byte_by_byte, 0}), ElementsAre("g", "e", "t", "\n"));
}

TEST(Pieces, OfALongTextAreAtMost256AndLoseNothing) {
  const std::string text(100'000, 'x');
  const auto parts = pieces(text, {DeliveryKind::byte_by_byte, 0});
  EXPECT_LE(parts.size(), 256U);
  EXPECT_GE(parts.size(), 128U);
  EXPECT_EQ(joined(parts), text);
}

TEST(Pieces, CutSplitsOnceAndLeavesShorterTextsWhole) {
  EXPECT_THAT(pieces("get k\n", {DeliveryKind::cut, 4}), ElementsAre("get ", "k\n"));
  EXPECT_THAT(pieces("get k\n", {DeliveryKind::cut, 6}), ElementsAre("get k\n"));
  EXPECT_THAT(pieces("get k\n", {DeliveryKind::cut, 60}), ElementsAre("get k\n"));
}

TEST(Pieces, OfNothingAreNone) {
  EXPECT_THAT(pieces("", {DeliveryKind::whole, 0}), IsEmpty());
  EXPECT_THAT(pieces("", {DeliveryKind::byte_by_byte, 0}), IsEmpty());
}

TEST(CutPlaces, OfAShortTextAreEveryPlaceInside) {
  EXPECT_THAT(cut_places({"get k\n"}, false), ElementsAre(1, 2, 3, 4, 5));
}

TEST(CutPlaces, OfALongTextHoldItsBlanksAndItsLastByte) {
  const std::string text = "put " + std::string(200, 'k') + " 1 100\n";
  const auto places = cut_places({text}, false);
  for (const std::size_t place : {4U, 205U, 207U, 210U}) EXPECT_THAT(places, Contains(place));
  EXPECT_THAT(places, Each(testing::AllOf(testing::Gt(0U), testing::Lt(text.size()))));
  EXPECT_LT(places.size(), 64U);
}

TEST(CutPlaces, AFewLieInsideTheLastFieldAndBeforeTheLineEnd) {
  const std::string text = "put k 1.5 100\n";
  EXPECT_THAT(cut_places({text}, true), ElementsAre(7, 11, 13));
}

TEST(CutPlaces, AFewOfATinyTextStayInside) {
  EXPECT_THAT(cut_places({"a\n"}, true), ElementsAre(1));
  EXPECT_THAT(cut_places({"\n"}, true), IsEmpty());
  EXPECT_THAT(cut_places({}, true), IsEmpty());
}

TEST(ParseDelivery, ReadsWhatTextWrites) {
  for (const auto& delivery :
       {Delivery{DeliveryKind::whole, 0}, Delivery{DeliveryKind::byte_by_byte, 0},
        Delivery{DeliveryKind::cut, 17}, Delivery{DeliveryKind::coalesced, 0}}) {
    const auto parsed = parse_delivery(delivery.text());
    ASSERT_TRUE(parsed) << delivery.text();
    EXPECT_EQ(parsed->kind, delivery.kind);
    EXPECT_EQ(parsed->cut, delivery.cut);
  }
}

TEST(ParseDelivery, RefusesWhatIsNoDelivery) {
  for (const auto* text : {"", "hole", "cut@", "cut@x", "cut@1x", "whole@3", "cut@-1"}) {
    EXPECT_FALSE(parse_delivery(text)) << text;
  }
}

}  // namespace
}  // namespace eardrum::conformance

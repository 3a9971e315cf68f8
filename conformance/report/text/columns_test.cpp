#include "eardrum/conformance/report/text/columns.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace eardrum::conformance {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Padded, CountsCharactersAndCutsNothing) {
  EXPECT_EQ(padded("ab", 4), "ab  ");
  EXPECT_EQ(padded("да", 4), "да  ");
  EXPECT_EQ(padded("abc", 2), "abc");
}

TEST(Columns, AreAsWideAsTheirLongestCellAndNeverRunTogether) {
  EXPECT_THAT(columns({{"", "A", "B"}, {"x", "UNTESTED 10 of 100", "PASS"}, {"longer", "-", "-"}}),
              ElementsAre("        A                   B", "x       UNTESTED 10 of 100  PASS",
                          "longer  -                   -"));
}

TEST(Columns, EndWithoutBlanks) {
  EXPECT_THAT(columns({{"a", ""}, {"b"}, {""}}), ElementsAre("a", "b", ""));
  EXPECT_THAT(columns({}), IsEmpty());
}

}  // namespace
}  // namespace eardrum::conformance

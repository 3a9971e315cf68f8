#include "eardrum/conformance/language/rows.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace eardrum::conformance {
namespace {

using Rows = std::vector<WideRow>;

const WideRow palm_1{"palm.cpu", 1.5, 100};
const WideRow palm_2{"palm.cpu", 2.5, 200};
const WideRow eardrum_1{"eardrum.cpu", 1.5, 100};

TEST(ReadRowWidely, ReadsKeyValueAndTimestamp) {
  EXPECT_EQ(read_row_widely("palm.cpu 1.5 100"), palm_1);
  EXPECT_EQ(read_row_widely("k -3 0"), (WideRow{"k", -3, 0}));
}

TEST(ReadRowWidely, TakesNumbersInAnySpelling) {
  EXPECT_EQ(read_row_widely("palm.cpu 1.50 100"), palm_1);
  EXPECT_EQ(read_row_widely("palm.cpu +1.5e0 +0100"), palm_1);
  EXPECT_EQ(read_row_widely("k 1e+20 1"), (WideRow{"k", 1e20, 1}));
}

TEST(ReadRowWidely, DoesNotTellZeroSignsApart) {
  EXPECT_EQ(read_row_widely("k -0 1"), read_row_widely("k 0.0 1"));
}

TEST(ReadRowWidely, RefusesWhatIsNoRow) {
  for (const auto* const line :
       {"", " ", "k", "k 1", "k 1 ", "k  1 2", " k 1 2", "k 1 2 ", "k 1 2 3", "k abc 2", "k 1 abc",
        "k 1 2.5", "k 1 2\r", "k 100 1.5", "('k', 1.5, 100)", "k,1.5,100", " 1 2"}) {
    EXPECT_FALSE(read_row_widely(line).has_value()) << line;
  }
}

TEST(ReadOkFrame, ReadsNoneOneAndTwoRows) {
  EXPECT_EQ(read_ok_frame("ok\n\n").value(), Rows{});
  EXPECT_EQ(read_ok_frame("ok\npalm.cpu 1.5 100\n\n").value(), Rows{palm_1});
  EXPECT_EQ(read_ok_frame("ok\npalm.cpu 1.5 100\npalm.cpu 2.5 200\n\n").value(),
            (Rows{palm_1, palm_2}));
}

void expect_frame_fault(std::string_view frame, std::size_t offset, std::string_view part) {
  const auto rows = read_ok_frame(frame);
  ASSERT_FALSE(rows.has_value()) << frame;
  EXPECT_EQ(rows.error().offset, offset) << frame;
  EXPECT_TRUE(rows.error().reason.contains(part)) << rows.error().reason;
}

TEST(ReadOkFrame, PointsAtTheFirstWrongByteOfTheStatus) {
  expect_frame_fault("error\nwrong command\n\n", 0, "does not begin with ok");
  expect_frame_fault("okay\n\n", 2, "does not begin with ok");
  expect_frame_fault(" ok\n\n", 0, "does not begin with ok");
  expect_frame_fault("Ok\n\n", 0, "does not begin with ok");
}

TEST(ReadOkFrame, PointsAtTheLineThatIsNoRow) {
  expect_frame_fault("ok\nbad\n\n", 3, "line 2 is no row");
  expect_frame_fault("ok\nk 1 2\nk 1 2 \n\n", 9, "line 3 is no row");
}

/// The reason, or "" where the rows are right.
std::string compared(const Rows& expected, const Rows& received, RowOrder order) {
  const auto difference = compare_rows(expected, received, order);
  return difference ? difference->sentence : "";
}

TEST(CompareRows, InAnyOrderComparesMultisets) {
  EXPECT_EQ(compared({palm_1, palm_2}, {palm_2, palm_1}, RowOrder::any), "");
  EXPECT_EQ(compared({palm_1, palm_2}, {palm_1}, RowOrder::any),
            "1 row missing, for example 'palm.cpu 2.5 200'");
  EXPECT_EQ(compared({palm_1}, {palm_1, palm_1}, RowOrder::any),
            "1 row too many, for example 'palm.cpu 1.5 100'");
  EXPECT_EQ(compared({palm_1}, {palm_2}, RowOrder::any),
            "1 row missing, for example 'palm.cpu 1.5 100'; "
            "1 row too many, for example 'palm.cpu 2.5 200'");
}

TEST(CompareRows, TellsARowThatDiffersInOneFieldWithTheOneThatItStandsFor) {
  const Rows both{palm_1, palm_2};
  EXPECT_EQ(compared(both, {palm_2, {"palm.cpu", 1, 100}}, RowOrder::any),
            "1 row with another value, for example 'palm.cpu 1 100' instead of "
            "'palm.cpu 1.5 100'");
  EXPECT_EQ(compared(both, {{"palm.cpu", 2, 200}, {"palm.cpu", 1, 100}}, RowOrder::any),
            "2 rows with another value, for example 'palm.cpu 1 100' instead of "
            "'palm.cpu 1.5 100'");
  EXPECT_EQ(compared(both, {palm_2, {"palm.cpu", 1.5, 99}}, RowOrder::any),
            "1 row with another timestamp, for example 'palm.cpu 1.5 99' instead of "
            "'palm.cpu 1.5 100'");
  EXPECT_EQ(compared(both, {{"Palm.cpu", 1.5, 100}}, RowOrder::any),
            "1 row with another key, for example 'Palm.cpu 1.5 100' instead of "
            "'palm.cpu 1.5 100'; 1 row missing, for example 'palm.cpu 2.5 200'");
  EXPECT_EQ(compared(both, {{"palm.cpu", 1, 100}}, RowOrder::subset),
            "2 rows missing, for example 'palm.cpu 1.5 100'");
}

using Kinds = std::vector<RowFaultKind>;

TEST(CompareRows, NamesInWhatTheRowsDifferAsData) {
  const auto in = [](const Rows& expected, const Rows& received, RowOrder order) {
    const auto difference = compare_rows(expected, received, order);
    return difference ? difference->kinds : Kinds{};
  };
  for (const auto order : {RowOrder::any, RowOrder::exact, RowOrder::per_key, RowOrder::puts}) {
    EXPECT_EQ(in({palm_1}, {{"palm.cpu", 2, 100}}, order), Kinds{RowFaultKind::other_value});
    EXPECT_EQ(in({palm_1}, {{"palm.cpu", 1.5, 7}}, order), Kinds{RowFaultKind::other_time});
    EXPECT_EQ(in({palm_1}, {eardrum_1}, order), Kinds{RowFaultKind::foreign_key});
    EXPECT_EQ(in({palm_1}, {palm_1, palm_1}, order), Kinds{RowFaultKind::too_often});
    EXPECT_EQ(in({palm_1}, {}, order), Kinds{RowFaultKind::missing});
  }
  for (const auto order : {RowOrder::exact, RowOrder::per_key}) {
    EXPECT_EQ(in({palm_1, palm_2}, {palm_2, palm_1}, order), Kinds{RowFaultKind::order});
  }
  EXPECT_EQ(in({palm_1, palm_2}, {{"palm.cpu", 1, 100}}, RowOrder::any),
            (Kinds{RowFaultKind::other_value, RowFaultKind::missing}));
}

TEST(CompareRows, SeesAValueThatLostItsFraction) {
  for (const auto order : {RowOrder::any, RowOrder::exact, RowOrder::puts}) {
    EXPECT_TRUE(compare_rows({palm_1}, {{"palm.cpu", 1, 100}}, order)->fraction_lost);
    EXPECT_FALSE(compare_rows({palm_1}, {{"palm.cpu", 2, 100}}, order)->fraction_lost);
    EXPECT_FALSE(compare_rows({palm_1}, {}, order)->fraction_lost);
  }
}

TEST(CompareRows, AmongOthersAsksOnlyForTheRowsNamed) {
  EXPECT_EQ(compared({palm_1}, {eardrum_1, palm_1, palm_2}, RowOrder::subset), "");
  EXPECT_EQ(compared({palm_1, palm_1}, {palm_1, palm_2}, RowOrder::subset),
            "1 row missing, for example 'palm.cpu 1.5 100'");
}

TEST(CompareRows, InThisOrderNamesTheFirstRowThatDiffers) {
  EXPECT_EQ(compared({palm_1, palm_2}, {palm_1, palm_2}, RowOrder::exact), "");
  EXPECT_EQ(compared({palm_1, palm_2}, {palm_2, palm_1}, RowOrder::exact),
            "row 1 is 'palm.cpu 2.5 200', but 'palm.cpu 1.5 100' is expected");
  EXPECT_EQ(compared({palm_1, palm_2}, {palm_1}, RowOrder::exact),
            "row 2 is missing: 'palm.cpu 2.5 200'");
  EXPECT_EQ(compared({palm_1}, {palm_1, palm_2}, RowOrder::exact),
            "row 2 is unexpected: 'palm.cpu 2.5 200'");
}

TEST(CompareRows, WithinEachKeyLetsKeysInterleave) {
  EXPECT_EQ(compared({palm_1, palm_2, eardrum_1}, {palm_1, eardrum_1, palm_2}, RowOrder::per_key),
            "");
  EXPECT_EQ(compared({palm_1, palm_2, eardrum_1}, {eardrum_1, palm_2, palm_1}, RowOrder::per_key),
            "among the rows of key 'palm.cpu', row 1 is 'palm.cpu 2.5 200', but "
            "'palm.cpu 1.5 100' is expected");
  EXPECT_EQ(compared({palm_1}, {{"palm.cpu", 2, 100}}, RowOrder::exact),
            "row 1 has another value: 'palm.cpu 2 100' instead of 'palm.cpu 1.5 100'");
  EXPECT_EQ(compared({palm_1}, {palm_1, eardrum_1}, RowOrder::per_key),
            "1 row too many, for example 'eardrum.cpu 1.5 100'");
}

TEST(CompareRows, FromThesePutsAllowsEveryPolicyForRepeatedPuts) {
  const WideRow again{"palm.cpu", 3.5, 100};
  const Rows puts{palm_1, again, palm_1, palm_2};
  EXPECT_EQ(compared(puts, {palm_1, palm_2}, RowOrder::puts), "");
  EXPECT_EQ(compared(puts, {palm_2, again}, RowOrder::puts), "");
  EXPECT_EQ(compared(puts, {palm_1, palm_2, again, palm_1}, RowOrder::puts), "");
}

TEST(CompareRows, FromThesePutsNamesWhatTheyDoNotAllow) {
  const Rows puts{palm_1, palm_2};
  EXPECT_EQ(compared(puts, {palm_1}, RowOrder::puts),
            "a row is missing: 'palm.cpu 2.5 200' was put, but the answer has no row with its "
            "key and timestamp");
  EXPECT_EQ(compared(puts, {palm_1, palm_2, palm_1}, RowOrder::puts),
            "the row 'palm.cpu 1.5 100' appears more often than it was put");
  EXPECT_EQ(compared(puts, {palm_1, palm_2, eardrum_1}, RowOrder::puts),
            "the row 'eardrum.cpu 1.5 100' has a key that the request did not ask for");
  EXPECT_EQ(compared(puts, {palm_1, {"palm.cpu", 1.5, 200}}, RowOrder::puts),
            "the row 'palm.cpu 1.5 200' has a value that was never put with this timestamp");
  EXPECT_EQ(compared(puts, {palm_1, {"palm.cpu", 2.5, 20}}, RowOrder::puts),
            "the row 'palm.cpu 2.5 20' has a timestamp that was never put for this key");
}

TEST(CompareRows, PrintsNoControlBytesOfTheTestee) {
  const WideRow evil{"\x1b[31m\n", 1, 2};
  const auto reason = compared({palm_1}, {evil}, RowOrder::any);
  EXPECT_FALSE(reason.contains('\x1b'));
  EXPECT_FALSE(reason.contains('\n'));
}

TEST(SwappedRows, AreToldFromOtherMalformedOnes) {
  EXPECT_TRUE(are_swapped_rows("ok\nk 100 1.5\n\n"));
  EXPECT_TRUE(are_swapped_rows("ok\nk 100 1.5\nk 200 2\n\n")) << "one may be readable";
  EXPECT_TRUE(are_swapped_rows("ok\nk 100 1.5\nk 200 2.5\nk 30")) << "the end was not kept";
  EXPECT_FALSE(are_swapped_rows("ok\nk 1.5 100\n\n"));
  EXPECT_FALSE(are_swapped_rows("ok\nk 100 x\n\n"));
  EXPECT_FALSE(are_swapped_rows("ok\nk 1.5\n\n"));
  EXPECT_FALSE(are_swapped_rows("ok\n\n"));
  EXPECT_FALSE(are_swapped_rows("error\nk 100 1.5\n\n"));
}

TEST(CompareRows, NamesInfinitiesOfTheTestee) {
  const auto infinite = read_row_widely("k 1e999 1");
  ASSERT_TRUE(infinite.has_value());
  EXPECT_EQ(compared({}, {*infinite}, RowOrder::any),
            "1 row too many, for example 'k an infinity 1'");
}

}  // namespace
}  // namespace eardrum::conformance

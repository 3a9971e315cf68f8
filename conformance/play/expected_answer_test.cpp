#include "eardrum/conformance/play/expected_answer.hpp"

#include <gtest/gtest.h>

#include "eardrum/conformance/language/session_reader.hpp"

namespace eardrum::conformance {
namespace {

using Kind = Match::Kind;

/// The expectation that a session would read from `text`, after "A< ".
Expectation expectation(const std::string& text) {
  const auto sessions =
      read_sessions("session t REQ-PUT-1\ntitle t\nA> x\\n\nA< " + text + "\n", "test.session");
  if (!sessions) throw std::runtime_error(sessions.error().text());
  return std::get<Expect>(sessions->front().steps.at(1).action).expectation;
}

Match match(const std::string& text, std::string_view bytes, bool closed = false,
            bool quiet = false) {
  return ExpectedAnswer(expectation(text), {}).match({bytes, closed, quiet});
}

TEST(ExpectedBytes, AreMetExactlyAndLeaveWhatFollows) {
  const auto found = match("ok\\n\\n", "ok\n\nok\n\n");
  EXPECT_EQ(found.kind, Kind::met);
  EXPECT_EQ(found.consumed, 4U);
}

TEST(ExpectedBytes, ArePendingOnAnyPrefix) {
  for (const auto* bytes : {"", "o", "ok", "ok\n"}) {
    EXPECT_EQ(match("ok\\n\\n", bytes).kind, Kind::pending) << bytes;
  }
}

TEST(ExpectedBytes, NameTheFirstWrongByte) {
  const auto found = match("ok\\n\\n", "ok\r\n\r\n");
  EXPECT_EQ(found.kind, Kind::missed);
  EXPECT_EQ(found.first_difference, 2U);
}

TEST(ExpectedBytes, OfNothingFoundTellRowsThatCameAsRows) {
  const auto found = match("ok\\n\\n", "ok\npalm.cpu 1.5 100\n\n");
  EXPECT_EQ(found.kind, Kind::missed);
  ASSERT_TRUE(found.rows);
  EXPECT_EQ(found.rows->kinds, std::vector{RowFaultKind::foreign_key});
}

TEST(ExpectedBytes, AreMissedWhenNothingMoreComes) {
  EXPECT_EQ(match("ok\\n\\n", "ok\n", true, false).kind, Kind::missed);
  EXPECT_EQ(match("ok\\n\\n", "ok\n", false, true).kind, Kind::missed);
  EXPECT_EQ(match("ok\\n\\n", "ok\n", false, true).first_difference, 3U);
}

TEST(ExpectedBytes, AreMetEvenIfTheConnectionIsClosedAfterwards) {
  EXPECT_EQ(match("ok\\n\\n", "ok\n\n", true, false).kind, Kind::met);
}

TEST(ExpectedBytes, TakeANumberInAnySpelling) {
  for (const auto* number : {"10.5", "10.50", "10.500000", "1.05e1", "105E-1", "1.05e+01"}) {
    const auto bytes = "put k " + std::string(number) + " 7\nput";
    const auto found = match("put k {~10.5} 7\\n", bytes);
    EXPECT_EQ(found.kind, Kind::met) << number;
    EXPECT_EQ(found.consumed, bytes.size() - 3) << number;
  }
  EXPECT_EQ(match("put k {~0.1} 7\\n", "put k 0.1000000000000000055511151231257827 7\n").kind,
            Kind::met);
  EXPECT_EQ(match("put k {~0} 7\\n", "put k -0.0 7\n").kind, Kind::met);
}

TEST(ExpectedBytes, RefuseANumberThatMeansAnotherOrIsNone) {
  for (const auto* number : {"10.6", "10.500000000000002", "-10.5", "10,5", "010.5", "10.5.0",
                             "+10.5", "1e999", "ten", "", "0x10", "10.5f"}) {
    const auto found = match("put k {~10.5} 7\\n", "put k " + std::string(number) + " 7\n");
    EXPECT_EQ(found.kind, Kind::missed) << number;
    EXPECT_GE(found.first_difference, 6U) << number;
  }
}

TEST(ExpectedBytes, WaitForTheEndOfANumber) {
  for (const auto* bytes : {"put k ", "put k 1", "put k 10.5", "put k 10.5e", "put k 10.5 "}) {
    EXPECT_EQ(match("put k {~10.5} 7\\n", bytes).kind, Kind::pending) << bytes;
  }
  const auto cut = match("put k {~10.5} 7\\n", "put k 10.5", false, true);
  EXPECT_EQ(cut.kind, Kind::missed);
  EXPECT_TRUE(cut.unfinished);
  EXPECT_EQ(ExpectedAnswer(expectation("put k {~10.5} 7\\n"), {}).only_bytes(), std::nullopt);
}

TEST(ExpectedRows, CompareByMeaning) {
  EXPECT_EQ(match("ok, in any order: k 10 5", "ok\nk 10.0 5\n\n").kind, Kind::met);
  EXPECT_EQ(match("ok, in any order: k 10 5", "ok\nk 1e1 +05\n\n").kind, Kind::met);
  EXPECT_EQ(match("ok, in any order: k 10 5", "ok\nk 10.000001 5\n\n").kind, Kind::missed);
  EXPECT_EQ(match("ok, in any order: k 10 5", "ok\nk 10 6\n\n").kind, Kind::missed);
  EXPECT_EQ(match("ok, in any order: k 10 5", "ok\nK 10 5\n\n").kind, Kind::missed);
}

TEST(ExpectedRows, CountCopies) {
  EXPECT_EQ(match("ok, in any order: k 1 5", "ok\nk 1 5\nk 1 5\n\n").kind, Kind::missed);
  EXPECT_EQ(match("ok, in any order: k 1 5 | k 1 5", "ok\nk 1 5\n\n").kind, Kind::missed);
}

TEST(ExpectedRows, InAnyOrderDoNotMindTheOrder) {
  EXPECT_EQ(match("ok, in any order: a 1 1 | b 2 2", "ok\nb 2 2\na 1 1\n\n").kind, Kind::met);
}

TEST(ExpectedRows, InThisOrderDoMindTheOrder) {
  EXPECT_EQ(match("ok, in this order: a 1 1 | b 2 2", "ok\na 1 1\nb 2 2\n\n").kind, Kind::met);
  EXPECT_EQ(match("ok, in this order: a 1 1 | b 2 2", "ok\nb 2 2\na 1 1\n\n").kind, Kind::missed);
}

TEST(ExpectedRows, PerKeyMayInterleaveKeys) {
  const std::string text = "ok, in order within each key: a 1 1 | a 2 2 | b 3 3";
  EXPECT_EQ(match(text, "ok\na 1 1\nb 3 3\na 2 2\n\n").kind, Kind::met);
  EXPECT_EQ(match(text, "ok\na 2 2\nb 3 3\na 1 1\n\n").kind, Kind::missed);
}

TEST(ExpectedRows, AmongOthersAllowMore) {
  EXPECT_EQ(match("ok, among others: a 1 1", "ok\nz 0 0\na 1 1\n\n").kind, Kind::met);
  EXPECT_EQ(match("ok, among others: a 1 1", "ok\nz 0 0\n\n").kind, Kind::missed);
  EXPECT_EQ(match("ok, from these puts: a 1 1 | a 2 1", "ok\na 2 1\n\n").kind, Kind::met);
  EXPECT_EQ(match("ok, from these puts: a 1 1 | a 2 1", "ok\na 3 1\n\n").kind, Kind::missed);
}

TEST(ExpectedRows, RefuseFramesThatAreNotWellFormed) {
  for (const auto* frame :
       {"ok\nk 1 5 \n\n", "ok\n k 1 5\n\n", "ok\nk 1\n\n", "ok\nk  1 5\n\n", "ok \nk 1 5\n\n",
        "OK\nk 1 5\n\n", "ok\n{'k': [(5, 1)]}\n\n", "ok\r\nk 1 5\r\n\r\n\n\n", "error\nno\n\n"}) {
    EXPECT_EQ(match("ok, in any order: k 1 5", frame).kind, Kind::missed) << frame;
  }
}

TEST(ExpectedRows, WaitForTheEndMarkerHoweverItIsSplit) {
  const std::string frame = "ok\nk 1 5\n\n";
  for (std::size_t size = 0; size < frame.size(); ++size) {
    EXPECT_EQ(match("ok, in any order: k 1 5", frame.substr(0, size)).kind, Kind::pending) << size;
  }
}

TEST(ExpectedFrame, TakesAnyRowsOrTheError) {
  EXPECT_EQ(match("a frame", "ok\n\n").kind, Kind::met);
  EXPECT_EQ(match("a frame", "ok\nk 1 2\n\n").kind, Kind::met);
  EXPECT_EQ(match("a frame", "error\nwrong command\n\n").kind, Kind::met);
  EXPECT_EQ(match("a frame", "error\nother\n\n").kind, Kind::missed);
  EXPECT_EQ(match("an ok frame", "error\nwrong command\n\n").kind, Kind::missed);
}

TEST(ExpectedSilence, IsMetByQuietAloneAndBrokenByBytesOrClose) {
  EXPECT_EQ(match("silence", "").kind, Kind::pending);
  EXPECT_EQ(match("silence", "", false, true).kind, Kind::met);
  EXPECT_EQ(match("silence", "", true, false).kind, Kind::missed);
  EXPECT_EQ(match("silence", "o").kind, Kind::missed);
}

TEST(ExpectedClose, IsMetByCloseAloneAndBrokenByBytesOrQuiet) {
  EXPECT_EQ(match("closed", "").kind, Kind::pending);
  EXPECT_EQ(match("closed", "", true, false).kind, Kind::met);
  EXPECT_EQ(match("closed", "", false, true).kind, Kind::missed);
  EXPECT_EQ(match("closed", "x", true, false).kind, Kind::missed);
}

TEST(OneOf, TakesTheFirstThatIsMet) {
  const std::string text =
      "one of:\n  refused = error\\nwrong command\\n\\n\n  taken = ok\\n\\n\n"
      "  closed = closed\n  silent = silence";
  EXPECT_EQ(match(text, "error\nwrong command\n\n").alternative, 0U);
  EXPECT_EQ(match(text, "ok\n\n").alternative, 1U);
  EXPECT_EQ(match(text, "", true, false).alternative, 2U);
  EXPECT_EQ(match(text, "", false, true).alternative, 3U);
  EXPECT_EQ(match(text, "").kind, Kind::pending);
  EXPECT_EQ(match(text, "ok").kind, Kind::pending);
  EXPECT_EQ(match(text, "what").kind, Kind::missed);
  EXPECT_EQ(match(text, "ok\n", true, false).kind, Kind::missed);
}

TEST(OneOf, TellsTheRowsThatAreNearestToThoseThatWereDue) {
  const std::string text =
      "one of:\n  nothing = ok\\n\\n\n  own = ok\\nk 1.5 100\\n\\n\n  closed = closed";
  const auto kinds = [&](std::string_view received) {
    const auto found = match(text, received);
    return found.rows ? found.rows->kinds : std::vector<RowFaultKind>();
  };
  EXPECT_EQ(kinds("ok\nk 1 100\n\n"), std::vector{RowFaultKind::other_value});
  EXPECT_EQ(kinds("ok\nother 2.5 7\n\n"), std::vector{RowFaultKind::foreign_key});
  const auto rows_or_end =
      match("one of:\n  own = ok\\nk 1.5 100\\n\\n\n  closed = closed", "ok\n\n");
  ASSERT_TRUE(rows_or_end.rows);
  EXPECT_EQ(rows_or_end.rows->kinds, std::vector{RowFaultKind::missing});
}

}  // namespace
}  // namespace eardrum::conformance

// Sessions played against a peer that does exactly what a test says. How long such a peer rests is
// its behaviour; no outcome here depends on who is faster.
#include "eardrum/conformance/play/play.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "eardrum/client/scripted_server.hpp"
#include "eardrum/conformance/language/session_reader.hpp"

namespace eardrum::conformance {
namespace {

using client::Conversation;
using client::ScriptedServer;
using std::chrono::milliseconds;

Session session_of(const std::string& steps) {
  auto sessions = read_sessions("session t REQ-PUT-1\ntitle t\n" + steps, "test.session");
  if (!sessions) throw std::runtime_error(sessions.error().text());
  return sessions->front();
}

Played played_against(const ScriptedServer& server, const Session& session,
                      const Patience& patience) {
  const auto bed = running_test_bed({"127.0.0.1", server.port()});
  if (!bed->start_fresh()) throw std::runtime_error("the scripted server is not there");
  return play(session, {}, *bed, "", patience);
}

TEST(Play, TakesARestInsideAnAnswerForNoSilence) {
  const auto session =
      session_of("A> x\\n\nA< go\\n\nA< one of:\n  mute = silence\n  kind = ok\\n\\n\n");
  Patience patience;
  patience.unobserved_silence = milliseconds(20);
  ScriptedServer server(
      [](Conversation& client) {
        if (client.read_line().empty()) return;
        client.send("go\nok\n");  // the wait for the second begins when its answer has begun
        std::this_thread::sleep_for(milliseconds(100));
        client.send("\n");
        client.read_to_end();
      },
      2);  // the first connection asks only whether the server is there
  const auto played = played_against(server, session, patience);
  EXPECT_FALSE(played.mismatch) << played.mismatch->sentence;
  ASSERT_EQ(played.choices.size(), 1U);
  EXPECT_EQ(played.choices.front().index, 1U);
}

TEST(Play, CallsAnotherAnswerThanBeforeAContradiction) {
  const auto session = session_of(
      "A> x\\n\nA< one of:\n  yes = ok\\n\\n\n  no = closed\n"
      "A: close\nB> x\\n\nB< the same as before\n");
  for (const std::string second : {"ok\n\n", "error\nwrong command\n\n"}) {
    int asked = 0;
    ScriptedServer server(
        [&](Conversation& client) {
          if (!client.read_line().empty()) client.send(++asked == 1 ? "ok\n\n" : second);
          client.read_to_end();
        },
        3);
    const auto played = played_against(server, session, {});
    EXPECT_EQ(played.mismatch.has_value(), second != "ok\n\n");
    if (!played.mismatch) continue;
    EXPECT_EQ(played.mismatch->kind, Mismatch::Kind::contradiction);
    EXPECT_TRUE(played.mismatch->sentence.starts_with("the server chose 'yes' before"));
  }
}

/// One connection: puts are acknowledged, and gets answered with what is next in `answers`.
std::optional<Mismatch> mismatch_after(const Session& session, std::vector<std::string> answers) {
  ScriptedServer server(
      [next = answers.begin(), &answers](Conversation& client) mutable {
        for (auto line = client.read_line(); !line.empty(); line = client.read_line()) {
          const bool put = line.starts_with("put") || next == answers.end();
          client.send(put ? "ok\n\n" : *next++);
        }
      },
      2);
  return played_against(server, session, {}).mismatch;
}

TEST(Play, WantsOneStoreStateOfAnswersWithNoPutBetween) {
  const auto session = session_of(
      "A> put k 1 100\\n\nA< ok\\n\\n\nA> put k 2 100\\n\nA< ok\\n\\n\n"
      "A> get k\\n\nA< ok, from these puts: k 1 100 | k 2 100\n"
      "A> get *\\n\nA< ok, from these puts, as before: k 1 100 | k 2 100\n");
  const std::string first = "ok\nk 1 100\n\n";
  const std::string last = "ok\nk 2.0 100\n\n";
  EXPECT_FALSE(mismatch_after(session, {first, first}));
  EXPECT_FALSE(mismatch_after(session, {last, last}));
  EXPECT_FALSE(mismatch_after(session, {"ok\nk 1 100\nk 2 100\n\n", "ok\nk 2 100\nk 1 100\n\n"}));
  const auto found = mismatch_after(session, {first, last});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->kind, Mismatch::Kind::answer);
  ASSERT_TRUE(found->rows);
  EXPECT_EQ(found->rows->kinds, std::vector{RowFaultKind::changed});
  EXPECT_EQ(
      found->sentence,
      "an earlier answer contained 'k 1 100', this one contains 'k 2 100', although no sample "
      "was put in between");
}

TEST(Play, ForgetsWhatWasShownBeforeAnAnswerThatBeginsAnew) {
  const auto session = session_of(
      "A> put k 1 100\\n\nA< ok\\n\\n\nA> get k\\n\nA< ok, from these puts: k 1 100\n"
      "A> put k 2 100\\n\nA< ok\\n\\n\nA> get k\\n\nA< ok, from these puts: k 1 100 | k 2 100\n"
      "A> get k\\n\nA< ok, from these puts, as before: k 1 100 | k 2 100\n");
  EXPECT_FALSE(mismatch_after(session, {"ok\nk 1 100\n\n", "ok\nk 2 100\n\n", "ok\nk 2 100\n\n"}));
  EXPECT_TRUE(mismatch_after(session, {"ok\nk 1 100\n\n", "ok\nk 2 100\n\n", "ok\nk 1 100\n\n"}));
}

TEST(Play, LeavesALongSessionUnfinishedWhenTimeIsUp) {
  Patience patience;
  patience.long_session = milliseconds(0);
  for (const int requests : {300, 30}) {
    ScriptedServer server(
        [](Conversation& client) {
          while (!client.read_line().empty()) client.send("ok\n\n");
        },
        requests == 30 ? 2 : 1);  // time is up before the longer one connects
    const auto session = session_of("repeat " + std::to_string(requests) +
                                    " as i\n  A> get k\\n\n  A< ok\\n\\n\nend\n");
    const auto played = played_against(server, session, patience);
    EXPECT_FALSE(played.mismatch) << played.mismatch->sentence;
    EXPECT_EQ(played.unfinished.empty(), requests == 30);
    EXPECT_EQ(played.exchanges, requests == 30 ? 30U : 0U);
  }
}

TEST(Play, BelievesSilenceWhereNothingHasCome) {
  const auto session = session_of("A> x\\n\nA< one of:\n  mute = silence\n  kind = ok\\n\\n\n");
  Patience patience;
  patience.unobserved_silence = milliseconds(20);
  ScriptedServer server([](Conversation& client) { client.read_to_end(); }, 2);
  const auto played = played_against(server, session, patience);
  ASSERT_EQ(played.choices.size(), 1U);
  EXPECT_EQ(played.choices.front().index, 0U);
}

TEST(Play, WaitsAsLongAsSilenceIsToLast) {
  Patience patience;
  patience.unobserved_silence = milliseconds(10);
  for (const std::string due : {"silence for 400 ms", "silence"}) {
    ScriptedServer server(
        [](Conversation& client) {
          if (client.read_line().empty()) return;
          std::this_thread::sleep_for(milliseconds(200));
          client.send("ok\n\n");
          client.read_to_end();
        },
        2);
    const auto session = session_of("A> x\\n\nA< " + due + "\nA< ok\\n\\n\n");
    const auto played = played_against(server, session, patience);
    EXPECT_EQ(played.mismatch.has_value(), due != "silence");
  }
}

TEST(Play, TakesALateAnswerForOneWhereSilenceWasOneOfSeveral) {
  const auto session =
      session_of("A> x\\n\nA< one of:\n  mute = silence\n  kind = ok\\n\\n\nA: half-close\n");
  for (const std::string late : {"ok\n\n", "oh\n\n", "ok\n\nok\n\n"}) {
    Patience patience;
    patience.unobserved_silence = milliseconds(20);
    patience.unobserved_piece = milliseconds(2000);
    ScriptedServer server(
        [&](Conversation& client) {
          if (client.read_line().empty()) return;
          client.read_to_end();  // comes when the silence was believed
          client.send(late);
        },
        2);
    const auto played = played_against(server, session, patience);
    EXPECT_EQ(played.mismatch.has_value(), late != "ok\n\n");
    if (played.mismatch) continue;
    ASSERT_EQ(played.choices.size(), 1U);
    EXPECT_EQ(played.choices.front().index, 1U);
  }
}

TEST(Play, CallsAnAnswerAfterTheSilenceOfBeforeAContradiction) {
  const auto session = session_of(
      "A> x\\n\nA< one of:\n  mute = silence\n  kind = ok\\n\\n\n"
      "A: close\nB> x\\n\nB< the same as before\nB: half-close\n");
  Patience patience;
  patience.unobserved_silence = milliseconds(20);
  patience.unobserved_piece = milliseconds(2000);
  int asked = 0;
  ScriptedServer server(
      [&](Conversation& client) {
        if (client.read_line().empty()) return;
        client.read_to_end();
        if (++asked == 2) client.send("ok\n\n");
      },
      3);
  const auto played = played_against(server, session, patience);
  ASSERT_TRUE(played.mismatch);
  EXPECT_EQ(played.mismatch->kind, Mismatch::Kind::contradiction);
}

TEST(Play, LooksForASecondAnswerBeforeItCloses) {
  const auto session = session_of("A> x\\n\nA< ok\\n\\n\nA: close\n");
  Patience patience;
  patience.unobserved_piece = milliseconds(2000);
  ScriptedServer server(
      [](Conversation& client) {
        if (client.read_line().empty()) return;
        client.send_segment("ok\n\n");
        client.send("ok\n\n");
        client.read_to_end();
      },
      2);
  const auto played = played_against(server, session, patience);
  ASSERT_TRUE(played.mismatch);
  EXPECT_EQ(played.mismatch->kind, Mismatch::Kind::extra);
  EXPECT_EQ(played.mismatch->received, TesteeBytes("ok\n\n"));
}

TEST(Play, TellsACloseFromAWrongAnswer) {
  const auto session = session_of("A> x\\n\nA< ok\\n\\n\n");
  ScriptedServer closes([](Conversation& client) { client.read_line(); }, 2);
  EXPECT_EQ(played_against(closes, session, {}).mismatch->kind, Mismatch::Kind::closed);
  ScriptedServer errs(
      [](Conversation& client) {
        if (client.read_line().empty()) return;
        client.send("ok \n\n");
        client.read_to_end();
      },
      2);
  const auto played = played_against(errs, session, {});
  ASSERT_TRUE(played.mismatch);
  EXPECT_EQ(played.mismatch->kind, Mismatch::Kind::answer);
  EXPECT_EQ(played.mismatch->first_difference, 2U);
}

}  // namespace
}  // namespace eardrum::conformance

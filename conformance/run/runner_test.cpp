// What the runner makes of answers, with a stage that plays nothing: each test says how a session
// goes.
#include "eardrum/conformance/run/runner.hpp"

#include <gmock/gmock.h>

#include <map>

#include "eardrum/conformance/language/session_reader.hpp"

namespace eardrum::conformance {
namespace {

using ::testing::HasSubstr;

using Outcome = std::function<Played(const Session&, const Delivery&)>;

class FakeStage : public Stage {
 public:
  explicit FakeStage(const Outcome& outcome) : outcome_(outcome) {}
  std::expected<void, StartFailure> start_fresh() override {
    ++starts;
    return {};
  }
  void stop() override {}
  bool can_start() const override { return true; }
  Played play(const Session& session, const Delivery& delivery,
              const std::string& key_suffix) override {
    last_key_suffix = key_suffix;
    return outcome_(session, delivery);
  }
  void expect_silence() override { ++silence_expected; }
  std::string address() const override { return "nowhere"; }
  TesteeOutput output() override { return {}; }

  static inline int silence_expected = 0;
  static inline int starts = 0;
  static inline std::string last_key_suffix;

 private:
  const Outcome& outcome_;
};

std::vector<Session> sessions_of(const std::string& text) {
  auto sessions = read_sessions(text, "test.session");
  if (!sessions) throw std::runtime_error(sessions.error().text());
  return *std::move(sessions);
}

RunOptions options_for(const Outcome& outcome) {
  RunOptions options;
  options.pace.testees = 1;
  options.make_stage = [&outcome] { return std::make_unique<FakeStage>(outcome); };
  options.replay = [](const Session&, const Delivery&) { return std::string("replay"); };
  return options;
}

Played missed_at(const Step& step, Mismatch::Kind kind) {
  Played played;
  played.mismatch = Mismatch{kind, step.place, step.source, "it differs", {}, {}, {}};
  return played;
}

constexpr auto fresh_session =
    "session t.fresh REQ-GET-2\ntitle t\nneeds fresh store\nA> get *\\n\nA< ok\\n\\n\n";
constexpr auto two_session =
    "session t.two REQ-CON-2\ntitle t\nneeds two connections\n"
    "A> get k\\n\nA< ok\\n\\n\nB> get k\\n\nB< ok\\n\\n\n";

Verdict verdict_of(const RunReport& report, std::string_view session, std::string_view delivery) {
  for (const auto& result : report.cases) {
    if (result.session == session && result.delivery == delivery) return result.verdict;
  }
  throw std::runtime_error("no such case");
}

/// An answer on a connection, with a row of this key.
TranscriptEntry answer_on(const std::string& connection, const std::string& key) {
  return {.kind = TranscriptEntry::Kind::received,
          .connection = connection,
          .bytes = TesteeBytes("ok\n" + key + " 1.5 100\n\n"),
          .event = "",
          .at = {}};
}

TEST(Runner, CallsNoStoreFreshThatOutlivesItsProcess) {
  const auto sessions = sessions_of(fresh_session);
  for (const bool keeps : {true, false}) {
    const Outcome outcome = [keeps](const Session& session, const Delivery&) {
      if (session.name != "probe.persistence") return Played{};
      // The row of another key, or the same row before the restart, shows nothing.
      const auto mine = "palm.cpu" + FakeStage::last_key_suffix;
      Played played;
      played.transcript = {answer_on("A", mine), answer_on("B", keeps ? mine : "other")};
      return played;
    };
    const auto report = run(sessions, options_for(outcome));
    EXPECT_EQ(verdict_of(report, "t.fresh", "whole"),
              keeps ? Verdict::not_applicable : Verdict::pass);
    EXPECT_EQ(report.cases.front().reason.contains("REQ-CON-7"), keeps);
  }
}

TEST(Runner, LetsOffTwoConnectionsOnlyIfTheSecondIsKeptWaiting) {
  const auto sessions = sessions_of(two_session);
  for (const bool second_waits : {true, false}) {
    const Outcome outcome = [second_waits](const Session& session, const Delivery&) {
      const auto& at = second_waits ? session.steps.back() : session.steps.at(1);
      return missed_at(at, Mismatch::Kind::silent);
    };
    const auto report = run(sessions, options_for(outcome));
    EXPECT_EQ(verdict_of(report, "t.two", "whole"),
              second_waits ? Verdict::not_applicable : Verdict::hang);
  }
}

TEST(Runner, PlaysTwoConnectionsWhereTheSecondIsServed) {
  const auto sessions = sessions_of(two_session);
  const Outcome outcome = [](const Session& session, const Delivery&) {
    return session.name == "t.two" ? missed_at(session.steps.back(), Mismatch::Kind::answer)
                                   : Played{};
  };
  EXPECT_EQ(verdict_of(run(sessions, options_for(outcome)), "t.two", "whole"), Verdict::fail);
}

std::string plain_sessions(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text +=
        "session t.s" + std::to_string(i) +
        " REQ-PUT-1\ntitle t\nA> put {k} 1 1\\n\nA< ok\\n\\n\nA> get {k}\\n\nA< an ok frame\n\n";
  }
  return text;
}

Played broken_in_bytes(const Session& session, const Delivery& delivery) {
  if (delivery.kind != DeliveryKind::byte_by_byte) return {};
  return missed_at(session.steps.at(1), Mismatch::Kind::answer);
}

TEST(Runner, LeavesOutADeliveryThatTheFirstSessionsFindBroken) {
  const auto sessions = sessions_of(plain_sessions(5));
  const Outcome outcome = broken_in_bytes;
  auto options = options_for(outcome);
  const auto report = run(sessions, options);
  EXPECT_EQ(verdict_of(report, "t.s0", "byte-by-byte"), Verdict::fail);
  EXPECT_EQ(verdict_of(report, "t.s4", "byte-by-byte"), Verdict::untested);
  EXPECT_EQ(verdict_of(report, "t.s4", "cut"), Verdict::pass);
  options.pace.exhaustive = true;
  EXPECT_EQ(verdict_of(run(sessions, options), "t.s4", "byte-by-byte"), Verdict::fail);
}

TEST(Runner, WarnsOfASilenceThatAFreshProcessDoesNotRepeat) {
  const auto sessions = sessions_of(plain_sessions(1));
  for (const auto kind : {Mismatch::Kind::silent, Mismatch::Kind::answer}) {
    std::map<DeliveryKind, int> plays;
    const Outcome outcome = [&plays, kind](const Session& session, const Delivery& delivery) {
      return plays[delivery.kind]++ == 0 ? missed_at(session.steps.at(1), kind) : Played{};
    };
    EXPECT_EQ(verdict_of(run(sessions, options_for(outcome)), "t.s0", "whole"),
              kind == Mismatch::Kind::silent ? Verdict::warn : Verdict::fail);
  }
}

TEST(Runner, WaitsLessForASilenceThatSeveralSessionsHaveConfirmed) {
  const auto sessions = sessions_of(plain_sessions(5));
  for (const bool repeats : {false, true}) {
    FakeStage::silence_expected = 0;
    std::map<std::string, int> plays;
    const Outcome outcome = [&](const Session& session, const Delivery&) {
      return repeats || plays[session.name]++ == 0
                 ? missed_at(session.steps.at(1), Mismatch::Kind::silent)
                 : Played{};
    };
    run(sessions, options_for(outcome));
    EXPECT_EQ(FakeStage::silence_expected, repeats ? 2 : 0);  // before the fourth and the fifth
  }
}

// A testee that takes so long to start is worth sharing.
constexpr std::chrono::milliseconds slow_start{100};

/// How many processes a run takes.
int starts_of(const std::vector<Session>& sessions, const Outcome& outcome, bool share) {
  auto options = options_for(outcome);
  if (share) options.pace.startup = slow_start;
  FakeStage::starts = 0;
  run(sessions, options);
  return FakeStage::starts;
}

TEST(Runner, LetsGreenSessionsShareAProcessIfAsked) {
  const auto sessions = sessions_of(plain_sessions(25));
  const Outcome outcome = [](const Session&, const Delivery&) { return Played{}; };
  EXPECT_EQ(starts_of(sessions, outcome, false), 25);
  // Probes and others, and no more than 20 sessions for one process.
  EXPECT_EQ(starts_of(sessions, outcome, true), 3);
}

TEST(Runner, SharesNoProcessThatSomethingWentWrongOn) {
  const auto sessions = sessions_of(plain_sessions(6));
  const Outcome outcome = [](const Session& session, const Delivery&) {
    return session.name == "t.s4" ? missed_at(session.steps.at(1), Mismatch::Kind::answer)
                                  : Played{};
  };
  // Probes; others; to confirm; and t.s5 on one of its own.
  EXPECT_EQ(starts_of(sessions, outcome, true), 4);
}

TEST(Runner, SharesNoProcessOfASessionThatLeavesTraces) {
  for (const std::string step :
       {"needs fresh store\nA> get k\\n\nA< ok\\n\\n\n", "testee: restart\n", "A: abort\n",
        "A: half-close\n", "A> put k 1 {1*5000}\\n\nA< ok\\n\\n\n",
        "repeat 61 as i\n  A> get k\\n\n  A< ok\\n\\n\nend\n"}) {
    std::string text;
    for (const auto* name : {"t.a", "t.b", "t.c"}) {
      text += "session " + std::string(name) + " REQ-GET-2\ntitle t\n";
      text += (step.starts_with("needs") ? "" : "A: connect\n") + step + "\n";
    }
    auto sessions = sessions_of(text);
    for (auto& session : sessions) session.deliveries = {DeliveryKind::whole};
    const Outcome outcome = [](const Session&, const Delivery&) { return Played{}; };
    EXPECT_EQ(starts_of(sessions, outcome, true), starts_of(sessions, outcome, false)) << text;
  }
}

TEST(Runner, WarnsOfWhatOnlyASharedProcessDoes) {
  const auto sessions = sessions_of(plain_sessions(5));
  std::map<std::string, int> plays;
  const Outcome outcome = [&](const Session& session, const Delivery&) {
    const bool first = plays[session.name]++ == 0;
    return first && session.name == "t.s4" ? missed_at(session.steps.at(1), Mismatch::Kind::answer)
                                           : Played{};
  };
  auto options = options_for(outcome);
  EXPECT_EQ(verdict_of(run(sessions, options), "t.s4", "whole"), Verdict::fail);
  plays.clear();
  options.pace.startup = slow_start;
  const auto report = run(sessions, options);
  EXPECT_EQ(verdict_of(report, "t.s4", "whole"), Verdict::warn);
  EXPECT_EQ(verdict_of(report, "t.s4", "cut"), Verdict::pass);  // by what a fresh one did whole
}

TEST(Runner, CutsAtFewPlacesWhereAnswersAreSlow) {
  const auto sessions = sessions_of(plain_sessions(4));
  for (const int answer_ms : {1, 200}) {
    int cuts = 0;
    const Outcome outcome = [&](const Session& session, const Delivery& delivery) {
      if (session.name == "t.s3" && delivery.kind == DeliveryKind::cut) ++cuts;
      Played played;
      played.elapsed = 2 * std::chrono::milliseconds(answer_ms);
      return played;
    };
    run(sessions, options_for(outcome));
    EXPECT_EQ(cuts == 3, answer_ms == 200) << cuts;
  }
}

TEST(Runner, AsksOnceWhetherASecondConnectionIsServed) {
  auto sessions = sessions_of(two_session);
  for (const bool second_waits : {true, false}) {
    int probes = 0;
    auto many = sessions;
    many.resize(8, sessions.front());
    const Outcome outcome = [&](const Session& session, const Delivery&) {
      if (session.name != "probe.two-connections") return Played{};
      ++probes;
      return second_waits ? missed_at(session.steps.back(), Mismatch::Kind::silent) : Played{};
    };
    run(many, options_for(outcome));
    EXPECT_EQ(probes, second_waits ? 3 : 1);
  }
}

TEST(Runner, SaysThatAnInterruptedRunIsIncomplete) {
  const auto sessions = sessions_of(plain_sessions(5));
  const Outcome outcome = [](const Session&, const Delivery&) { return Played{}; };
  auto options = options_for(outcome);
  int asked = 0;
  options.interrupted = [&asked] { return ++asked > 2; };
  const auto report = run(sessions, options);
  EXPECT_FALSE(report.complete);
  EXPECT_FALSE(report.cases.empty());
  EXPECT_EQ(exit_code(report), 3);
}

}  // namespace
}  // namespace eardrum::conformance

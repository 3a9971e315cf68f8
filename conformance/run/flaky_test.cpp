// Failed cases played again, on stages whose testee fails as each test says.
#include "eardrum/conformance/run/flaky.hpp"

#include <gmock/gmock.h>

#include <map>

#include "eardrum/conformance/language/session_reader.hpp"

namespace eardrum::conformance {
namespace {

/// Fails each play of `session` in `kind` that `fails` says of its number, from 1. Every play that
/// differs is played a second time by the runner, which counts here too.
struct Testee {
  std::function<bool(const Session&, DeliveryKind, int)> fails;
  std::map<std::pair<std::string, DeliveryKind>, int> plays;
  std::vector<std::string> suffixes;
};

class FakeStage : public Stage {
 public:
  explicit FakeStage(Testee& testee) : testee_(testee) {}
  std::expected<void, StartFailure> start_fresh() override { return {}; }
  void stop() override {}
  bool can_start() const override { return true; }
  Played play(const Session& session, const Delivery& delivery,
              const std::string& key_suffix) override {
    const int number = ++testee_.plays[{session.name, delivery.kind}];
    testee_.suffixes.push_back(key_suffix);
    Played played;
    if (!testee_.fails(session, delivery.kind, number)) return played;
    const auto& step = session.steps.back();
    played.mismatch =
        Mismatch{Mismatch::Kind::answer, step.place, step.source, "it differs", {}, {}, {}};
    return played;
  }
  void expect_silence() override {}
  std::string address() const override { return "nowhere"; }
  TesteeOutput output() override { return {}; }

 private:
  Testee& testee_;
};

std::vector<Session> two_sessions() {
  return *read_sessions(
      "session t.one REQ-GET-2\ntitle t\nA> get a\\n\nA< ok\\n\\n\n"
      "session t.two REQ-GET-2\ntitle t\nA> get b\\n\nA< ok\\n\\n\n",
      "t.session");
}

RunOptions options_for(Testee& testee) {
  RunOptions options;
  options.pace.testees = 1;
  options.key_stamp = "stamp";
  options.make_stage = [&] { return std::make_unique<FakeStage>(testee); };
  options.replay = [](const Session&, const Delivery&) { return std::string("replay"); };
  return options;
}

const CaseResult& case_of(const RunReport& report, std::string_view session,
                          std::string_view delivery) {
  for (const auto& result : report.cases) {
    if (result.session == session && result.delivery == delivery) return result;
  }
  throw std::runtime_error("no such case");
}

const auto all = [](const CaseResult&) { return true; };

TEST(CountAttempts, TellsFlakyFromBrokenAndChangesNoVerdict) {
  Testee testee;
  testee.fails = [](const Session& session, DeliveryKind kind, int number) {
    if (kind != DeliveryKind::byte_by_byte) return false;
    return session.name == "t.one" || number <= 2;  // the first, and its confirmation
  };
  const auto sessions = two_sessions();
  auto report = run(sessions, options_for(testee));
  count_attempts(report, sessions, options_for(testee), 2, all);
  const auto& broken = case_of(report, "t.one", "byte-by-byte");
  EXPECT_EQ(broken.verdict, Verdict::fail);
  EXPECT_EQ(broken.attempts, (Attempts{3, 3}));
  const auto& flaky = case_of(report, "t.two", "byte-by-byte");
  EXPECT_EQ(flaky.verdict, Verdict::fail);
  EXPECT_EQ(flaky.attempts, (Attempts{1, 3}));
  EXPECT_EQ(exit_code(report), 1);
}

TEST(CountAttempts, PlaysWhatIsWantedAlone) {
  Testee testee;
  testee.fails = [](const Session&, DeliveryKind kind, int) { return kind == DeliveryKind::whole; };
  const auto sessions = two_sessions();
  auto report = run(sessions, options_for(testee));
  testee.plays.clear();
  count_attempts(report, sessions, options_for(testee), 1,
                 [](const CaseResult& result) { return result.session == "t.two"; });
  EXPECT_FALSE(case_of(report, "t.one", "whole").attempts);
  EXPECT_EQ(case_of(report, "t.two", "whole").attempts, (Attempts{2, 2}));
  EXPECT_FALSE(testee.plays.contains({"t.one", DeliveryKind::whole}));
  EXPECT_FALSE(testee.plays.contains({"t.two", DeliveryKind::cut}));
}

TEST(CountAttempts, UsesNoKeyTwice) {
  Testee testee;
  testee.fails = [](const Session&, DeliveryKind, int) { return true; };
  const auto sessions = two_sessions();
  auto options = options_for(testee);
  auto report = run(sessions, options);
  options.key_stamp = "other";
  count_attempts(report, sessions, options, 2, all);
  auto suffixes = testee.suffixes;
  const auto count = suffixes.size();
  std::ranges::sort(suffixes);
  suffixes.erase(std::ranges::unique(suffixes).begin(), suffixes.end());
  EXPECT_EQ(suffixes.size(), count);
  EXPECT_GT(count, 4U);
}

}  // namespace
}  // namespace eardrum::conformance

// The kit bites clients: each wrong client is killed by a session of the rule that it breaks, and
// the sentence says what kind of fault it is. Right clients pass all sessions.
#include <gmock/gmock.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string>

#include "eardrum/conformance/blame/cause.hpp"
#include "eardrum/conformance/clients/client_stage.hpp"
#include "eardrum/conformance/language/session_library.hpp"
#include "eardrum/conformance/run/runner.hpp"
#include "eardrum/conformance/selection/selection.hpp"

namespace eardrum::conformance {
namespace {

std::vector<Session> client_sessions(const std::vector<std::string>& only) {
  auto sessions = builtin_sessions();
  std::erase_if(sessions, [&](const Session& one) {
    const bool wanted = only.empty() || std::ranges::find(only, one.name) != only.end();
    return !one.judges_client || !wanted;
  });
  return sessions;
}

DriverSpec python_client(const std::string& mutant) {
  DriverSpec spec;
  spec.command = {"/usr/bin/python3", EARDRUM_DRIVERS "/python_module_driver.py",
                  EARDRUM_DRIVERS "/mutants/client.py"};
  spec.environment = {{"EARDRUM_CLIENT_MUTANT", mutant}};
  return spec;
}

RunReport judge_client(const DriverSpec& spec, Profile profile,
                       const std::vector<std::string>& only = {}) {
  RunOptions options;
  options.profile = profile;
  Patience patience;
  patience.client_busy = patience.client_spins = std::chrono::milliseconds(500);
  const auto known = std::make_shared<ClientKnowledge>();
  options.make_stage = [=] { return client_stage(spec, patience, known); };
  options.replay = [](const Session&, const Delivery&) { return std::string("replay"); };
  if (!only.empty()) options.only_delivery = Delivery{};  // one session: whole is enough
  const auto sessions = client_sessions(only);
  EXPECT_FALSE(sessions.empty());
  return run(sessions, options);
}

void expect_no_process_left() {
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
}

/// GoogleTest takes no hyphens.
std::string test_name(std::string mutant) {
  std::ranges::replace(mutant, '-', '_');
  return mutant;
}

/// What is not right, one line each.
std::vector<std::string> complaints(const RunReport& report) {
  std::vector<std::string> lines;
  for (const auto& one : report.cases) {
    if (one.finding)
      lines.push_back(one.session + " " + one.delivery + ": " + one.finding->sentence);
  }
  return lines;
}

struct Kill {
  const char* mutant;
  const char* session;  ///< its rule is the one that the mutant breaks
  Verdict verdict;
  const char* sentence;  ///< what the finding must say
};

void PrintTo(const Kill& kill, std::ostream* out) {
  *out << kill.mutant;
}

class ClientMutants : public testing::TestWithParam<Kill> {};

TEST_P(ClientMutants, AreKilledByASessionOfTheirOwnRule) {
  const auto& kill = GetParam();
  const auto report = judge_client(python_client(kill.mutant), Profile::strict, {kill.session});
  ASSERT_EQ(report.cases.size(), 1U);
  const auto& result = report.cases.front();
  EXPECT_EQ(label(result.verdict), label(kill.verdict));
  ASSERT_TRUE(result.finding);
  EXPECT_EQ(result.finding->requirement, result.requirement);
  EXPECT_THAT(result.finding->sentence, testing::HasSubstr(kill.sentence));
  EXPECT_THAT(result.finding->sentence, testing::Not(testing::HasSubstr("flaky")));
  expect_no_process_left();
}

using enum Verdict;

INSTANTIATE_TEST_SUITE_P(
    Kit, ClientMutants,
    testing::Values(
        Kill{"one-recv", "client.answer-cut-inside-timestamp", fail, "silently wrong data"},
        Kill{"stops-at-lf", "client.answer-cut-between-rows", fail,
             "silently wrong data: call get \"palm.cpu\" returned after the first piece"},
        Kill{"reads-1024", "client.answer-of-two-kilobytes", fail, "needless exception"},
        Kill{"zero-is-now", "client.timestamp-zero", fail,
             "a right one is for example put palm.cpu 10.6 0\\n"},
        Kill{"template", "client.request-bytes-of-put", fail, "the client sent a wrong request"},
        Kill{"smaller-is-value", "client.value-greater-than-time", fail, "silently wrong data"},
        Kill{"greater-is-value", "client.integer-looking-value", fail, "silently wrong data"},
        Kill{"equal-is-nothing", "client.value-equal-to-time", fail, "silently wrong data"},
        Kill{"waits-for-quiet", "client.answer-cut-between-rows", fail,
             "after the whole answer was there"},
        Kill{"no-client-error", "client-errors.error-answer-to-get", fail,
             "the module has no ClientError: call get \"palm.cpu\" gave the exception Refused"},
        Kill{"two-decimals", "client.value-is-sent-exactly", fail, "has a different value"},
        Kill{"positive", "client.negative-value", fail, "has a different value"},
        Kill{"no-lf", "client.request-bytes-of-put", fail, "only the first 28 bytes"},
        Kill{"crlf", "client.request-bytes-of-put", fail, "the client sent a wrong request"},
        Kill{"two-lf", "client.request-bytes-of-put", fail, "1 byte more than its request"},
        Kill{"swallows-error", "client-errors.error-answer-to-get", fail, "false success"},
        Kill{"exits", "client-errors.error-answer-to-get", crash, "exited with code 7"},
        Kill{"raw-exception", "client-errors.value-is-a-word", fail,
             "wrong exception: call get \"palm.cpu\" gave the exception ValueError"},
        Kill{"skips-bad-rows", "client-errors.row-of-two-words", fail, "false success"},
        Kill{"takes-long-rows", "client-errors.row-of-four-words", fail, "false success"},
        Kill{"spins-at-end", "client-errors.closed-before-the-answer", hang,
             "the client spins after the connection was closed"},
        Kill{"sleeps-at-end", "client-errors.closed-before-the-answer", hang, "sleeps"},
        Kill{"partial-at-end", "client-errors.closed-amid-the-answer", fail, "false success"},
        Kill{"put-anything", "client-errors.unknown-status-to-put", fail, "false success"},
        Kill{"put-ok-anywhere", "client-errors.ok-is-not-first-after-put", fail, "false success"},
        Kill{"put-ok-prefix", "client-errors.okay-after-put", fail, "false success"},
        Kill{"any-status", "client-errors.unknown-status-to-get", fail, "false success"},
        Kill{"ok-prefix", "client-errors.status-that-begins-with-ok", fail, "false success"},
        Kill{"ignores-timeout", "client-errors.timeout-of-get", hang, "sleeps"},
        Kill{"swallows-timeout", "client-errors.timeout-of-get", fail, "false success"},
        Kill{"any-key", "client-errors.key-with-line-end", fail,
             "although no request was expected"},
        Kill{"nan", "client-errors.nan", fail, "although no request was expected"},
        Kill{"none-for-empty", "client.empty-answer-for-name", fail, "wrong type"},
        Kill{"swapped", "client.sample", fail, "wrong type"},
        Kill{"time-as-text", "client.sample", fail, "wrong type"},
        Kill{"value-as-integer", "client.sample", fail, "wrong type"},
        Kill{"last-only", "client.rows-of-one-key-make-a-list", fail, "silently wrong data"},
        Kill{"ok-in-key", "client.key-that-begins-with-ok", fail, "silently wrong data"},
        Kill{"error-in-key", "client.key-that-contains-error", fail, "needless exception"},
        Kill{"needs-timeout", "client.connects-without-timeout", fail,
             "needless exception: call connect gave the exception TypeError; with a timeout of 3 s "
             "it can be constructed"},
        Kill{"twelve-digits", "client-samples.value-of-ten-digits-and-fraction", fail,
             "has a different value"},
        Kill{"six-decimals", "client-samples.value-of-seventeen-digits", fail,
             "has a different value"},
        Kill{"six-decimals", "client-samples.small-value", fail, "has a different value"},
        Kill{"float32", "client.value-is-sent-exactly", fail, "has a different value"},
        Kill{"lower-cases", "client-samples.key-is-put-as-it-is", fail,
             "the client sent a wrong request"},
        Kill{"strips-key", "client-samples.key-is-put-as-it-is", fail,
             "the client sent a wrong request"},
        Kill{"lower-cases", "client-samples.key-is-asked-for-as-it-is", fail, ""},
        Kill{"cuts-key", "client-samples.long-key", fail, "the client sent a wrong request"},
        Kill{"put-takes-rows", "client-errors.rows-after-put", fail, "false success"},
        Kill{"strips-blanks", "client-errors.key-with-outer-blanks", fail, ""},
        Kill{"drops-same-value", "client-samples.same-value-at-many-times", fail,
             "silently wrong data"},
        Kill{"drops-same-pair", "client-samples.same-numbers-of-two-keys", fail,
             "silently wrong data"},
        Kill{"drops-same-time", "client-samples.two-values-of-one-time", fail,
             "silently wrong data"},
        Kill{"strips-letters", "client-samples.keys-of-the-status-letters", fail, ""},
        Kill{"number-keys", "client-samples.keys-that-look-like-numbers", fail,
             "silently wrong data"},
        Kill{"float32-rows", "client-samples.values-of-many-digits", fail, "silently wrong data"},
        Kill{"no-exponents", "client-samples.values-with-exponents", fail, "needless exception"},
        Kill{"error-by-bytes", "client-samples.error-without-its-text", fail, "false success"},
        Kill{"status-in-any-case", "client-samples.status-in-capitals", fail, "false success"},
        Kill{"cuts-times", "client-samples.timestamp-with-fraction", fail, "false success"},
        Kill{"splits-anywhere", "client-samples.row-with-empty-value", fail, "false success"},
        Kill{"raw-exception", "client-samples.row-of-one-word", fail, "wrong exception"},
        Kill{"leaves-error-unread", "client-samples.put-error-then-get", fail, ""},
        Kill{"sorts", "client.order-as-received", fail, "silently wrong data"}),
    [](const auto& test) {
      // Some mutants die of several sessions.
      return test_name(std::to_string(test.index) + "-" + test.param.mutant);
    });

class RightClients : public testing::TestWithParam<const char*> {};

// Print, connect when loaded, derive from BaseException, exit when loaded, reconnect, int(timeout),
// take seconds of processor time over a long answer.
TEST_P(RightClients, PassEverySessionHoweverOddlyTheyAreMade) {
  const auto report = judge_client(python_client(GetParam()), Profile::strict);
  EXPECT_THAT(complaints(report), testing::IsEmpty());
  EXPECT_TRUE(report.complete);
  expect_no_process_left();
}

INSTANTIATE_TEST_SUITE_P(Kit, RightClients,
                         testing::Values("none", "base-exception", "chatty", "exits-when-loaded",
                                         "reconnects", "int-timeout", "reads-eight", "computes",
                                         "breakpoint"),
                         [](const auto& test) { return test_name(test.param); });

/// A wrong client, and the rules that the last sentence of a whole run names.
struct Sentence {
  const char* mutant;
  std::vector<std::string> rules;
};

void PrintTo(const Sentence& sentence, std::ostream* out) {
  *out << sentence.mutant;
}

class LastSentence : public testing::TestWithParam<Sentence> {};

TEST_P(LastSentence, NamesTheRuleThatIsBrokenAndNoOther) {
  const auto report = judge_client(python_client(GetParam().mutant), Profile::base);
  EXPECT_THAT(broken_rules(report, false).broken,
              testing::UnorderedElementsAreArray(GetParam().rules));
  EXPECT_EQ(count(report, Verdict::harness), 0U);
}

INSTANTIATE_TEST_SUITE_P(Kit, LastSentence,
                         testing::Values(Sentence{"needs-timeout", {"REQ-CLI-1"}},
                                         Sentence{"template", {"REQ-CLI-7"}},
                                         Sentence{"no-lf", {"REQ-CLI-7"}},
                                         Sentence{"one-recv", {"REQ-CLI-8"}},
                                         Sentence{"waits-for-quiet", {"REQ-CLI-8"}},
                                         Sentence{"smaller-is-value", {"REQ-CLI-3"}},
                                         Sentence{"value-as-integer", {"REQ-CLI-3"}},
                                         Sentence{"none-for-empty", {"REQ-CLI-4"}},
                                         Sentence{"swallows-error", {"REQ-CLI-5"}},
                                         Sentence{"no-client-error", {"REQ-CLI-5"}}),
                         [](const auto& test) { return test_name(test.param.mutant); });

TEST(Remarks, SayHowTheClientHadToBeMadeAndWarnOfADebuggerOnce) {
  const std::vector<std::string> two{"client.sample", "client.empty-answer-for-name"};
  using testing::ElementsAre;
  using testing::HasSubstr;
  EXPECT_THAT(
      judge_client(python_client("needs-timeout"), Profile::base, two).remarks,
      ElementsAre(HasSubstr("cannot be constructed without a timeout (the exception TypeError)")));
  EXPECT_THAT(judge_client(python_client("breakpoint"), Profile::base, two).remarks,
              ElementsAre(HasSubstr("calls a debugger")));
  EXPECT_THAT(judge_client(python_client("none"), Profile::base, two).remarks, testing::IsEmpty());
}

TEST(FailedConstructor, IsShownAtTheCallThatMakesTheClient) {
  const auto report = judge_client(python_client("needs-timeout"), Profile::base,
                                   {"client.connects-without-timeout"});
  ASSERT_TRUE(report.cases.front().finding);
  EXPECT_EQ(report.cases.front().finding->expectation, "call connect");
}

TEST(OurClient, PassesEverySession) {
  DriverSpec spec;
  spec.command = {EARDRUM_CLIENT_DRIVER};
  for (const auto profile : {Profile::base, Profile::strict}) {
    EXPECT_THAT(complaints(judge_client(spec, profile)), testing::IsEmpty());
  }
  expect_no_process_left();
}

TEST(CourseProfile, BindsWhatTheCourseAsksForAlone) {
  const std::string session = "client-course.put-returns-nothing";
  const auto mutant = python_client("put-returns-text");
  EXPECT_THAT(complaints(judge_client(mutant, Profile::course, {session})), testing::SizeIs(1));
  EXPECT_THAT(complaints(judge_client(mutant, Profile::strict)), testing::IsEmpty());
}

TEST(CourseProfile, AsksForOneConnection) {
  const std::string session = "client-course.one-connection";
  const auto once = judge_client(python_client("none"), Profile::course, {session});
  EXPECT_THAT(complaints(once), testing::IsEmpty());
  const auto each = judge_client(python_client("reconnects"), Profile::course, {session});
  EXPECT_THAT(complaints(each), testing::ElementsAre(testing::HasSubstr("3 connections")));
}

TEST(CourseProfile, OnlyWarnsOfWhatTheCourseDoesNotAskFor) {
  const auto report =
      judge_client(python_client("spins-at-end"), Profile::course,
                   {"client-course.missing-terminator", "client-course.closed-connection"});
  EXPECT_EQ(count(report, Verdict::warn), 2U);
  EXPECT_EQ(exit_code(report), 0);
}

}  // namespace
}  // namespace eardrum::conformance

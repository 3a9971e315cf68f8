// The kit bites clients: each wrong client is killed by a session of the rule that it breaks, and
// the sentence says what kind of fault it is. Right clients pass all sessions.
#include <gmock/gmock.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <string>

#include "eardrum/conformance/clients/client_stage.hpp"
#include "eardrum/conformance/language/session_library.hpp"
#include "eardrum/conformance/run/runner.hpp"
#include "eardrum/conformance/selection/selection.hpp"

namespace eardrum::conformance {
namespace {

std::vector<Session> client_sessions(const std::vector<std::string>& only) {
  Selection selection;
  selection.judges_client = true;
  selection.only = only;
  return select(builtin_sessions(), selection);
}

DriverSpec python_client(const std::string& mutant) {
  DriverSpec spec;
  spec.command = {"python3", EARDRUM_DRIVERS "/python_module_driver.py",
                  EARDRUM_DRIVERS "/mutants/client.py"};
  spec.environment = {{"EARDRUM_CLIENT_MUTANT", mutant}};
  return spec;
}

RunReport judge_client(const DriverSpec& spec, Profile profile,
                       const std::vector<std::string>& only = {}) {
  RunOptions options;
  options.profile = profile;
  Patience patience;
  patience.client_busy = std::chrono::milliseconds(500);
  options.make_stage = [=] { return client_stage(spec, patience); };
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
        Kill{"stops-at-lf", "client.answer-cut-between-rows", fail, "silently wrong data"},
        Kill{"reads-1024", "client.answer-of-two-kilobytes", fail, "needless exception"},
        Kill{"zero-is-now", "client.timestamp-zero", fail, "none of the right ones"},
        Kill{"two-decimals", "client.value-is-sent-exactly", fail, "means another value"},
        Kill{"positive", "client.negative-value", fail, "means another value"},
        Kill{"no-lf", "client.request-bytes-of-put", fail, "only the first 28 bytes"},
        Kill{"crlf", "client.request-bytes-of-put", fail, "none of the right ones"},
        Kill{"two-lf", "client.request-bytes-of-put", fail, "1 byte more than its request"},
        Kill{"swallows-error", "client-errors.error-answer-to-get", fail, "false success"},
        Kill{"exits", "client-errors.error-answer-to-get", crash, "exited with code 7"},
        Kill{"raw-exception", "client-errors.value-is-a-word", fail,
             "wrong exception: the call gave the exception ValueError"},
        Kill{"skips-bad-rows", "client-errors.row-of-two-words", fail, "false success"},
        Kill{"takes-long-rows", "client-errors.row-of-four-words", fail, "false success"},
        Kill{"spins-at-end", "client-errors.closed-before-the-answer", hang, "busy without end"},
        Kill{"sleeps-at-end", "client-errors.closed-before-the-answer", hang, "sleeps"},
        Kill{"partial-at-end", "client-errors.closed-amid-the-answer", fail, "false success"},
        Kill{"put-anything", "client-errors.unknown-status-to-put", fail, "false success"},
        Kill{"put-ok-anywhere", "client-errors.ok-is-not-first-after-put", fail, "false success"},
        Kill{"put-ok-prefix", "client-errors.okay-after-put", fail, "false success"},
        Kill{"any-status", "client-errors.unknown-status-to-get", fail, "false success"},
        Kill{"ok-prefix", "client-errors.status-that-begins-with-ok", fail, "false success"},
        Kill{"ignores-timeout", "client-errors.timeout-of-get", hang, "sleeps"},
        Kill{"swallows-timeout", "client-errors.timeout-of-get", fail, "false success"},
        Kill{"any-key", "client-errors.key-with-line-end", fail, "where nothing was due"},
        Kill{"nan", "client-errors.nan", fail, "where nothing was due"},
        Kill{"none-for-empty", "client.empty-answer-for-name", fail, "wrong type"},
        Kill{"swapped", "client.sample", fail, "wrong type"},
        Kill{"time-as-text", "client.sample", fail, "wrong type"},
        Kill{"value-as-integer", "client.sample", fail, "wrong type"},
        Kill{"last-only", "client.rows-of-one-key-make-a-list", fail, "silently wrong data"},
        Kill{"ok-in-key", "client.key-that-begins-with-ok", fail, "silently wrong data"},
        Kill{"error-in-key", "client.key-that-contains-error", fail, "needless exception"},
        Kill{"needs-timeout", "client.connects-without-timeout", fail,
             "needless exception: the call gave the exception TypeError"},
        Kill{"twelve-digits", "client-samples.value-of-ten-digits-and-fraction", fail,
             "means another value"},
        Kill{"six-decimals", "client-samples.value-of-seventeen-digits", fail,
             "means another value"},
        Kill{"six-decimals", "client-samples.small-value", fail, "means another value"},
        Kill{"float32", "client.value-is-sent-exactly", fail, "means another value"},
        Kill{"lower-cases", "client-samples.key-is-put-as-it-is", fail, "none of the right ones"},
        Kill{"strips-key", "client-samples.key-is-put-as-it-is", fail, "none of the right ones"},
        Kill{"lower-cases", "client-samples.key-is-asked-for-as-it-is", fail, ""},
        Kill{"cuts-key", "client-samples.long-key", fail, "none of the right ones"},
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
                                         "reconnects", "int-timeout", "reads-eight"),
                         [](const auto& test) { return test_name(test.param); });

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

}  // namespace
}  // namespace eardrum::conformance

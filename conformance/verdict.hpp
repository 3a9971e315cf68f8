// What a run concludes, as values. The judge makes them, the reports print them.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/testee_bytes.hpp"
#include "eardrum/protocol/requirement.hpp"

namespace eardrum::conformance {

enum class Verdict {
  pass,
  fail,            ///< a rule that binds in this profile is broken
  warn,            ///< a house rule is not kept, in a profile where it does not bind
  info,            ///< an open point: what was observed
  not_applicable,  ///< not part of this profile, or not possible with this testee
  untested,        ///< its prerequisite failed; never counts as green
  crash,           ///< the testee died
  hang,            ///< the testee fell silent where an answer was due
  leak,            ///< it keeps what it should give back, where that rule binds
  harness,         ///< the kit's own fault
};

/// "PASS", "FAIL", "WARN", "INFO", "N/A", "UNTESTED", "CRASH", "HANG", "LEAK",
/// "HARNESS".
std::string_view label(Verdict verdict);

/// The verdict with that label.
std::optional<Verdict> parse_verdict(std::string_view label);

/// Whether the verdict makes a run end with exit code 1, unless it is expected.
bool is_failure(Verdict verdict);

enum class Profile { base, strict, course };
std::string_view name(Profile profile);
std::optional<Profile> parse_profile(std::string_view text);

/// One thing that went over a connection, or happened to it.
struct TranscriptEntry {
  enum class Kind { sent, received, event };
  Kind kind{};
  std::string connection;  ///< "A"; empty for events of the testee itself
  TesteeBytes bytes;       ///< for sent and received
  std::string event;       ///< for events, our own words: "connected", "closed by the testee"
  std::chrono::microseconds at{};  ///< since the session began

  friend bool operator==(const TranscriptEntry&, const TranscriptEntry&) = default;
};

/// What the testee wrote, bounded: the first and the last bytes of each stream.
struct TesteeOutput {
  TesteeBytes out;
  TesteeBytes err;
  std::uint64_t out_dropped_bytes = 0;  ///< left out between the first and the last
  std::uint64_t err_dropped_bytes = 0;

  friend bool operator==(const TesteeOutput&, const TesteeOutput&) = default;
};

/// Why a case is not green, with all that is needed to understand and repeat it.
struct Finding {
  std::string requirement;                      ///< the rule that is blamed: "REQ-FRM-5"
  std::string sentence;                         ///< what went wrong, our own words in one sentence
  std::string place;                            ///< "framing.session:12:5", the step that failed
  std::string expectation;                      ///< that step as the session writes it
  std::optional<std::string> expected;          ///< the exact bytes, where one form alone was right
  TesteeBytes received;                         ///< what came instead
  std::optional<std::size_t> first_difference;  ///< offset of the first wrong byte of `received`
  std::vector<TranscriptEntry> transcript;      ///< everything up to there
  TesteeOutput output;                          ///< the testee's own words
  std::string replay;                           ///< a command to paste; holds no byte of the testee

  friend bool operator==(const Finding&, const Finding&) = default;
};

/// What the baseline file knows of a case that failed (BASELINE.md).
struct Known {
  bool flaky = false;  ///< known to fail now and then
  std::string reason;
  std::string place;  ///< "baseline.txt:3:1"

  friend bool operator==(const Known&, const Known&) = default;
};

/// How often a case failed that was played again, only to learn whether it is flaky.
struct Attempts {
  unsigned failed = 0;
  unsigned played = 0;  ///< the first one included

  friend bool operator==(const Attempts&, const Attempts&) = default;
};

/// One session in one delivery.
struct CaseResult {
  std::string session;  ///< "get.star-returns-every-sample"
  std::string title;
  std::string requirement;  ///< the session's own rule
  protocol::Level level{};
  std::string delivery;  ///< "whole", "byte-by-byte", "cut", "coalesced"
  Verdict verdict{};
  std::string reason;                 ///< for N/A and UNTESTED: why, in our own words
  std::vector<std::string> observed;  ///< labels of the alternatives that the testee chose
  std::optional<Finding> finding;     ///< for everything that is not green
  std::chrono::microseconds elapsed{};
  std::optional<Known> known{};        ///< for a failure that a baseline expects
  std::optional<Attempts> attempts{};  ///< the verdict is always that of the first

  friend bool operator==(const CaseResult&, const CaseResult&) = default;
};

/// One axis of the testee's reading of what the text leaves open.
struct Observation {
  std::string requirement;  ///< "REQ-PUT-18"
  std::string session;
  std::string title;
  std::string choice;  ///< the label, or several joined by ", "

  friend bool operator==(const Observation&, const Observation&) = default;
};

/// A whole run.
struct RunReport {
  std::string kit_version;
  std::vector<std::string> command;  ///< the testee as given, or empty for a running target
  std::string address;               ///< "127.0.0.1:43117" of the first start, or the target
  Profile profile{};
  std::string confinement;              ///< what really holds the testee: "process group"
  std::string quiet_source;             ///< how quiet is observed, or that it is only waited for
  std::string started_at;               ///< UTC, RFC 3339
  std::chrono::microseconds startup{};  ///< first start until ready
  std::chrono::microseconds elapsed{};
  std::uint64_t exchanges = 0;    ///< requests sent
  bool complete = true;           ///< false if the run was cut short
  std::vector<CaseResult> cases;  ///< in the order of the sessions
  std::vector<Observation> fingerprint;
  std::vector<std::string> baseline_faults{};  ///< sentences: entries that are not true any more

  friend bool operator==(const RunReport&, const RunReport&) = default;
};

/// How many cases have that verdict.
std::size_t count(const RunReport& report, Verdict verdict);

/// Whether the case failed and no baseline expects that.
bool fails_run(const CaseResult& result);

/// How many cases failed as a baseline expects.
std::size_t count_known(const RunReport& report);

/// The exit code that the cases ask for: 3 if a case is HARNESS or the run incomplete, else 1 if
/// one failed unexpectedly or the baseline is wrong, else 0.
int exit_code(const RunReport& report);

}  // namespace eardrum::conformance

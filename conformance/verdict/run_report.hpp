// What a run concludes, as values. The runner makes them, the reports print them.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "eardrum/conformance/verdict/axis.hpp"
#include "eardrum/conformance/verdict/finding.hpp"
#include "eardrum/conformance/verdict/profile.hpp"
#include "eardrum/conformance/verdict/time_spent.hpp"
#include "eardrum/conformance/verdict/verdict.hpp"
#include "eardrum/protocol/requirement.hpp"

namespace eardrum::conformance {

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
  AnsweredRightly answered{};          ///< the requests in it that were answered as they should be
  std::optional<Attempts> attempts{};  ///< the verdict is always that of the first

  friend bool operator==(const CaseResult&, const CaseResult&) = default;
};

/// One axis of the testee's reading of what the text leaves open.
struct Observation {
  std::string requirement;  ///< "REQ-PUT-18"
  std::string session;
  std::string title;
  std::string choice;  ///< the label, or several joined by ", "
  FingerprintPlace place{};

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
  bool complete = true;           ///< false if the run was interrupted
  std::vector<CaseResult> cases;  ///< in the order of the sessions
  std::vector<Observation> fingerprint;
  std::vector<std::string> remarks{};  ///< sentences on the run as a whole, for its head
  TimeSpent time{};
  std::vector<std::string> baseline_faults{};  ///< sentences: entries that are not true any more

  friend bool operator==(const RunReport&, const RunReport&) = default;
};

/// The rule that a case's finding blames, else the session's own. Lives as long as `result`.
const std::string& blamed_rule(const CaseResult& result);

/// What the case says: its finding's sentence, else its own reason. Lives as long as `result`.
const std::string& sentence_of(const CaseResult& result);

/// Whether a case must be explained: failures and the kit's own faults.
bool is_told_in_full(Verdict verdict);

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

// The results of a run as values. The runner makes them, and the reports write them.
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

/// The entry of a baseline for a case that failed (BASELINE.md).
struct Known {
  bool flaky = false;  ///< expected to fail only sometimes
  std::string reason;
  std::string place;  ///< "baseline.txt:3:1"

  friend bool operator==(const Known&, const Known&) = default;
};

/// How often a case failed. It was played again only to find out whether it is flaky.
struct Attempts {
  unsigned failed = 0;
  unsigned played = 0;  ///< with the first attempt

  friend bool operator==(const Attempts&, const Attempts&) = default;
};

/// One session in one delivery.
struct CaseResult {
  std::string session;  ///< "get.star-returns-every-sample"
  std::string title;
  std::string requirement;  ///< the rule of the session; Finding::requirement is the broken rule
  protocol::Level level{};
  std::string delivery;  ///< "whole", "byte-by-byte", "cut", "coalesced"
  Verdict verdict{};
  std::string reason;                 ///< for N/A and UNTESTED: why
  std::vector<std::string> observed;  ///< labels of the alternatives that the testee chose
  std::optional<Finding> finding;     ///< if the case is not green
  std::chrono::microseconds elapsed{};
  std::optional<Known> known{};        ///< for a failure that a baseline expects
  AnsweredRightly answered{};          ///< features of its requests that were answered correctly
  std::optional<Attempts> attempts{};  ///< the verdict is always that of the first attempt

  friend bool operator==(const CaseResult&, const CaseResult&) = default;
};

/// One choice of the testee where the text leaves a choice: an entry of the fingerprint.
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
  std::string confinement;              ///< the actual one: "PID and mount namespaces; ..."
  std::string quiet_source;             ///< how the kit observes that the testee is idle
  std::string started_at;               ///< UTC, RFC 3339
  std::chrono::microseconds startup{};  ///< from the first start until ready
  std::chrono::microseconds elapsed{};
  std::uint64_t exchanges = 0;    ///< sent requests
  bool complete = true;           ///< false if the run was interrupted
  std::vector<CaseResult> cases;  ///< in the order of the sessions
  std::vector<Observation> fingerprint;
  std::vector<std::string> remarks{};  ///< sentences about the whole run, for the head
  TimeSpent time{};
  std::vector<std::string> baseline_faults{};  ///< sentences about entries that are not true

  friend bool operator==(const RunReport&, const RunReport&) = default;
};

/// The broken rule of the finding, or the rule of the session if there is no finding. Valid as long
/// as `result`.
const std::string& blamed_rule(const CaseResult& result);

/// The sentence of the finding, or the reason of the case if there is no finding. Valid as long as
/// `result`.
const std::string& sentence_of(const CaseResult& result);

/// Whether a report shows a case in full: failures, and errors of the kit itself.
bool is_told_in_full(Verdict verdict);

/// How many cases have that verdict.
std::size_t count(const RunReport& report, Verdict verdict);

/// Whether the case failed and no baseline expects that.
bool fails_run(const CaseResult& result);

/// How many cases failed as a baseline expects.
std::size_t count_known(const RunReport& report);

/// The exit code of the run: 3 if a case is HARNESS or the run is incomplete; else 1 if a case
/// failed unexpectedly or the baseline is wrong; else 0.
int exit_code(const RunReport& report);

}  // namespace eardrum::conformance

// Decides the pace of a run: the number of parallel testees, whether sessions share processes, and
// where requests are cut. It is decided before the first sessions, and again after them with their
// observations.
#pragma once

#include <chrono>

namespace eardrum::conformance {

/// The limits of a run, from its command line and the first start of the testee.
struct PaceLimits {
  unsigned testees = 2;                      ///< in parallel
  bool may_add_testees = false;              ///< more may run while they wait; the kit starts them
  std::chrono::microseconds startup{};       ///< start time of the testee, if it was observed
  std::chrono::milliseconds startup_work{};  ///< processor time of the start
  bool quick = false;                        ///< few processes and cuts (--quick)
  bool exhaustive = false;                   ///< every delivery and every cut (--exhaustive)
};

/// Where a request is cut in two.
enum class Cuts {
  everywhere,
  few,  ///< at the places where faults are most likely
  one,  ///< in the middle
};

/// The observations of the first sessions.
struct FirstSight {
  bool one_at_a_time = false;               ///< two of its processes would disturb each other
  std::chrono::milliseconds answer_time{};  ///< the mean
};

struct Pace {
  unsigned testees = 1;          ///< in parallel
  bool share_processes = false;  ///< several sessions may use one process, each with its own
                                 ///< keys; see session_run.hpp
  Cuts cuts = Cuts::everywhere;
  std::chrono::milliseconds slow_answers{};  ///< the time of an answer; 0 if answers are fast
};

/// The pace of the first sessions. `sight` has no answer time yet.
Pace first_pace(const PaceLimits& limits, const FirstSight& sight);

/// The pace of all other sessions.
Pace settled_pace(const PaceLimits& limits, const FirstSight& sight);

}  // namespace eardrum::conformance

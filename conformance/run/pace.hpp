// How a run goes about its sessions: how many testees at a time, which processes are shared, where
// requests are cut. Decided twice, from what is known by then: before the first sessions, and once
// after them.
#pragma once

#include <chrono>

namespace eardrum::conformance {

/// What a run may do, by its command line and by the testee's first start.
struct PaceLimits {
  unsigned testees = 2;                      ///< at a time
  bool may_add_testees = false;              ///< more of them while they wait: nobody else's server
  std::chrono::microseconds startup{};       ///< of the testee, where it was seen to start
  std::chrono::milliseconds startup_work{};  ///< processor time that it used meanwhile
  bool quick = false;                        ///< as few processes and cuts as show anything
  bool exhaustive = false;                   ///< every delivery and every cut, whatever it costs
};

/// Where a request is cut in two.
enum class Cuts {
  everywhere,
  few,  ///< where careless reading shows
  one,  ///< in the middle
};

/// What the first sessions show of a testee.
struct FirstSight {
  bool one_at_a_time = false;               ///< two of its processes would meet in one store
  std::chrono::milliseconds answer_time{};  ///< the mean
};

struct Pace {
  unsigned testees = 1;          ///< at a time
  bool share_processes = false;  ///< several sessions may use one process, each with keys of its
                                 ///< own; see session_run.hpp
  Cuts cuts = Cuts::everywhere;
  std::chrono::milliseconds slow_answers{};  ///< how long they take; 0 if they come at once
};

/// The pace of the first sessions, of which `sight` has no answer time yet.
Pace first_pace(const PaceLimits& limits, const FirstSight& sight);

/// The pace of all others.
Pace settled_pace(const PaceLimits& limits, const FirstSight& sight);

}  // namespace eardrum::conformance

// Takes a random session that failed twice, makes it as small as the time allows, and concludes
// what it shows: the rule, the evidence, and a session file that fails in the same way.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "eardrum/conformance/random/trial.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance::random {

/// A session that failed twice, the second time on a fresh process.
struct Confirmed {
  std::size_t index = 0;  ///< of the random session, from 0
  RandomSession dialogue;
  Failure failure;
  std::size_t rank = 0;  ///< how many that look alike came before
};

/// One fault, confirmed.
struct Found {
  CaseResult result;                ///< its finding has no replay yet
  RandomSession dialogue;           ///< the smallest one
  std::string file;                 ///< the session's file name: "random.put-17.session"
  std::string text;                 ///< ... and its contents
  Failure failure;                  ///< of the smallest one
  std::size_t session = 0;          ///< the random session that found it, from 0
  std::size_t commands_before = 0;  ///< how long that was
};

bool fails_as(const Attempted& attempted, const Failure& wanted);

/// Works on one trial, which it restarts as often as it needs.
class Minimiser {
 public:
  using Clock = std::chrono::steady_clock;

  /// After `deadline` no smaller session is looked for; the one found by then is concluded. `seed`
  /// is of the run, for the note in the session file.
  Minimiser(Trial& trial, Profile profile, std::uint64_t seed, Clock::time_point deadline)
      : trial_(trial), profile_(profile), seed_(seed), deadline_(deadline) {}

  /// Plays `dialogue` on a fresh process.
  Attempted replay(const RandomSession& dialogue, SessionHead head = {});

  /// Nothing if it does not fail again, or if the time ran out for one that is not the first of its
  /// kind.
  std::optional<Found> minimise(const Confirmed& confirmed);

 private:
  struct Search;

  bool still_fails(const RandomSession& candidate, bool cheap, Search& search);
  std::optional<Found> conclude(const Confirmed& confirmed, const RandomSession& smallest,
                                const Search& search);

  Trial& trial_;
  Profile profile_;
  std::uint64_t seed_;
  Clock::time_point deadline_;
};

}  // namespace eardrum::conformance::random

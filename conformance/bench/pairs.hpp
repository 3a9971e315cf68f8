// Measures speed as a ratio. A subject and its peers do the same work alternately in one run, and
// the table shows how much longer the subject takes. A time alone mostly describes the machine.
#pragma once

#include <benchmark/benchmark.h>

#include <functional>
#include <string>
#include <vector>

namespace eardrum::conformance::bench {

/// One way to do a piece of work; called once for each measured iteration.
struct Contender {
  std::string name;  ///< "eardrum-server", "memchr alone"; without '/'
  std::function<void()> work;
};

/// One comparison. The first contender is the subject; it is compared with the others.
struct Comparison {
  std::string title;    ///< "4096 puts, one at a time"; without '/'
  std::string of_what;  ///< the unit that `count` counts: "put"
  double count = 1;     ///< units done by one call of `work`
  std::vector<Contender> contenders;
};

/// Runs all comparisons, each contender `repetitions` times in random order, and prints one table.
/// False if a contender failed or nothing was measured.
bool run_comparisons(const std::vector<Comparison>& comparisons, int repetitions);

}  // namespace eardrum::conformance::bench

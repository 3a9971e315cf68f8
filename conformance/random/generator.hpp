// Generates random dialogues from few keys, times and values, so that they collide, are similar,
// and overwrite each other. The same seed gives the same dialogue on every machine. RapidCheck,
// which the tests use, does not guarantee this, and neither do the distributions of the standard
// library. The shrinker of RapidCheck cannot keep the verdict of a dialogue; see shrinker.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "eardrum/conformance/random/random_session.hpp"

namespace eardrum::conformance::random {

/// A random number generator whose sequence depends only on the seed (SplitMix64).
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next();

  /// 0 .. count-1; `count` is not 0.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }

  bool percent(std::size_t share) { return below(100) < share; }

  template <typename Items>
  const auto& one_of(const Items& items) {
    return items[below(std::size(items))];
  }

 private:
  std::uint64_t state_;
};

/// The seed of the dialogue `index` of a run.
std::uint64_t seed_of(std::uint64_t run_seed, std::size_t index);

struct Wishes {
  bool fresh_store = false;      ///< uses keys without a suffix, and get *
  bool two_connections = false;  ///< the testee serves two connections at the same time
  bool pieces = true;            ///< sends some dialogues in pieces
  bool errors_end = true;        ///< ends the connection after an error answer (REQ-ERR-4)
};

RandomSession generate(std::uint64_t seed, const Wishes& wishes);

/// A line that no reading of the text accepts, made of `key`, `value` and `timestamp`.
Command wrong_command(Chance& chance, const std::string& key, const std::string& value,
                      const std::string& timestamp);

/// A put that the text leaves open, with a key that generate() never uses in a get.
Command open_command(Chance& chance);

}  // namespace eardrum::conformance::random

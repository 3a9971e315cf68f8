// Makes random dialogues from a small universe, so that keys, times and values collide, resemble
// and overwrite each other. The same number gives the same dialogue on every machine; RapidCheck,
// which the tests use, promises that no more than the standard library's distributions do, and its
// shrinking knows no verdicts: hence a generator and a shrinker of our own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "eardrum/conformance/random/random_session.hpp"

namespace eardrum::conformance::random {

/// A sequence of numbers that depends on the seed alone (SplitMix64).
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
  bool fresh_store = false;      ///< plain keys, and get *
  bool two_connections = false;  ///< the testee serves two at a time
  bool pieces = true;            ///< some dialogues are sent in pieces
  bool errors_end = true;        ///< the connection is left after an error answer (REQ-ERR-4)
};

RandomSession generate(std::uint64_t seed, const Wishes& wishes);

/// A line that no reading of the text takes, made of `key`, `value` and `timestamp`.
Command wrong_command(Chance& chance, const std::string& key, const std::string& value,
                      const std::string& timestamp);

/// A put that the text leaves open, under a key that generate() never asks for.
Command open_command(Chance& chance);

}  // namespace eardrum::conformance::random

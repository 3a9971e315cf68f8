// Plays a case that starts its own processes of the testee, for tests.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "eardrum/conformance/load/process_case.hpp"

namespace eardrum::conformance::mutants {

using PlayProcessCase = CaseResult (*)(const load::ProcessCase&);

inline CaseResult played(PlayProcessCase play, std::vector<std::string> command, Profile profile,
                         const Patience& patience = {}) {
  LaunchSpec spec;
  spec.command = std::move(command);
  const auto bed = launched_test_bed(spec);
  std::uint64_t exchanges = 0;
  return play({*bed, ".x", patience, profile, exchanges});
}

}  // namespace eardrum::conformance::mutants

// The parameters of a case that starts its own processes of the testee.
#pragma once

#include <cstdint>
#include <string>

#include "eardrum/conformance/play/patience.hpp"
#include "eardrum/conformance/play/test_bed.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance::load {

/// Must live as long as the case is played.
struct ProcessCase {
  TestBed& bed;
  std::string key_suffix;    ///< makes the keys of the case unique
  const Patience& patience;  ///< of the whole command; an interrupt ends the case with GivenUp
  Profile profile;
  std::uint64_t& exchanges;  ///< the number of sent requests is added to it
};

}  // namespace eardrum::conformance::load

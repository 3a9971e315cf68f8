// What a case gets that starts processes of the testee of its own.
#pragma once

#include <cstdint>
#include <string>

#include "eardrum/conformance/play/patience.hpp"
#include "eardrum/conformance/play/test_bed.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance::load {

/// Lives as long as the case is played.
struct ProcessCase {
  TestBed& bed;
  std::string key_suffix;    ///< makes the keys of the case its own
  const Patience& patience;  ///< of the whole command; an interrupt ends the case by GivenUp
  Profile profile;
  std::uint64_t& exchanges;  ///< the requests sent are added to it
};

}  // namespace eardrum::conformance::load

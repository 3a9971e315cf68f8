// Codecs with one planted fault each. The faults are typical of real codecs. They measure how well
// the vectors, the test suites and the comparison with the model detect faults.
#pragma once

#include <functional>
#include <vector>

#include "eardrum/fuzz/laws/codec.hpp"

namespace eardrum::fuzz {

struct CodecMutant {
  const char* name;
  std::function<void(Codec&)> plant;  ///< adds the fault to a copy of the reference codec
};

/// All mutants, in the order of protocol/formal/MUTANTS.md.
const std::vector<CodecMutant>& codec_mutants();

/// The reference codec with the fault of the mutant.
Codec faulty_codec(const CodecMutant& mutant);

}  // namespace eardrum::fuzz

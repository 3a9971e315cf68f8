// Codecs with one planted fault each, the faults that real ones have: what vectors, suites and the
// differential target are measured by.
#pragma once

#include <functional>
#include <vector>

#include "eardrum/fuzz/laws/codec.hpp"

namespace eardrum::fuzz {

struct CodecMutant {
  const char* name;
  std::function<void(Codec&)> plant;  ///< into a copy of the reference
};

/// All of them; their order is that of protocol/formal/MUTANTS.md.
const std::vector<CodecMutant>& codec_mutants();

/// The reference with the mutant's fault.
Codec faulty_codec(const CodecMutant& mutant);

}  // namespace eardrum::fuzz

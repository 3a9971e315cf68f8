// Shared code of the fuzz targets: converts the input to text, and aborts if a law is broken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "eardrum/fuzz/laws/verdict.hpp"

/// The entry point that libFuzzer, AFL++, Honggfuzz, Centipede and replay_main.cpp call.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace eardrum::fuzz {

inline std::string_view text(const std::uint8_t* data, std::size_t size) {
  // char may alias any object; an empty input may come with a null pointer.
  return size == 0 ? std::string_view()
                   : std::string_view(reinterpret_cast<const char*>(data), size);
}

/// Aborts the process if the law is broken. Engines treat an abort as a finding and keep the input.
inline void require(const Verdict& verdict) {
  if (!verdict) return;
  std::fprintf(stderr, "broken law: %s\n", verdict->c_str());
  std::abort();
}

}  // namespace eardrum::fuzz

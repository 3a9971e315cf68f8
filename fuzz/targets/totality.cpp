// Any bytes, read as a request, as a response and as a stream, end in a value or a sound violation.
// Input: the bytes themselves.
#include "eardrum/fuzz/laws/totality.hpp"

#include "eardrum/fuzz/targets/target.hpp"

using namespace eardrum::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = text(data, size);
  require(total_on_request(input));
  require(total_on_response(input));
  require(total_on_stream(input));
  return 0;
}

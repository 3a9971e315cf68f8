// Each line of the input, and the input as an answer, means to the parser what it means to a dumb
// second reading. Input: request lines, or one answer with its LF LF.
#include "eardrum/fuzz/laws/one_reading.hpp"

#include "eardrum/fuzz/targets/byte_reader.hpp"
#include "eardrum/fuzz/targets/target.hpp"

using namespace eardrum::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = text(data, size);
  require(one_reading_of_response(input));
  for (ByteReader reader(input); !reader.empty();) require(one_reading_of_request(reader.line()));
  return 0;
}

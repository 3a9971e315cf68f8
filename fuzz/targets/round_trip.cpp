// What is written is read back bit for bit, and rewriting what was read is a fixed point.
// Input: 'q' and request lines, or 'r' and one answer, or anything else and samples in binary: for
// each, eight bytes of value, eight of timestamp, one of key length, and the key.
#include "eardrum/fuzz/laws/round_trip.hpp"

#include <bit>
#include <cmath>
#include <string>
#include <vector>

#include "eardrum/fuzz/targets/byte_reader.hpp"
#include "eardrum/fuzz/targets/target.hpp"
#include "eardrum/protocol/parse.hpp"

using namespace eardrum::fuzz;

namespace {

namespace protocol = eardrum::protocol;

void requests_as_text(ByteReader reader) {
  while (!reader.empty()) require(request_canonical(std::string(reader.line()) + '\n'));
}

/// A sample whose key and value keep the writer's preconditions.
protocol::Row sample(ByteReader& reader) {
  const auto value = std::bit_cast<double>(reader.word());
  const auto timestamp = std::bit_cast<std::int64_t>(reader.word());
  const auto key = reader.take(reader.byte());
  return {.key = protocol::check_put_key(key) ? std::string_view("palm.cpu") : key,
          .value = std::isfinite(value) ? value : 0,
          .timestamp = timestamp};
}

void samples_as_binary(ByteReader reader) {
  std::vector<protocol::Row> rows;
  while (!reader.empty()) rows.push_back(sample(reader));
  for (const auto& [key, value, timestamp] : rows) {
    require(request_round_trip(protocol::Put{.key = key, .value = value, .timestamp = timestamp}));
    require(request_round_trip(protocol::Get{.key = key}));
  }
  require(response_round_trip(protocol::Status::ok, rows));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ByteReader reader(text(data, size));
  const auto kind = reader.byte();
  if (kind == 'q') {
    requests_as_text(reader);
  } else if (kind == 'r') {
    require(response_canonical(reader.take_all()));
  } else {
    samples_as_binary(reader);
  }
  return 0;
}

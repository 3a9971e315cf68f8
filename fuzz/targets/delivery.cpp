// However a stream is cut, its messages, violations and tail are those of the whole.
// Input: a line of decimal numbers, then the stream. The first number is the limit of a message in
// bytes (0: the protocol's own), the others are the sizes of the pieces, used in turn.
#include "eardrum/fuzz/laws/delivery.hpp"

#include <vector>

#include "eardrum/fuzz/targets/byte_reader.hpp"
#include "eardrum/fuzz/targets/target.hpp"
#include "eardrum/protocol/characters.hpp"
#include "eardrum/protocol/limits.hpp"

using namespace eardrum::fuzz;

namespace {

/// All numbers of a line, whatever stands between them; large ones are cut down.
std::vector<std::size_t> numbers(std::string_view line) {
  constexpr std::size_t number_max = 100'000;
  std::vector<std::size_t> out;
  bool inside = false;
  for (const char c : line) {
    if (!eardrum::protocol::is_digit(c)) {
      inside = false;
      continue;
    }
    if (!inside) out.push_back(0);
    inside = true;
    const auto digit = static_cast<std::size_t>(c - '0');
    out.back() = out.back() * 10 + digit;
    if (out.back() > number_max) out.back() = number_max;
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ByteReader reader(text(data, size));
  auto sizes = numbers(reader.line());
  const auto limit = sizes.empty() ? 0 : sizes.front();
  if (!sizes.empty()) sizes.erase(sizes.begin());
  const auto pieces = cut(reader.take_all(), sizes);
  namespace limits = eardrum::protocol::limits;
  require(request_delivery(pieces, limit == 0 ? limits::request_bytes_max : limit));
  require(response_delivery(pieces, limit == 0 ? limits::response_bytes_max : limit));
  return 0;
}

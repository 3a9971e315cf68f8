#include "eardrum/fuzz/laws/prefix_free.hpp"

#include "eardrum/protocol/limits.hpp"

namespace eardrum::fuzz {
namespace {

constexpr std::string_view law = "prefix-free";

std::string written(const Answer& answer, const Codec& codec) {
  std::string bytes;
  codec.append_response(answer.status, answer.rows, bytes);
  return bytes;
}

}  // namespace

Verdict prefix_free(const Answer& one, const Answer& other, const Codec& codec) {
  auto shorter = written(one, codec);
  auto longer = written(other, codec);
  if (shorter.size() > longer.size()) shorter.swap(longer);
  if (shorter.size() == longer.size() || !longer.starts_with(shorter)) return std::nullopt;
  return broken(law, "one answer begins with another whole answer", longer, longer, shorter);
}

Verdict independent_of_what_follows(const Answer& answer, std::string_view following,
                                    const Codec& codec) {
  const auto bytes = written(answer, codec);
  const auto stream = bytes + std::string(following);
  const auto framing = codec.frame_responses({stream}, Drain::after_each_piece,
                                             protocol::limits::response_bytes_max);
  if (framing.said.empty() || framing.said.front().message != bytes) {
    return broken(law, "what follows changed where an answer ends", stream, bytes,
                  framing.said.empty() ? std::string() : framing.said.front().message);
  }
  return std::nullopt;
}

}  // namespace eardrum::fuzz

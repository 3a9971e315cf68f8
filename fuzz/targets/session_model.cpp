// The server's session answers any bytes, cut anywhere, as a dumb model does.
// Input: what a client sends, as it is. Where it is cut follows from a hash of it; it is served
// whole, too.
#include "eardrum/fuzz/laws/session_model.hpp"

#include "eardrum/fuzz/targets/target.hpp"

using namespace eardrum::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto stream = text(data, size);
  require(session_equals_model({stream}));
  require(session_equals_model(cut_by_hash(stream)));
  require(one_response_per_line(stream));
  require(error_changes_nothing(stream));
  require(star_is_union(stream));
  require(last_write_wins_in_time_order(stream));
  return 0;
}

// A pipelined batch of requests, through codec, session and codec, gives the abstract run's
// answers. Input: what a client sends; lines that are no requests are left out. Where the bytes are
// cut follows from the length of the lines.
#include "eardrum/fuzz/laws/client_server.hpp"

#include <vector>

#include "eardrum/fuzz/laws/reading.hpp"
#include "eardrum/fuzz/targets/byte_reader.hpp"
#include "eardrum/fuzz/targets/target.hpp"

using namespace eardrum::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<eardrum::protocol::Request> requests;
  std::vector<std::size_t> piece_sizes;
  for (ByteReader reader(text(data, size)); !reader.empty();) {
    const auto line = reader.line();
    piece_sizes.push_back(line.size());  // not where its LF is, as canonical forms differ in length
    if (const auto request = read_request(line)) requests.push_back(*request);
  }
  require(client_server_run(requests, {}));
  require(client_server_run(requests, piece_sizes));
  return 0;
}

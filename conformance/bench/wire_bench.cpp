// Server and client over loopback. What TCP costs is in both numbers of each pair.
#include <stdexcept>

#include "eardrum/client/client.hpp"
#include "eardrum/conformance/bench/benches.hpp"
#include "eardrum/conformance/play/wire.hpp"

namespace eardrum::conformance::bench {
namespace {

constexpr std::size_t exchanges = 2'000;
constexpr std::size_t pipelined_puts = 20'000;
constexpr std::chrono::seconds patience{30};

/// All requests at once, then all answers.
void pipeline(const Address& address, const std::string& requests) {
  auto wire = Wire::connect(address, patience);
  if (!wire) throw std::runtime_error(wire.error());
  std::string answers;
  const std::size_t expected = pipelined_puts * std::string_view("ok\n\n").size();
  bool going = wire->send(requests, answers, patience);
  while (going && answers.size() < expected)
    going = wire->receive(answers, patience) == Wire::Arrival::bytes;
  if (answers.size() != expected) throw std::runtime_error("the pipeline was not answered whole");
}

std::string many_puts() {
  std::string requests;
  for (std::size_t i = 0; i < pipelined_puts; ++i)
    requests += "put palm.cpu 10.6 " + std::to_string(1501864247 + i % 1000) + "\n";
  return requests;
}

void client_puts(const Address& address) {
  Client client(address.host, address.port, std::chrono::milliseconds(patience));
  for (std::size_t i = 0; i < exchanges; ++i) client.put("palm.cpu", 10.6, 1501864247);
}

}  // namespace

std::vector<Comparison> wire_comparisons(const Address& server, const Address& responder) {
  return {
      {"Server: 2 000 puts, one at a time over one connection",
       "put",
       static_cast<double>(exchanges),
       {{"eardrum-server", [=] { bare_ping_pong(server, exchanges); }},
        {"bare responder", [=] { bare_ping_pong(responder, exchanges); }}}},
      {"Server: 20 000 puts pipelined",
       "put",
       static_cast<double>(pipelined_puts),
       {{"eardrum-server", [=, requests = many_puts()] { pipeline(server, requests); }},
        {"bare responder", [=, requests = many_puts()] { pipeline(responder, requests); }}}},
      {"Client: 2 000 puts to the bare responder",
       "put",
       static_cast<double>(exchanges),
       {{"eardrum::Client", [=] { client_puts(responder); }},
        {"bare send and recv", [=] { bare_ping_pong(responder, exchanges); }}}},
  };
}

}  // namespace eardrum::conformance::bench

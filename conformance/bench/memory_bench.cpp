// Memory of the server for each sample that it keeps.
#include <cstdio>
#include <fstream>
#include <stdexcept>

#include "eardrum/conformance/bench/benches.hpp"
#include "eardrum/conformance/play/wire.hpp"

namespace eardrum::conformance::bench {
namespace {

constexpr std::size_t keys = 100;
constexpr std::size_t samples_of_each = 5'000;
constexpr std::chrono::seconds patience{30};

double resident_bytes(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  for (std::string word; status >> word;) {
    if (word != "VmRSS:") continue;
    double kib = 0;
    status >> kib;
    return kib * 1024;
  }
  throw std::runtime_error("/proc does not say how much memory the server takes");
}

void fill(const Address& address) {
  auto wire = Wire::connect(address, patience);
  if (!wire) throw std::runtime_error(wire.error());
  for (std::size_t key = 0; key < keys; ++key) {
    std::string requests;
    for (std::size_t i = 0; i < samples_of_each; ++i) {
      requests += "put memory" + std::to_string(key) + " 0.5 " + std::to_string(i) + "\n";
    }
    std::string answers;
    bool going = wire->send(requests, answers, patience);
    const auto expected = samples_of_each * std::string_view("ok\n\n").size();
    while (going && answers.size() < expected)
      going = wire->receive(answers, patience) == Wire::Arrival::bytes;
    if (answers.size() != expected) throw std::runtime_error("the server was not filled");
  }
}

}  // namespace

void print_memory_of_samples(const Testee& server) {
  const auto before = resident_bytes(server.pid());
  fill(server.address());
  const auto each =
      (resident_bytes(server.pid()) - before) / static_cast<double>(keys * samples_of_each);
  constexpr double numbers_bytes = sizeof(double) + sizeof(std::int64_t);
  std::printf("A stored sample in eardrum-server: %.1f bytes, ratio %.2f to its two numbers\n",
              each, each / numbers_bytes);
}

}  // namespace eardrum::conformance::bench

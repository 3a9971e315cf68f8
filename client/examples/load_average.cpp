// An application of the client: stores this machine's load average, then prints what the server
// knows of it. Usage: load_average HOST PORT
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <iostream>

#include "eardrum/client/client.hpp"

int main(int argc, char** argv) {
  std::uint16_t port = 0;
  if (argc != 3 ||
      std::from_chars(argv[2], argv[2] + std::strlen(argv[2]), port).ec != std::errc{}) {
    std::cerr << "usage: load_average HOST PORT\n";
    return 2;
  }
  try {
    eardrum::Client client(argv[1], port, std::chrono::seconds(5));
    double load = 0;
    if (getloadavg(&load, 1) == 1) client.put("palm.load", load);
    for (const auto& [name, samples] : client.get("palm.load")) {
      for (const auto& [timestamp, value] : samples) {
        std::cout << name << ' ' << value << " at " << timestamp << '\n';
      }
    }
  } catch (const eardrum::ClientError& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return 0;
}

#include "eardrum/server/command_line.hpp"

#include <CLI/CLI.hpp>
#include <cstdint>

#include "eardrum/protocol/numeral.hpp"
#include "eardrum/server/address.hpp"

namespace eardrum::server {
namespace {

/// Empty, or what is wrong with the text as a number of seconds.
std::string check_seconds(const std::string& text) {
  constexpr double seconds_max = 1e9;
  const auto seconds = protocol::parse_value(text);
  if (seconds && *seconds >= 0 && *seconds <= seconds_max) return {};
  return "expected seconds from 0 to 1000000000";
}

std::string check_address(const std::string& text) {
  const auto address = parse_address(text);
  return address ? std::string() : address.error();
}

}  // namespace

void describe(CLI::App& app, CommandLine& line) {
  app.name("eardrum-server");
  app.description("Reference server of the put/get metrics protocol (profile strict).");
  app.add_option("--listen", line.listen, "where to listen; port 0: the kernel chooses")
      ->type_name("HOST:PORT")
      ->check(check_address)
      ->capture_default_str();
  app.add_option("--max-connections", line.connections_max, "more have to wait until one ends")
      ->type_name("N")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000}))
      ->capture_default_str();
  app.add_option("--idle-timeout", line.idle_seconds,
                 "close a connection that completes no request for so long; 0: never")
      ->type_name("SECONDS")
      ->check(check_seconds)
      ->capture_default_str();
  app.set_version_flag("--version", EARDRUM_VERSION);
}

}  // namespace eardrum::server

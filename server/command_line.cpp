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

}  // namespace

std::expected<Address, std::string> listen_address(const CommandLine& line) {
  if (line.port) return Address{"127.0.0.1", *line.port};
  if (line.where.empty()) return parse_address(line.listen);
  if (line.where.size() > 2) {
    return std::unexpected("unexpected argument '" + line.where[2] + "' after HOST PORT");
  }
  const auto& host = line.where.front();
  if (line.where.size() == 2) {
    const bool bare_ipv6 = host.contains(':') && !host.starts_with('[');
    return parse_address((bare_ipv6 ? "[" + host + "]" : host) + ":" + line.where.back());
  }
  auto address = parse_address(host);
  if (!address) address.error() += "; write HOST PORT or HOST:PORT";
  return address;
}

void describe(CLI::App& app, CommandLine& line) {
  app.name("eardrum-server");
  app.description("Reference server of the put/get metrics protocol (profile strict).");
  auto* where =
      app.add_option("ADDRESS", line.where, "Address to listen on: HOST PORT, or HOST:PORT")
          ->type_name("")
          ->expected(-1);
  auto* listen = app.add_option("--listen", line.listen,
                                "Address to listen on; with port 0 the kernel chooses one")
                     ->type_name("HOST:PORT")
                     ->capture_default_str()
                     ->excludes(where);
  app.add_option("--port", line.port,
                 "Listen on this port of 127.0.0.1; with 0 the kernel chooses one")
      ->type_name("N")
      ->check(CLI::Range(0, 65'535))
      ->excludes(where)
      ->excludes(listen);
  app.add_option("--max-connections", line.connections_max,
                 "Number of connections that are served at once; further ones wait")
      ->type_name("N")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000}))
      ->capture_default_str();
  app.add_option("--idle-timeout", line.idle_seconds,
                 "Close a connection that completes no request within this time; 0: never")
      ->type_name("SECONDS")
      ->check(check_seconds)
      ->capture_default_str();
  app.set_version_flag("--version", EARDRUM_VERSION);
}

}  // namespace eardrum::server

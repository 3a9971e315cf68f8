// eardrum-client bridge: its options. What it does: bridge_run.cpp.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "eardrum/client/delivery/server_options.hpp"

namespace CLI {
class App;
}

namespace eardrum::client {

struct BridgeCommand {
  std::string carbon_in;             ///< HOST:PORT; empty: none
  std::string statsd_in;             ///< likewise
  std::string prometheus_out;        ///< likewise
  std::vector<std::string> scrapes;  ///< http://HOST[:PORT][/PATH]
  std::vector<std::string> targets;
  std::int64_t interval_seconds = 10;
};

/// Where to listen; port 0: the kernel chooses.
struct ListenAddress {
  std::string host;
  std::uint16_t port = 0;
};

/// Of "HOST:PORT"; an IPv6 address stands in brackets, and names are not looked up.
std::expected<ListenAddress, std::string> parse_listen_address(const std::string& text);

struct ScrapeUrl {
  std::string host;
  std::string port = "80";
  std::string path = "/metrics";
};

/// Of "http://HOST[:PORT][/PATH]".
std::expected<ScrapeUrl, std::string> parse_scrape_url(const std::string& text);

/// Adds the subcommand to `app`; its options write into `command`.
void add_command(CLI::App& app, BridgeCommand& command);

/// Runs until a signal ends it; the exit code.
int run(const BridgeCommand& command, const ServerOptions& server);

}  // namespace eardrum::client

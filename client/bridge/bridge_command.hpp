// The options of `eardrum-client bridge`. bridge_run.cpp implements the command.
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

/// Parses "HOST:PORT". An IPv6 address must be in brackets. Names are not resolved.
std::expected<ListenAddress, std::string> parse_listen_address(const std::string& text);

struct ScrapeUrl {
  std::string host;
  std::string port = "80";
  std::string path = "/metrics";
};

/// Parses "http://HOST[:PORT][/PATH]".
std::expected<ScrapeUrl, std::string> parse_scrape_url(const std::string& text);

/// Adds the subcommand to `app`; its options write into `command`.
void add_command(CLI::App& app, BridgeCommand& command);

/// Runs until a signal ends it. Returns the exit code.
int run(const BridgeCommand& command, const ServerOptions& server);

}  // namespace eardrum::client

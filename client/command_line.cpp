#include "eardrum/client/command_line.hpp"

#include <CLI/CLI.hpp>

#include "eardrum/protocol/numeral.hpp"

namespace eardrum::client {
namespace {

std::string check_value(const std::string& text) {
  return protocol::parse_value(text) ? "" : "expected a number such as -3 or 10.5 or 1e-7";
}

std::string check_timestamp(const std::string& text) {
  return protocol::parse_timestamp(text) ? "" : "expected whole seconds since 1970";
}

std::string check_timeout(const std::string& text) {
  constexpr double seconds_max = 1e9;
  const auto seconds = protocol::parse_value(text);
  return seconds && *seconds > 0 && *seconds <= seconds_max
             ? ""
             : "expected seconds, more than 0 and at most 1000000000";
}

}  // namespace

void describe(CLI::App& app, CommandLine& line) {
  app.name("eardrum-client");
  app.description("Client of the put/get metrics protocol.");
  app.add_option("--host", line.server.host, "name or address of the server")
      ->capture_default_str();
  app.add_option("--port", line.server.port, "port of the server")->capture_default_str();
  app.add_option("--timeout", line.timeout, "give up after so long; else wait for ever")
      ->type_name("SECONDS")
      ->check(check_timeout);
  app.set_version_flag("--version", EARDRUM_VERSION);
  app.require_subcommand(1);
  app.footer("Write -- before a name that starts with - or is ++:  eardrum-client put -- -k 1");
  auto* put = app.add_subcommand("put", "store one sample");
  put->add_option("NAME", line.name, "name of the metric")->required();
  put->add_option("VALUE", line.value, "a real number")->required()->check(check_value);
  put->add_option("TIMESTAMP", line.timestamp, "seconds since 1970; else now")
      ->check(check_timestamp);
  add_command(app, line.get);
  add_command(app, line.collect);
  add_command(app, line.stats);
  add_command(app, line.plot);
  add_command(app, line.watch);
  add_command(app, line.load);
  add_command(app, line.bridge);
}

}  // namespace eardrum::client

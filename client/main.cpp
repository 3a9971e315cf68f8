// eardrum-client: one put or one get from the command line.
#include <CLI/CLI.hpp>
#include <cstdint>
#include <iostream>
#include <optional>
#include <string>

#include "eardrum/client/client.hpp"
#include "eardrum/client/visible.hpp"
#include "eardrum/protocol/numeral.hpp"

namespace {

namespace client = eardrum::client;
namespace protocol = eardrum::protocol;

constexpr int call_failed = 1;
constexpr int wrong_usage = 2;

int fail(int exit_code, const std::string& message) {
  std::cerr << "eardrum-client: " << message << '\n';
  return exit_code;
}

struct CommandLine {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8888;
  std::string timeout;  ///< seconds; empty: none
  std::string name = "*";
  std::string value;
  std::string timestamp;  ///< empty: now
};

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

client::Client connect(const CommandLine& line) {
  std::optional<std::chrono::milliseconds> timeout;
  if (!line.timeout.empty()) {
    const std::chrono::duration<double> seconds(*protocol::parse_value(line.timeout));
    timeout = std::chrono::ceil<std::chrono::milliseconds>(seconds);
  }
  return {line.host, line.port, timeout};
}

void put(const CommandLine& line) {
  std::optional<std::int64_t> timestamp;
  if (!line.timestamp.empty()) timestamp = *protocol::parse_timestamp(line.timestamp);
  connect(line).put(line.name, *protocol::parse_value(line.value), timestamp);
}

/// Keys are bytes that a server chose: they are made visible, so that none drives a terminal.
void get(const CommandLine& line) {
  std::string rows;
  for (const auto& [key, samples] : connect(line).get(line.name)) {
    const auto shown = client::visible(key);
    for (const auto& [timestamp, value] : samples) {
      rows += shown + ' ';
      protocol::append_value(value, rows);
      rows += ' ';
      protocol::append_timestamp(timestamp, rows);
      rows += '\n';
    }
  }
  std::cout << rows;
}

void describe(CLI::App& app, CommandLine& line) {
  app.add_option("--host", line.host, "name or address of the server")->capture_default_str();
  app.add_option("--port", line.port, "port of the server")->capture_default_str();
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
  auto* get = app.add_subcommand("get", "print samples as: name value timestamp");
  get->add_option("NAME", line.name, "name of the metric, or * for all")->capture_default_str();
}

int run(const CLI::App& app, const CommandLine& line) try {
  if (app.got_subcommand("put")) {
    put(line);
  } else {
    get(line);
  }
  std::cout.flush();
  if (!std::cout) return fail(call_failed, "cannot write to standard output");
  return 0;
} catch (const client::ClientError& error) {
  const bool usage = error.kind() == client::ErrorKind::refused_argument;
  return fail(usage ? wrong_usage : call_failed, error.what());
}

}  // namespace

int main(int argc, char** argv) try {
  CommandLine line;
  CLI::App app("Client of the put/get metrics protocol.", "eardrum-client");
  describe(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return error.get_exit_code() == 0 ? app.exit(error)
                                      : fail(wrong_usage, client::visible(error.what()));
  }
  return run(app, line);
} catch (const std::exception& error) {
  return fail(call_failed, error.what());
}

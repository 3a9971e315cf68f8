// eardrum-client: one put or one get from the command line.
#include <CLI/CLI.hpp>
#include <iostream>
#include <optional>
#include <string>

#include "eardrum/client/client.hpp"
#include "eardrum/client/command_line.hpp"
#include "eardrum/client/visible.hpp"
#include "eardrum/protocol/numeral.hpp"

namespace {

namespace client = eardrum::client;
namespace protocol = eardrum::protocol;
using client::CommandLine;

constexpr int call_failed = 1;
constexpr int wrong_usage = 2;

int fail(int exit_code, const std::string& message) {
  std::cerr << "eardrum-client: " << message << '\n';
  return exit_code;
}

client::Client connect(const CommandLine& line) {
  std::optional<std::chrono::milliseconds> timeout;
  if (!line.timeout.empty()) {
    const std::chrono::duration<double> seconds(*protocol::parse_value(line.timeout));
    timeout = std::chrono::ceil<std::chrono::milliseconds>(seconds);
  }
  return {line.server.host, line.server.port, timeout};
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

int run(const CLI::App& app, const CommandLine& line) try {
  if (app.got_subcommand("collect")) return client::run(line.collect, line.server);
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
  CLI::App app;
  client::describe(app, line);
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

// eardrum-client: reads options and calls the command that they name.
#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>
#include <optional>
#include <string>

#include "eardrum/client/client.hpp"
#include "eardrum/client/command_line.hpp"
#include "eardrum/client/delivery/complain.hpp"
#include "eardrum/client/visible.hpp"
#include "eardrum/protocol/numeral.hpp"

namespace {

namespace client = eardrum::client;
namespace protocol = eardrum::protocol;
using client::CommandLine;
using client::ExitCode;

int fail(int exit_code, const std::string& message) {
  client::complain(message);
  return exit_code;
}

int exit_code_of(client::ErrorKind kind) {
  switch (kind) {
    case client::ErrorKind::refused_argument:
      return ExitCode::wrong_usage;
    case client::ErrorKind::connect:
      return ExitCode::connection_failed;
    case client::ErrorKind::server_error:
      return ExitCode::refused;
    case client::ErrorKind::timeout:
    case client::ErrorKind::closed:
    case client::ErrorKind::network:
    case client::ErrorKind::malformed_response:
      break;
  }
  return ExitCode::outcome_unknown;
}

std::optional<client::Client> connect(const client::ServerOptions& server, int& code) try {
  return client::Client(server.host, server.port, server.timeout);
} catch (const client::ClientError& error) {
  const bool usage = error.kind() == client::ErrorKind::refused_argument;
  code = fail(usage ? ExitCode::wrong_usage : ExitCode::connection_failed, error.what());
  return std::nullopt;
}

int put(const CommandLine& line) try {
  std::optional<std::int64_t> timestamp;
  if (!line.timestamp.empty()) timestamp = *protocol::parse_timestamp(line.timestamp);
  int code = ExitCode::done;
  auto connected = connect(line.server, code);
  if (connected) connected->put(line.name, *protocol::parse_value(line.value), timestamp);
  return code;
} catch (const client::ClientError& error) {
  return fail(exit_code_of(error.kind()), error.what());
}

int run(const CLI::App& app, const CommandLine& line) {
  if (app.got_subcommand("collect")) return client::run(line.collect, line.server);
  if (app.got_subcommand("get")) return client::run(line.get, line.server);
  if (app.got_subcommand("stats")) return client::run(line.stats, line.server);
  if (app.got_subcommand("plot")) return client::run(line.plot, line.server);
  if (app.got_subcommand("watch")) return client::run(line.watch, line.server);
  if (app.got_subcommand("load")) return client::run(line.load, line.server);
  if (app.got_subcommand("bridge")) return client::run(line.bridge, line.server);
  return put(line);
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
                                      : fail(ExitCode::wrong_usage, client::visible(error.what()));
  }
  // A reader of our output that goes away is told as a write that failed.
  std::signal(SIGPIPE, SIG_IGN);
  if (!line.timeout.empty()) {
    const std::chrono::duration<double> seconds(*protocol::parse_value(line.timeout));
    line.server.timeout = std::chrono::ceil<std::chrono::milliseconds>(seconds);
  }
  return run(app, line);
} catch (const std::exception& error) {
  return fail(ExitCode::connection_failed, error.what());
}

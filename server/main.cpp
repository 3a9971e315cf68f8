// eardrum-server: reads options, wires store and listener, says where it listens.
#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>
#include <string>

#include "eardrum/protocol/numeral.hpp"
#include "eardrum/server/address.hpp"
#include "eardrum/server/command_line.hpp"
#include "eardrum/server/listener.hpp"

namespace {

namespace server = eardrum::server;

constexpr int usage_or_setup_error = 2;
const std::string usage =
    ". Usage: eardrum-server HOST PORT, or eardrum-server --listen HOST:PORT; see --help";

int fail(const std::string& message) {
  std::cerr << "eardrum-server: " << message << '\n';
  return usage_or_setup_error;
}

int serve(const server::Address& address, const server::ListenerOptions& options) {
  server::Store store;
  auto listener = server::Listener::open(address, store, options);
  if (!listener) return fail(listener.error());
  listener->stop_on_signals();
  std::cout << "listening " << server::to_text(listener->local_address()) << "\n" << std::flush;
  listener->run();
  return 0;
}

}  // namespace

int main(int argc, char** argv) try {
  server::CommandLine line;
  CLI::App app;
  server::describe(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return error.get_exit_code() == 0 ? app.exit(error) : fail(error.what() + usage);
  }
  const auto address = server::listen_address(line);
  if (!address) return fail(address.error() + usage);
  // A reader of our output that goes away is no reason to stop serving.
  std::signal(SIGPIPE, SIG_IGN);
  const std::chrono::duration<double> idle(*eardrum::protocol::parse_value(line.idle_seconds));
  return serve(*address, {.connections_max = line.connections_max,
                          .idle_timeout = std::chrono::ceil<std::chrono::milliseconds>(idle)});
} catch (const std::exception& error) {
  return fail(error.what());
}

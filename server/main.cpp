// eardrum-server: reads options, wires store and listener, says where it listens.
#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdint>
#include <iostream>
#include <string>

#include "eardrum/protocol/numeral.hpp"
#include "eardrum/server/address.hpp"
#include "eardrum/server/listener.hpp"

namespace {

namespace server = eardrum::server;

constexpr int usage_or_setup_error = 2;

int fail(const std::string& message) {
  std::cerr << "eardrum-server: " << message << '\n';
  return usage_or_setup_error;
}

/// Empty, or what is wrong with the text as a number of seconds.
std::string check_seconds(const std::string& text) {
  constexpr double seconds_max = 1e9;
  const auto seconds = eardrum::protocol::parse_value(text);
  if (seconds && *seconds >= 0 && *seconds <= seconds_max) return {};
  return "expected seconds from 0 to 1000000000";
}

std::string check_address(const std::string& text) {
  const auto address = server::parse_address(text);
  return address ? std::string() : address.error();
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
  std::string listen = "127.0.0.1:8888";
  std::size_t connections_max = server::ListenerOptions{}.connections_max;
  std::string idle_seconds = "300";
  CLI::App app("Reference server of the put/get metrics protocol (profile strict).",
               "eardrum-server");
  app.add_option("--listen", listen, "where to listen; port 0: the kernel chooses")
      ->type_name("HOST:PORT")
      ->check(check_address)
      ->capture_default_str();
  app.add_option("--max-connections", connections_max, "more have to wait until one ends")
      ->type_name("N")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000}))
      ->capture_default_str();
  app.add_option("--idle-timeout", idle_seconds,
                 "close a connection that completes no request for so long; 0: never")
      ->type_name("SECONDS")
      ->check(check_seconds)
      ->capture_default_str();
  app.set_version_flag("--version", EARDRUM_VERSION);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return error.get_exit_code() == 0 ? app.exit(error) : fail(error.what());
  }
  // A reader of our output that goes away is no reason to stop serving.
  std::signal(SIGPIPE, SIG_IGN);
  const std::chrono::duration<double> idle(*eardrum::protocol::parse_value(idle_seconds));
  return serve(*server::parse_address(listen),
               {.connections_max = connections_max,
                .idle_timeout = std::chrono::ceil<std::chrono::milliseconds>(idle)});
} catch (const std::exception& error) {
  return fail(error.what());
}

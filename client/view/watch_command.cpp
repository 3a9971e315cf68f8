#include "eardrum/client/view/watch_command.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <iostream>
#include <thread>

#include "eardrum/client/view/difference.hpp"

namespace eardrum::client {

void add_command(CLI::App& app, WatchCommand& command) {
  auto* watch = app.add_subcommand("watch", "print what is new at an interval");
  add_options(*watch, command.view);
  watch->footer(
      "On a terminal the last sample of each metric and its change are shown in place; else each "
      "new "
      "sample is a line.");
  watch->add_option("--interval", command.interval_seconds, "time between two looks")
      ->type_name("SECONDS")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{86'400}))
      ->capture_default_str();
  watch->add_option("--count", command.count, "end after so many looks; 0: go on for ever")
      ->type_name("N")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
}

int run(const WatchCommand& command, const ServerOptions& server) {
  const TimeStyle style{command.view.zone(), false};
  const bool terminal = isatty(STDOUT_FILENO) == 1;
  Samples before;
  int code = ExitCode::done;
  for (std::int64_t looks = 0; command.count == 0 || looks < command.count; ++looks) {
    if (looks > 0) std::this_thread::sleep_for(std::chrono::seconds(command.interval_seconds));
    auto now = look(command.view, server);
    code = now ? int{ExitCode::done} : now.error();
    if (code == ExitCode::wrong_usage) return code;
    if (!now) continue;  // a server that is away may come back
    const auto text = terminal ? "\x1b[H\x1b[J" + last_table(before, *now, style)
                               : new_lines(before, *now, style);
    code = print(text, *now, command.view);
    if (code == ExitCode::connection_failed) return code;
    before = *std::move(now);
  }
  return code;
}

}  // namespace eardrum::client

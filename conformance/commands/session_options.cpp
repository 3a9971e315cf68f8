#include "eardrum/conformance/commands/session_options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>

#include "eardrum/conformance/commands/selection_options.hpp"

namespace eardrum::conformance {

void add_session_options(CLI::App& app, SessionOptions& options) {
  const std::string group = "Which sessions";
  app.add_option("--sessions", options.files,
                 "Also play the sessions of this file or folder (may be repeated)")
      ->type_name("PATH")
      ->allow_extra_args(false)
      ->group(group);
  app.add_flag("--no-builtin", options.no_builtin, "Leave out the sessions that are built in")
      ->group(group);
  add_pattern_options(app, options.selection, group);
}

std::expected<std::vector<Session>, std::string> chosen_sessions(const SessionOptions& options) {
  std::vector<Session> all;
  if (!options.no_builtin) all = builtin_sessions();
  for (const auto& path : options.files) {
    auto more = load_sessions(path);
    if (!more) return more;
    std::ranges::move(*more, std::back_inserter(all));
  }
  if (const auto unique = check_unique_names(all); !unique) {
    return std::unexpected(unique.error().text());
  }
  return select(std::move(all), options.selection);
}

}  // namespace eardrum::conformance

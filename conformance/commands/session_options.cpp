#include "eardrum/conformance/commands/session_options.hpp"

#include <CLI/CLI.hpp>

namespace eardrum::conformance {
namespace {

constexpr const char* group = "Which sessions";

void add_patterns(CLI::App& app, const char* name, std::vector<std::string>& patterns,
                  const char* help) {
  app.add_option(name, patterns, help)->type_name("GLOB")->allow_extra_args(false)->group(group);
}

void add_levels(CLI::App& app, const char* name, std::vector<std::string>& levels,
                const char* help) {
  app.add_option(name, levels, help)
      ->check(CLI::IsMember({"S", "D", "H", "U"}))
      ->allow_extra_args(false)
      ->group(group);
}

}  // namespace

void add_session_options(CLI::App& app, SessionOptions& options) {
  app.add_option("--sessions", options.files,
                 "Also play the sessions in this file or folder (may be repeated)")
      ->type_name("PATH")
      ->allow_extra_args(false)
      ->group(group);
  app.add_flag("--no-builtin", options.no_builtin, "Do not play the built-in sessions")
      ->group(group);
  auto& selection = options.selection;
  add_patterns(app, "--only", selection.only,
               "Play only sessions whose name matches (may be repeated)");
  add_patterns(app, "--skip", selection.skip, "Do not play sessions whose name matches");
  add_patterns(app, "--rule", selection.rules,
               "Play only sessions of matching rules, for example 'REQ-PUT-*'");
  add_patterns(app, "--skip-rule", selection.skip_rules, "Do not play sessions of matching rules");
  add_levels(app, "--level", selection.levels, "Play only sessions of rules of this level");
  add_levels(app, "--skip-level", selection.skip_levels,
             "Do not play sessions of rules of this level");
  add_patterns(app, "--tag", selection.tags,
               "Play only sessions with this tag (eardrum list --tags shows the tags)");
  add_patterns(app, "--skip-tag", selection.skip_tags, "Do not play sessions with this tag");
}

void add_part_options(CLI::App& app, SessionOptions& options) {
  app.add_option("--failed-last-time", options.past_report,
                 "Play only the cases that did not pass in this JSON report")
      ->type_name("REPORT.json")
      ->group(group);
  app.add_flag(
         "--quick", options.selection.quick,
         "Play about two seconds: only binding rules, each request whole, byte by byte and split "
         "once; no load, no random sessions, few lines of the grammar")
      ->group(group);
  app.add_option("--shard", options.shard,
                 "Play only part I of N, counted from 1 (default: EARDRUM_SHARD_INDEX, counted "
                 "from 0, of EARDRUM_TOTAL_SHARDS; then those of GTEST_)")
      ->type_name("I/N")
      ->group(group);
}

}  // namespace eardrum::conformance

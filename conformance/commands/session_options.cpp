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
                 "Also play the sessions of this file or folder (may be repeated)")
      ->type_name("PATH")
      ->allow_extra_args(false)
      ->group(group);
  app.add_flag("--no-builtin", options.no_builtin, "Leave out the sessions that are built in")
      ->group(group);
  auto& selection = options.selection;
  add_patterns(app, "--only", selection.only,
               "Only sessions with this name (globs; may be repeated)");
  add_patterns(app, "--skip", selection.skip, "Not the sessions with this name");
  add_patterns(app, "--rule", selection.rules,
               "Only sessions of this rule, for instance 'REQ-PUT-*'");
  add_patterns(app, "--skip-rule", selection.skip_rules, "Not the sessions of this rule");
  add_levels(app, "--level", selection.levels, "Only rules of this level");
  add_levels(app, "--skip-level", selection.skip_levels, "Not the rules of this level");
  add_patterns(app, "--tag", selection.tags, "Only sessions with this tag (list --tags)");
  add_patterns(app, "--skip-tag", selection.skip_tags, "Not the sessions with this tag");
}

void add_part_options(CLI::App& app, SessionOptions& options) {
  app.add_option("--failed-last-time", options.past_report,
                 "Only what was not green in this JSON report, in those deliveries")
      ->type_name("REPORT.json")
      ->group(group);
  app.add_flag("--quick", options.selection.quick,
               "About two seconds: binding rules, whole, byte by byte and cut once; no load, no "
               "random sessions, few lines of the grammar")
      ->group(group);
  app.add_option("--shard", options.shard,
                 "Only the I-th of N parts, from 1 (else EARDRUM_TOTAL_SHARDS and "
                 "EARDRUM_SHARD_INDEX, or those of GTEST_, from 0)")
      ->type_name("I/N")
      ->group(group);
}

}  // namespace eardrum::conformance

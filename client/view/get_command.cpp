#include "eardrum/client/view/get_command.hpp"

#include <CLI/CLI.hpp>
#include <map>

#include "eardrum/client/delivery/complain.hpp"
#include "eardrum/client/view/format.hpp"

namespace eardrum::client {
namespace {

const std::map<std::string, Format>& formats() {
  static const std::map<std::string, Format> by_name{
      {"rows", Format::rows},   {"table", Format::table},
      {"json", Format::json},   {"jsonl", Format::jsonl},
      {"csv", Format::csv},     {"graphite-json", Format::graphite_json},
      {"carbon", Format::rows}, {"opentsdb", Format::opentsdb},
  };
  return by_name;
}

}  // namespace

void add_command(CLI::App& app, GetCommand& command) {
  auto* get = app.add_subcommand("get", "print samples");
  add_options(*get, command.view);
  get->add_option("--format", command.format,
                  "rows: name value time, also called carbon; table; json {NAME: [[time, value]]}; "
                  "jsonl; csv; graphite-json; opentsdb")
      ->type_name("FORMAT")
      ->check(CLI::IsMember(formats()))
      ->capture_default_str();
  get->add_flag("--wide", command.wide, "csv with a column for each metric");
  get->add_flag("--epoch", command.epoch, "times of table and csv in seconds since 1970");
}

int run(const GetCommand& command, const ServerOptions& server) {
  auto format = formats().at(command.format);
  if (command.wide && format != Format::csv) {
    complain("--wide goes with --format csv");
    return ExitCode::wrong_usage;
  }
  if (command.wide) format = Format::wide_csv;
  const auto samples = look(command.view, server);
  if (!samples) return samples.error();
  const TimeStyle style{command.view.zone(), command.epoch};
  return print(to_text(*samples, format, style), *samples, command.view);
}

}  // namespace eardrum::client

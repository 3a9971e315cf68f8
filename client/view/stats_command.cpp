#include "eardrum/client/view/stats_command.hpp"

#include <CLI/CLI.hpp>

#include "eardrum/client/delivery/complain.hpp"
#include "eardrum/client/view/stats.hpp"
#include "eardrum/client/view/stats_text.hpp"
#include "eardrum/client/visible.hpp"

namespace eardrum::client {
namespace {

std::string check_duration(const std::string& text) {
  return parse_duration(text) ? "" : "expected a time such as 90, 30s, 5m, 1h, 1d";
}

/// One line for each bucket, those without samples too.
void add_buckets(const std::string& key, const Series& series, const StatsCommand& command,
                 std::vector<StatsLine>& lines) {
  const auto offset = offset_seconds(series.front().first, command.view.zone());
  const auto found =
      in_buckets(series, *parse_duration(command.bucket), offset, command.percentiles);
  for (const auto& bucket : found.buckets) {
    lines.push_back({key, bucket.begin_time, bucket.figures});
  }
  if (found.cut_short) {
    complain(visible(key) + ": only the first " + std::to_string(found.buckets.size()) +
             " buckets are shown; a longer --bucket or --since shows all");
  }
}

}  // namespace

void add_command(CLI::App& app, StatsCommand& command) {
  auto* stats = app.add_subcommand("stats", "print figures of each metric");
  add_options(*stats, command.view);
  stats->footer(
      "rate is (last - first) / seconds between them. A gap is a step in time of more than three "
      "times the median step; longest_gap is in seconds. Percentiles are interpolated linearly "
      "between samples.");
  stats->add_option("--bucket", command.bucket, "a line for each such time, empty ones too")
      ->type_name("DURATION")
      ->check(check_duration);
  stats->add_option("--percentile", command.percentiles, "ranks from 0 to 100")
      ->type_name("RANK,...")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::Range(0.0, 100.0))
      ->capture_default_str();
  stats->add_option("--format", command.format, "table, csv or jsonl")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"table", "csv", "jsonl"}))
      ->capture_default_str();
  stats->add_flag("--epoch", command.epoch, "times in seconds since 1970");
}

int run(const StatsCommand& command, const ServerOptions& server) {
  const auto samples = look(command.view, server);
  if (!samples) return samples.error();
  std::vector<StatsLine> lines;
  for (const auto& [key, series] : *samples) {
    if (!command.bucket.empty()) {
      add_buckets(key, series, command, lines);
      continue;
    }
    lines.push_back({key, series.front().first,
                     figures(series, 0, series.size(), command.percentiles, find_gap(series))});
  }
  auto format = StatsFormat::table;
  if (command.format == "csv") format = StatsFormat::csv;
  if (command.format == "jsonl") format = StatsFormat::jsonl;
  const TimeStyle style{command.view.zone(), command.epoch};
  return print(to_text(lines, command.percentiles, format, style), *samples, command.view);
}

}  // namespace eardrum::client

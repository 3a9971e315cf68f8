#include "eardrum/client/view/view_options.hpp"

#include <CLI/CLI.hpp>
#include <iostream>

#include "eardrum/client/delivery/complain.hpp"
#include "eardrum/client/delivery/sample.hpp"
#include "eardrum/client/view/fetch.hpp"
#include "eardrum/client/view/format.hpp"
#include "eardrum/client/view/selection.hpp"
#include "eardrum/client/visible.hpp"
#include "eardrum/protocol/numeral.hpp"

namespace eardrum::client {
namespace {

std::string check_time(const std::string& text) {
  return parse_time(text, 0, TimeZone::utc)
             ? ""
             : "expected now, -1h, seconds since 1970, or a date such as 2017-08-04T16:30:47Z";
}

struct Limit {
  std::string key;
  double value = 0;
};

std::optional<Limit> parse_limit(const std::string& text) {
  const auto at = text.rfind('=');
  if (at == text.npos || at == 0) return std::nullopt;
  const auto value = protocol::parse_value(std::string_view(text).substr(at + 1));
  if (!value) return std::nullopt;
  return Limit{text.substr(0, at), *value};
}

std::string check_limit(const std::string& text) {
  return parse_limit(text) ? "" : "expected KEY=VALUE";
}

Selection selection_of(const ViewOptions& options) {
  Selection selection;
  selection.keys = options.keys;
  const auto now = seconds_now();
  if (!options.since.empty()) selection.since = parse_time(options.since, now, options.zone());
  if (!options.until.empty()) selection.until = parse_time(options.until, now, options.zone());
  if (options.last > 0) selection.last = static_cast<std::size_t>(options.last);
  return selection;
}

/// Whether the last value of each key that the limit names is known and not above it.
bool holds(const Samples& samples, const Limit& limit) {
  Selection wanted;
  wanted.keys = {limit.key};
  bool found = false;
  bool below = true;
  for (const auto& [key, series] : samples) {
    if (!is_selected(wanted, key)) continue;
    found = true;
    if (!(series.back().second > limit.value)) continue;
    below = false;
    complain(visible(key) + " is " + number_text(series.back().second) + ", above " +
             number_text(limit.value));
  }
  if (!found) complain("no samples of " + visible(limit.key) + " to compare with --fail-above");
  return found && below;
}

}  // namespace

void add_options(CLI::App& command, ViewOptions& options) {
  command.add_option("NAME", options.keys,
                     "names of metrics, or patterns with * ? [...]; without any all metrics");
  command.add_option("--since", options.since, "not before: -1h, epoch seconds, ISO 8601")
      ->type_name("TIME")
      ->check(check_time);
  command.add_option("--until", options.until, "not after: now, epoch seconds, ISO 8601")
      ->type_name("TIME")
      ->check(check_time);
  command.add_option("--last", options.last, "only so many samples of each metric, the latest")
      ->type_name("N")
      ->check(CLI::PositiveNumber);
  command.add_flag("--utc", options.utc, "times without an offset are UTC, not local");
  command.add_flag("--lenient", options.lenient,
                   "take rows whose numbers are spelled otherwise (.5 +5 05), skip and count rows "
                   "that are no samples; else the first such row is an error");
  command
      .add_option("--max-answer", options.answer_bytes_max,
                  "longest answer that is read (default: 64 MiB)")
      ->type_name("BYTES")
      ->transform(CLI::AsSizeValue(false))
      ->check(CLI::PositiveNumber);
  command.add_flag("--fail-empty", options.fail_empty, "exit with 1 if there are no samples");
  command
      .add_option("--fail-above", options.fail_above,
                  "exit with 1 if the last value is higher, or there is none; may be repeated")
      ->type_name("NAME=VALUE")
      ->check(check_limit)
      ->allow_extra_args(false);
}

std::expected<Samples, int> look(const ViewOptions& options, const ServerOptions& server) {
  auto asked = server;
  if (options.answer_bytes_max > 0) {
    asked.answer_bytes_max = static_cast<std::size_t>(options.answer_bytes_max);
  }
  const auto selection = selection_of(options);
  auto fetched = fetch(asked, requests_for(selection),
                       options.lenient ? RowPolicy::lenient : RowPolicy::strict);
  if (!fetched) {
    complain(fetched.error().message);
    return std::unexpected(fetched.error().code);
  }
  if (const auto skipped = skipped_text(*fetched); !skipped.empty()) complain(skipped);
  return select(std::move(fetched->samples), selection);
}

int check(const Samples& samples, const ViewOptions& options) {
  int code = ExitCode::done;
  if (options.fail_empty && samples.empty()) {
    complain("no samples");
    code = ExitCode::not_so;
  }
  for (const auto& text : options.fail_above) {
    if (!holds(samples, *parse_limit(text))) code = ExitCode::not_so;
  }
  return code;
}

int print(const std::string& text, const Samples& samples, const ViewOptions& options) {
  std::cout << text << std::flush;
  if (std::cout) return check(samples, options);
  complain("cannot write to standard output");
  return ExitCode::connection_failed;
}

}  // namespace eardrum::client

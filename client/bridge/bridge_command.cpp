#include "eardrum/client/bridge/bridge_command.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>

#include "eardrum/client/delivery/target.hpp"
#include "eardrum/client/delivery/target_option.hpp"

namespace eardrum::client {
namespace {

/// What CLI11 asks of a text: empty, or why `parse` refuses it.
template <auto parse>
std::string refusal(const std::string& text) {
  const auto parsed = parse(text);
  return parsed ? "" : parsed.error();
}

}  // namespace

std::expected<ListenAddress, std::string> parse_listen_address(const std::string& text) {
  const auto colon = text.rfind(':');
  if (colon == text.npos || colon == 0) return std::unexpected("expected HOST:PORT");
  ListenAddress address;
  address.host = text.substr(0, colon);
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, address.port);
  if (error != std::errc{} || stop != end) return std::unexpected("the port is not a number");
  const bool brackets = address.host.starts_with('[') && address.host.ends_with(']');
  if (brackets) address.host = address.host.substr(1, address.host.size() - 2);
  return address;
}

std::expected<ScrapeUrl, std::string> parse_scrape_url(const std::string& text) {
  constexpr std::string_view scheme = "http://";
  if (!text.starts_with(scheme)) return std::unexpected("expected http://HOST[:PORT][/PATH]");
  const bool plain = std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
  if (!plain) return std::unexpected("a URL is printable ASCII without blanks");
  const auto rest = text.substr(scheme.size());
  const auto slash = std::min(rest.find('/'), rest.size());
  auto target = parse_target("put://" + rest.substr(0, slash));
  if (!target) return std::unexpected(target.error());
  ScrapeUrl url;
  url.host = target->host;
  if (rest.substr(0, slash).ends_with(":" + std::to_string(target->port))) {
    url.port = std::to_string(target->port);
  }
  if (slash < rest.size()) url.path = rest.substr(slash);
  return url;
}

void add_command(CLI::App& app, BridgeCommand& command) {
  auto* bridge = app.add_subcommand("bridge", "pass samples on from and to other protocols");
  bridge->footer(
      "Each input feeds every --to. A carbon line is key value time. Of StatsD, counters "
      "(NAME.count, "
      "NAME.count_per_second), gauges (NAME) and timings (NAME.count, .min_ms, .max_ms, .mean_ms, "
      ".p90_ms) are understood. A scraped key is NAME;LABEL=VALUE. For each input 'listening NAME "
      "HOST:PORT' is printed. SIGUSR1, SIGTERM and SIGINT act as in collect.");
  bridge->add_option("--carbon-in", command.carbon_in, "take carbon's plaintext protocol over TCP")
      ->type_name("HOST:PORT")
      ->check(refusal<parse_listen_address>);
  bridge->add_option("--statsd-in", command.statsd_in, "take StatsD's datagrams over UDP")
      ->type_name("HOST:PORT")
      ->check(refusal<parse_listen_address>);
  bridge
      ->add_option("--scrape", command.scrapes,
                   "read Prometheus' text format there at each interval; may be repeated")
      ->type_name("http://HOST[:PORT][/PATH]")
      ->check(refusal<parse_scrape_url>)
      ->allow_extra_args(false);
  bridge
      ->add_option("--prometheus-out", command.prometheus_out,
                   "serve the last sample of each key of the server as /metrics")
      ->type_name("HOST:PORT")
      ->check(refusal<parse_listen_address>);
  add_target_option(*bridge, command.targets)->check(refusal<parse_target>);
  bridge
      ->add_option("--interval", command.interval_seconds,
                   "of scrapes and of what StatsD gathers; at most one attempt to send in each")
      ->type_name("SECONDS")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{86'400}))
      ->capture_default_str();
}

}  // namespace eardrum::client

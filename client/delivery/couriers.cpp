#include "eardrum/client/delivery/couriers.hpp"

#include <utility>

#include "eardrum/client/delivery/complain.hpp"

namespace eardrum::client {

std::expected<std::vector<Target>, std::string> parse_targets(const std::vector<std::string>& texts,
                                                              const ServerOptions& server) {
  std::vector<Target> targets;
  targets.reserve(texts.size() + 1);
  for (const auto& text : texts) {
    auto target = parse_target(text);
    if (!target) return std::unexpected(std::move(target.error()));
    targets.push_back(*std::move(target));
  }
  if (targets.empty()) targets.push_back({Scheme::put, server.host, server.port});
  return targets;
}

std::chrono::milliseconds sending_timeout(const ServerOptions& server) {
  constexpr std::chrono::milliseconds unasked{5'000};
  return server.timeout.value_or(unasked);
}

void Couriers::start(Target target, Spool spool, const CourierOptions& options) {
  couriers_.emplace_back(std::move(target), std::move(spool), options, complain);
}

void Couriers::add(std::span<const Sample> samples) {
  for (auto& courier : couriers_) courier.add(samples, seconds_now());
}

void Couriers::report() const {
  for (const auto& courier : couriers_) complain(to_text(courier.counts(), courier.target()));
}

std::vector<Counts> Couriers::finish(std::chrono::steady_clock::time_point deadline) {
  for (auto& courier : couriers_) courier.begin_to_finish(deadline);
  std::vector<Counts> counts;
  counts.reserve(couriers_.size());
  for (auto& courier : couriers_) {
    courier.wait_until_finished();
    counts.push_back(courier.counts());
  }
  return counts;
}

}  // namespace eardrum::client

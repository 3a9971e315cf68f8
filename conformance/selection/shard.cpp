#include "eardrum/conformance/selection/shard.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace eardrum::conformance {
namespace {

constexpr std::size_t shards_max = 10'000;

// What sessions of the kit cost that have no steps here.
constexpr std::size_t load_requests = 600;
constexpr std::size_t random_requests = 4'000;

std::optional<std::size_t> number(std::string_view text) {
  std::size_t value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

std::size_t requests(const std::vector<Step>& steps) {
  std::size_t sum = 0;
  for (const auto& step : steps) {
    if (std::holds_alternative<Send>(step.action) || std::holds_alternative<Call>(step.action)) {
      ++sum;
    } else if (const auto* many = std::get_if<ManyLines>(&step.action)) {
      sum += many->lines.size();
    } else if (const auto* repeat = std::get_if<Repeat>(&step.action)) {
      sum += (repeat->loop.last - repeat->loop.first + 1) * requests(repeat->steps);
    }
  }
  return sum;
}

}  // namespace

std::expected<Shard, std::string> parse_shard(std::string_view text) {
  const auto slash = text.find('/');
  const auto index = number(text.substr(0, slash));
  const auto total =
      slash == std::string_view::npos ? std::nullopt : number(text.substr(slash + 1));
  if (!index || !total || *index < 1 || *index > *total || *total > shards_max) {
    return std::unexpected("--shard must be I/N with I from 1 to N, for example 2/3; not '" +
                           std::string(text) + "'");
  }
  return Shard{*index - 1, *total};
}

std::expected<std::optional<Shard>, std::string> shard_of_environment(
    const std::function<const char*(const char*)>& variable) {
  for (const std::string prefix : {"EARDRUM", "GTEST"}) {
    const auto total_name = prefix + "_TOTAL_SHARDS";
    const auto index_name = prefix + "_SHARD_INDEX";
    const char* const total_text = variable(total_name.c_str());
    const char* const index_text = variable(index_name.c_str());
    if (total_text == nullptr && index_text == nullptr) continue;
    if (total_text == nullptr || index_text == nullptr) {
      std::string sentence = total_name;
      sentence.append(" and ").append(index_name);
      return std::unexpected(sentence + " must be set together, but only one of them is");
    }
    const auto total = number(total_text);
    const auto index = number(index_text);
    if (!total || !index || *total == 0 || *index >= *total || *total > shards_max) {
      std::string sentence = index_name;
      sentence.append(" must be a number from 0 that is less than ").append(total_name);
      sentence.append("; they are '").append(index_text).append("' and '").append(total_text);
      return std::unexpected(sentence + "'");
    }
    return Shard{*index, *total};
  }
  return std::nullopt;
}

std::size_t weight(const Session& session) {
  if (session.name.starts_with("load.")) return load_requests;
  if (session.name.starts_with("random.")) return random_requests;
  std::size_t times = 0;
  for (const auto kind : session.deliveries) times += traits(kind).plays;
  return 1 + times * requests(session.steps);
}

std::set<std::string> shard_names(const std::vector<Session>& sessions, const Shard& shard) {
  std::vector<std::pair<std::size_t, const std::string*>> order;
  order.reserve(sessions.size());
  for (const auto& session : sessions) order.emplace_back(weight(session), &session.name);
  // The heaviest first, each to the part that has least: a rule without chance.
  std::ranges::sort(order, [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : *a.second < *b.second;
  });
  std::vector<std::size_t> loads(shard.total, 0);
  std::set<std::string> names;
  for (const auto& [heavy, name] : order) {
    const auto least = std::ranges::min_element(loads);
    if (static_cast<std::size_t>(least - loads.begin()) == shard.index) names.insert(*name);
    *least += heavy;
  }
  return names;
}

}  // namespace eardrum::conformance

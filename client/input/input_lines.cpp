#include "eardrum/client/input/input_lines.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <nlohmann/json.hpp>

#include "eardrum/client/delivery/lines.hpp"
#include "eardrum/client/visible.hpp"
#include "eardrum/protocol/characters.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::client {
namespace {

constexpr std::size_t shown_bytes_max = 64;

std::string shown(std::string_view text) {
  return "'" + visible(text, shown_bytes_max) + "'";
}

/// The separator that is most frequent in a head.
char separator_of(std::string_view head) {
  constexpr std::string_view candidates = ",;\t";
  return *std::ranges::max_element(candidates, {},
                                   [&](char each) { return std::ranges::count(head, each); });
}

bool is_called(std::string_view column, std::initializer_list<std::string_view> names) {
  return std::ranges::any_of(
      names, [&](auto name) { return protocol::equals_ignoring_case(column, name); });
}

/// format.hpp writes a ' in front of what a spreadsheet would take for a formula.
std::string without_guard(std::string key) {
  constexpr std::string_view formula = "=+-@";
  if (key.size() > 1 && key[0] == '\'' && formula.contains(key[1])) key.erase(0, 1);
  return key;
}

/// The first of these members that is there.
const nlohmann::json* member(const nlohmann::json& object,
                             std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (const auto found = object.find(name); found != object.end()) return &*found;
  }
  return nullptr;
}

/// A number as it is written, a string without its quotes.
std::string text_of(const nlohmann::json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

}  // namespace

InputFormat sniff(std::string_view line) {
  if (line.starts_with('{')) return InputFormat::jsonl;
  if (line.starts_with("put ")) return InputFormat::put;
  return line.find_first_of(",;\t") == line.npos ? InputFormat::carbon : InputFormat::csv;
}

std::optional<std::vector<std::string>> csv_fields(std::string_view line, char separator) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
      fields.back() += c;
      ++i;
    } else if (c == '"' && (quoted || fields.back().empty())) {
      quoted = !quoted;
    } else if (c == separator && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  if (quoted) return std::nullopt;
  return fields;
}

LineSamples InputReader::read(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.find_first_not_of(" \t") == line.npos || line.starts_with('#')) return {};
  const auto one = [](std::expected<Sample, std::string> read) -> LineSamples {
    if (!read) return std::unexpected(std::move(read.error()));
    return std::vector{*std::move(read)};
  };
  switch (format_) {
    case InputFormat::csv:
      return read_csv(line);
    case InputFormat::jsonl:
      return read_json(line);
    case InputFormat::carbon:
      return one(read_carbon_line(line, now_));
    case InputFormat::put:
      return one(read_put_line(line));
  }
  return {};
}

LineSamples InputReader::sample(std::string key, std::string_view value,
                                std::string_view time) const {
  const auto number = protocol::read_value_widely(value);
  if (!number) return std::unexpected("the value " + shown(value) + " is not a number");
  auto seconds = parse_time(time, now_, zone_);
  if (!seconds) {  // with a fraction, which is dropped
    const auto read = read_carbon_line("k 0 " + std::string(time), now_);
    if (!read || time.empty()) return std::unexpected("the time " + shown(time) + " is none");
    seconds = read->timestamp;
  }
  if (auto wrong = why_not_put(key, *number); !wrong.empty()) {
    return std::unexpected(std::move(wrong));
  }
  return std::vector{Sample{std::move(key), *number, *seconds}};
}

LineSamples InputReader::read_head(const std::vector<std::string>& fields) {
  std::optional<std::size_t> time_at;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (is_called(fields[i], {"time", "timestamp", "date", "datetime"})) time_at = i;
    if (is_called(fields[i], {"key", "name", "metric", "path"})) key_at_ = i;
    if (is_called(fields[i], {"value"})) value_at_ = i;
  }
  if (!time_at) return std::unexpected("the head names no column time");
  if (key_at_.has_value() != value_at_.has_value()) {
    return std::unexpected("the head names only one of the columns key and value");
  }
  time_at_ = *time_at;
  columns_ = fields;
  return {};
}

LineSamples InputReader::read_csv(std::string_view line) {
  if (columns_.empty()) separator_ = separator_of(line);
  const auto fields = csv_fields(line, separator_);
  if (!fields) return std::unexpected("a quote is not closed");
  if (columns_.empty()) return read_head(*fields);
  if (fields->size() != columns_.size()) {
    return std::unexpected(std::to_string(fields->size()) + " fields, where the head has " +
                           std::to_string(columns_.size()));
  }
  const auto& time = (*fields)[time_at_];
  if (key_at_) return sample(without_guard((*fields)[*key_at_]), (*fields)[*value_at_], time);
  std::vector<Sample> samples;
  for (std::size_t i = 0; i < fields->size(); ++i) {
    if (i == time_at_ || (*fields)[i].empty()) continue;
    auto one = sample(without_guard(columns_[i]), (*fields)[i], time);
    if (!one) return one;
    samples.push_back(std::move(one->front()));
  }
  return samples;
}

LineSamples InputReader::read_json(std::string_view line) const {
  const auto object = nlohmann::json::parse(line, nullptr, false);
  if (!object.is_object()) return std::unexpected("no JSON object");
  const auto* key = member(object, {"key", "name", "metric", "path"});
  const auto* time = member(object, {"time", "timestamp"});
  const auto* value = member(object, {"value"});
  if (key == nullptr || !key->is_string()) return std::unexpected("no string \"key\"");
  if (time == nullptr || !(time->is_number() || time->is_string())) {
    return std::unexpected("no \"time\" that is a number or a date");
  }
  if (value == nullptr || !value->is_number()) return std::unexpected("no number \"value\"");
  return sample(key->get<std::string>(), text_of(*value), text_of(*time));
}

}  // namespace eardrum::client

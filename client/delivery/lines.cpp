#include "eardrum/client/delivery/lines.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>

#include "eardrum/client/visible.hpp"
#include "eardrum/protocol/format.hpp"
#include "eardrum/protocol/numeral.hpp"
#include "eardrum/protocol/parse.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::client {
namespace {

constexpr std::size_t shown_bytes_max = 64;

bool is_opentsdb_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.' || c == '/';
}

std::string_view next_word(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
  const auto word = rest.substr(0, rest.find_first_of(" \t"));
  rest.remove_prefix(word.size());
  return word;
}

/// Whole seconds of a time that may have a fraction.
std::optional<std::int64_t> read_seconds(std::string_view text) {
  if (const auto whole = protocol::read_timestamp_widely(text)) return whole;
  const auto value = protocol::read_value_widely(text);
  constexpr double limit = 9.0e18;  // inside int64
  if (!value || !(std::abs(*value) < limit)) return std::nullopt;
  return static_cast<std::int64_t>(std::floor(*value));
}

}  // namespace

void append_carbon_line(const Sample& sample, std::string& out) {
  out += sample.key;
  out += ' ';
  protocol::append_value(sample.value, out);
  out += ' ';
  protocol::append_timestamp(sample.timestamp, out);
  out += '\n';
}

void append_opentsdb_line(const Sample& sample, std::string& out) {
  out += "put ";
  std::ranges::transform(sample.key, std::back_inserter(out),
                         [](char c) { return is_opentsdb_byte(c) ? c : '_'; });
  out += ' ';
  protocol::append_timestamp(sample.timestamp, out);
  out += ' ';
  protocol::append_value(sample.value, out);
  out += " source=eardrum\n";
}

void append_put_line(const Sample& sample, std::string& out) {
  protocol::append_request(
      protocol::Put{.key = sample.key, .value = sample.value, .timestamp = sample.timestamp}, out);
}

std::expected<Sample, std::string> read_carbon_line(std::string_view line, std::int64_t now) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  const auto key = next_word(line);
  const auto value_text = next_word(line);
  const auto time_text = next_word(line);
  if (value_text.empty()) return std::unexpected("expected: key value [timestamp]");
  if (!next_word(line).empty()) return std::unexpected("more than three words");
  const auto value = protocol::read_value_widely(value_text);
  if (!value) {
    return std::unexpected("the value '" + visible(value_text, shown_bytes_max) +
                           "' is not a number");
  }
  if (auto wrong = why_not_put(key, *value); !wrong.empty()) {
    return std::unexpected(std::move(wrong));
  }
  const bool present = time_text.empty() || time_text == "-1" || time_text == "N";
  const auto time = present ? std::optional(now) : read_seconds(time_text);
  if (!time) {
    return std::unexpected("the time '" + visible(time_text, shown_bytes_max) +
                           "' is not a number");
  }
  return Sample{std::string(key), *value, *time};
}

std::expected<Sample, std::string> read_put_line(std::string_view line) {
  const auto frame = std::string(line) + '\n';
  const auto request = protocol::parse_request(frame);
  if (!request) {
    return std::unexpected("byte " + std::to_string(request.error().offset) + ": " +
                           std::string(request.error().message()));
  }
  const auto* put = std::get_if<protocol::Put>(&*request);
  if (put == nullptr) return std::unexpected("expected put, not get");
  return Sample{std::string(put->key), put->value, put->timestamp};
}

std::string why_not_put(std::string_view key, double value) {
  if (const auto wrong = protocol::check_put_key(key)) {
    return "the key '" + visible(key, shown_bytes_max) + "', byte " +
           std::to_string(wrong->offset) + ": " + std::string(wrong->message());
  }
  if (!std::isfinite(value)) return "the value is not finite";
  return {};
}

}  // namespace eardrum::client

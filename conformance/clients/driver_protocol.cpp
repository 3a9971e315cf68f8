#include "eardrum/conformance/clients/driver_protocol.hpp"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

namespace eardrum::conformance {
namespace {

using nlohmann::json;

std::string json_text(std::string_view bytes) {
  std::string text = "\"";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F && c != '"' && c != '\\') {
      text += c;
      continue;
    }
    constexpr std::string_view digits = "0123456789abcdef";
    text += "\\u00";
    text += digits[byte >> 4U];
    text += digits[byte & 0xFU];
  }
  return text + '"';
}

/// A number without a fraction where it has none: some clients do int(timeout).
std::string seconds_text(double seconds) {
  std::string text = json(seconds).dump();
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

std::string value_text(const std::string& value) {
  const bool is_named = value == "nan" || value == "inf" || value == "-inf";
  return is_named ? '"' + value + '"' : value;
}

/// Bytes from text in which each character stands for one byte; nothing if one is beyond U+00FF.
std::optional<std::string> bytes_of(const std::string& text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      bytes += text[i];
      continue;
    }
    // The text is valid UTF-8, so U+0080..U+00FF is 0xC2 or 0xC3 and one byte more.
    if (byte > 0xC3 || i + 1 == text.size()) return std::nullopt;
    bytes +=
        static_cast<char>(((byte & 0x03U) << 6U) | (static_cast<unsigned char>(text[++i]) & 0x3FU));
  }
  return bytes;
}

/// Text of any kind, kept as it came.
TesteeBytes text_of(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) return {};
  return TesteeBytes(found->get<std::string>());
}

bool is_set(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

std::optional<std::int64_t> timestamp_of(const json& value) {
  if (!value.is_number_integer()) return std::nullopt;
  if (value.is_number_unsigned() &&
      value.get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max()) {
    return std::nullopt;
  }
  return value.get<std::int64_t>();
}

std::optional<double> value_of(const json& value) {
  if (value.is_number()) return value.get<double>();
  if (!value.is_string()) return std::nullopt;
  const auto text = value.get<std::string>();
  constexpr auto infinity = std::numeric_limits<double>::infinity();
  if (text == "nan") return std::numeric_limits<double>::quiet_NaN();
  if (text == "inf") return infinity;
  if (text == "-inf") return -infinity;
  return std::nullopt;
}

/// Reads {"key": [[timestamp, value], ...], ...} into `answer`; false if it is not that.
bool read_samples(const json& samples, DriverAnswer& answer) {
  for (const auto& [text, list] : samples.items()) {
    const auto key = bytes_of(text);
    if (!key || !list.is_array()) return false;
    answer.keys.insert(*key);
    for (const auto& pair : list) {
      if (!pair.is_array() || pair.size() != 2) return false;
      const auto timestamp = timestamp_of(pair[0]);
      const auto value = value_of(pair[1]);
      if (!timestamp || !value) return false;
      answer.rows.push_back({*key, *value == 0 ? 0.0 : *value, *timestamp});
    }
  }
  return true;
}

DriverAnswer read_object(const json& object) {
  DriverAnswer answer;
  answer.debugger = is_set(object, "debugger");
  using enum DriverAnswer::Kind;
  if (object.contains("raised")) {
    answer.text = text_of(object, "raised");
    answer.message = text_of(object, "message");
    answer.client_error = answer.text.for_judging() == "ClientError";
    answer.no_client_error = !answer.client_error && is_set(object, "no_client_error");
    if (!answer.text.empty()) answer.kind = raised;
  } else if (object.contains("returned_other")) {
    answer.text = text_of(object, "returned_other");
    answer.kind = other;
  } else if (const auto returned = object.find("returned"); returned != object.end()) {
    if (returned->is_null()) {
      answer.kind = nothing;
    } else if (returned->is_object() && read_samples(*returned, answer)) {
      answer.kind = samples;
    }
  }
  return answer;
}

}  // namespace

std::string driver_ready_line(std::uint64_t id) {
  return "{\"id\":" + std::to_string(id) + ",\"call\":\"ready\"}\n";
}

std::string driver_call_line(std::uint64_t id, const Call& call, const Address& address) {
  std::string line = "{\"id\":" + std::to_string(id) + ",\"call\":";
  switch (call.method) {
    case Call::Method::connect:
      line += "\"connect\",\"host\":" + json_text(address.host) +
              ",\"port\":" + std::to_string(address.port);
      if (call.timeout_seconds) line += ",\"timeout\":" + seconds_text(*call.timeout_seconds);
      break;
    case Call::Method::put:
      line += "\"put\"";
      break;
    case Call::Method::get:
      line += "\"get\"";
      break;
  }
  if (call.key) line += ",\"name\":" + json_text(*call.key);
  if (call.value) line += ",\"value\":" + value_text(*call.value);
  if (call.timestamp) line += ",\"timestamp\":" + std::to_string(*call.timestamp);
  return line + "}\n";
}

std::optional<DriverAnswer> read_driver_answer(std::string_view line, std::uint64_t id) {
  if (line.size() > driver_line_bytes_max || !line.starts_with('{')) return std::nullopt;
  constexpr int depth_max = 4;  // object, samples, list, pair
  bool too_deep = false;
  const auto watch = [&](int depth, json::parse_event_t event, json&) {
    const bool opens =
        event == json::parse_event_t::object_start || event == json::parse_event_t::array_start;
    too_deep = too_deep || (opens && depth >= depth_max);
    return !too_deep;  // what is too deep is dropped while it is read
  };
  const auto object = json::parse(line, watch, false);
  if (too_deep || !object.is_object()) return std::nullopt;
  const auto number = object.find("id");
  if (number == object.end() || !number->is_number_unsigned() ||
      number->get<std::uint64_t>() != id) {
    return std::nullopt;
  }
  return read_object(object);
}

std::string describe(const DriverAnswer& answer) {
  constexpr std::size_t text_bytes_shown = 100;
  switch (answer.kind) {
    case DriverAnswer::Kind::nothing:
      return "nothing";
    case DriverAnswer::Kind::samples:
      return answer.rows.empty() && answer.keys.empty()
                 ? "no samples"
                 : std::to_string(answer.rows.size()) +
                       (answer.rows.size() == 1 ? " sample" : " samples");
    case DriverAnswer::Kind::other:
      return "something else: " + answer.text.visible(text_bytes_shown);
    case DriverAnswer::Kind::raised:
      return "the exception " + answer.text.visible(text_bytes_shown);
    case DriverAnswer::Kind::unknown:
      break;
  }
  return "a line of the driver that the contract does not know";
}

}  // namespace eardrum::conformance

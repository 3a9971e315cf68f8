// Calls our own client library for eardrum check-client: the driver to read before writing one in
// another language. Calls come in and answers go out on descriptor 0, one JSON object a line
// (README.md).
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "eardrum/client/client.hpp"

namespace {

using nlohmann::json;

/// From bytes to text in which each character stands for one byte, as UTF-8; and back.
std::string text_of(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
    } else {
      text += static_cast<char>(0xC0U | (byte >> 6U));
      text += static_cast<char>(0x80U | (byte & 0x3FU));
    }
  }
  return text;
}

std::string bytes_of(const std::string& text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      bytes += text[i];
    } else {
      const auto next = static_cast<unsigned char>(text.at(++i));
      bytes += static_cast<char>(((byte & 0x03U) << 6U) | (next & 0x3FU));
    }
  }
  return bytes;
}

double value_of(const json& value) {
  return value.is_string() ? std::stod(value.get<std::string>()) : value.get<double>();
}

json number_of(double value) {
  if (std::isfinite(value)) return value;
  return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

json samples_of(const eardrum::client::Samples& samples) {
  json object = json::object();
  for (const auto& [key, rows] : samples) {
    auto& list = object[text_of(key)] = json::array();
    for (const auto& [timestamp, value] : rows) {
      list.push_back(json::array({timestamp, number_of(value)}));
    }
  }
  return object;
}

class Testee {
 public:
  json answer(const json& call) {
    try {
      return {{"returned", make(call)}};
    } catch (const eardrum::ClientError& error) {
      return {{"raised", "ClientError"}, {"message", error.what()}};
    } catch (const std::exception& error) {
      return {{"raised", "std::exception"}, {"message", error.what()}};
    }
  }

 private:
  json make(const json& call) {
    const auto what = call.at("call").get<std::string>();
    if (what == "ready") return nullptr;
    if (what == "connect") {
      connect(call);
      return nullptr;
    }
    if (what == "put") {
      std::optional<std::int64_t> timestamp;
      if (call.contains("timestamp")) timestamp = call["timestamp"].get<std::int64_t>();
      client_.value().put(bytes_of(call.at("name")), value_of(call.at("value")), timestamp);
      return nullptr;
    }
    return samples_of(call.contains("name") ? client_.value().get(bytes_of(call["name"]))
                                            : client_.value().get());
  }

  void connect(const json& call) {
    client_.reset();
    std::optional<std::chrono::milliseconds> timeout;
    if (call.contains("timeout") && !call["timeout"].is_null()) {
      timeout = std::chrono::ceil<std::chrono::milliseconds>(
          std::chrono::duration<double>(call["timeout"].get<double>()));
    }
    client_.emplace(call.at("host").get<std::string>(), call.at("port").get<std::uint16_t>(),
                    timeout);
  }

  std::optional<eardrum::Client> client_;
};

/// False at the end of the calls.
bool read_line(std::string& buffer, std::string& line) {
  std::array<char, 65536> chunk;
  for (;;) {
    if (const auto end = buffer.find('\n'); end != std::string::npos) {
      line = buffer.substr(0, end);
      buffer.erase(0, end + 1);
      return true;
    }
    const auto count = ::read(0, chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    buffer.append(chunk.data(), static_cast<std::size_t>(count));
  }
}

bool write_all(std::string_view text) {
  while (!text.empty()) {
    const auto count = ::write(0, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

int main() {
  Testee testee;
  std::string buffer;
  std::string line;
  while (read_line(buffer, line)) {
    try {
      const auto call = json::parse(line);
      auto answer = testee.answer(call);
      answer["id"] = call.at("id");
      // What an exception says need not be UTF-8.
      const auto text = answer.dump(-1, ' ', true, json::error_handler_t::replace) + "\n";
      if (!write_all(text)) return 1;
    } catch (const std::exception& error) {
      std::cerr << "eardrum-client-driver: no call: " << error.what() << '\n';
      return 1;
    }
  }
  return 0;
}

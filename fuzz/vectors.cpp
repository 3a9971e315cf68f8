#include "eardrum/fuzz/vectors.hpp"

#include <bit>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <variant>

#include <nlohmann/json.hpp>

#include "eardrum/fuzz/laws/overloaded.hpp"
#include "eardrum/protocol/limits.hpp"
#include "eardrum/protocol/numeral.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::fuzz {
namespace {

using nlohmann::json;

/// Each code point of a JSON string is one byte; the library gives it as UTF-8, which for U+0080 to
/// U+00FF has two bytes, 110000xx 10xxxxxx.
std::string bytes_of(const json& text) {
  const auto& utf8 = text.get_ref<const std::string&>();
  std::string out;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto byte = static_cast<unsigned char>(utf8[i]);
    if (byte < 0x80) {
      out += utf8[i];
      continue;
    }
    if (byte > 0xC3 || i + 1 == utf8.size()) throw std::runtime_error("a code point beyond U+00FF");
    const auto low = static_cast<unsigned char>(utf8[++i]) & 0x3FU;
    out += static_cast<char>((byte & 3U) << 6U | low);
  }
  return out;
}

std::string member(const json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() ? std::string() : bytes_of(*found);
}

VectorSample sample_of(const json& object) {
  return {.key = member(object, "key"),
          .value = member(object, "value"),
          .timestamp = member(object, "timestamp")};
}

Vector vector_of(const json& object) {
  Vector out{.kind = member(object, "kind"),
             .bytes = member(object, "bytes"),
             .zone = member(object, "zone"),
             .verdict = member(object, "verdict"),
             .command = member(object, "command"),
             .status = member(object, "status"),
             .samples = {},
             .canonical = member(object, "canonical"),
             .refusal = member(object, "refusal"),
             .rule = member(object, "rule"),
             .messages = {},
             .tail = member(object, "tail"),
             .answers = member(object, "answers")};
  if (object.contains("rows")) {
    for (const auto& row : object.at("rows")) out.samples.push_back(sample_of(row));
  } else {
    out.samples.push_back(sample_of(object));
  }
  if (object.contains("messages")) {
    for (const auto& message : object.at("messages")) out.messages.push_back(bytes_of(message));
  }
  return out;
}

// What is seen of the codec is put into a Vector too, so that comparing is all that is left.

std::string_view name_of(protocol::Zone zone) {
  switch (zone) {
    case protocol::Zone::must_accept:
      return "must_accept";
    case protocol::Zone::open:
      return "open";
    case protocol::Zone::must_reject:
      break;
  }
  return "must_reject";
}

std::string_view name_of(protocol::NumeralFault fault) {
  switch (fault) {
    case protocol::NumeralFault::not_a_number:
      return "not-a-number";
    case protocol::NumeralFault::not_finite:
      return "not-finite";
    case protocol::NumeralFault::spelling:
      return "spelling";
    case protocol::NumeralFault::out_of_range:
      break;
  }
  return "out-of-range";
}

std::string hex16(double value) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx",
                static_cast<unsigned long long>(std::bit_cast<std::uint64_t>(value)));
  return text;
}

template <class Sample>
VectorSample seen_sample(const Sample& sample) {
  return {.key = std::string(sample.key),
          .value = hex16(sample.value),
          .timestamp = std::to_string(sample.timestamp)};
}

void see_refusal(const protocol::Violation& violation, Vector& seen) {
  seen.verdict = "refused";
  seen.refusal = violation.slug();
  seen.rule = violation.requirement();
}

void see_request(const std::string& bytes, const Codec& codec, Vector& seen) {
  if (bytes.find('\n') + 1 == bytes.size() && !bytes.empty()) {
    seen.zone =
        name_of(protocol::request_zone(std::string_view(bytes).substr(0, bytes.size() - 1)));
  }
  const auto request = codec.parse_request(bytes);
  if (!request) return see_refusal(request.error(), seen);
  seen.verdict = "accepted";
  std::visit(Overloaded{[&](const protocol::Put& put) {
                          seen.command = "put";
                          seen.samples.push_back(seen_sample(put));
                        },
                        [&](const protocol::Get& get) {
                          seen.command = "get";
                          seen.samples.push_back({.key = std::string(get.key)});
                        }},
             *request);
  codec.append_request(*request, seen.canonical);
}

void see_response(const std::string& bytes, const Codec& codec, Vector& seen) {
  std::vector<protocol::Row> rows;
  const auto status = codec.parse_response(bytes, rows);
  if (!status) return see_refusal(status.error(), seen);
  seen.verdict = "accepted";
  seen.status = *status == protocol::Status::ok ? "ok" : "error";
  for (const auto& row : rows) seen.samples.push_back(seen_sample(row));
  codec.append_response(*status, rows, seen.canonical);
}

void see_value(const std::string& bytes, Vector& seen) {
  seen.zone = name_of(protocol::value_zone(bytes));
  const auto value = protocol::parse_value(bytes);
  seen.verdict = value ? "accepted" : "refused";
  if (!value) {
    seen.refusal = name_of(value.error());
    return;
  }
  seen.samples.push_back({.value = hex16(*value)});
  protocol::append_value(*value, seen.canonical);
}

void see_timestamp(const std::string& bytes, Vector& seen) {
  seen.zone = name_of(protocol::timestamp_zone(bytes));
  const auto timestamp = protocol::parse_timestamp(bytes);
  seen.verdict = timestamp ? "accepted" : "refused";
  if (!timestamp) {
    seen.refusal = name_of(timestamp.error());
    return;
  }
  seen.samples.push_back({.timestamp = std::to_string(*timestamp)});
  protocol::append_timestamp(*timestamp, seen.canonical);
}

void see_stream(const std::string& bytes, const FrameStream& frame, Vector& seen) {
  // In small segments, since whole and cut delivery have to give the same.
  const auto framing =
      frame(cut(bytes, {3, 1, 5}), Drain::after_each_piece, protocol::limits::response_bytes_max);
  for (const auto& said : framing.said) seen.messages.push_back(said.message);
  seen.tail = framing.pending;
}

Vector seen_for(const Vector& vector, const Codec& codec, const Serve& serve) {
  Vector seen;
  if (vector.kind == "request") see_request(vector.bytes, codec, seen);
  if (vector.kind == "response") see_response(vector.bytes, codec, seen);
  if (vector.kind == "value") see_value(vector.bytes, seen);
  if (vector.kind == "timestamp") see_timestamp(vector.bytes, seen);
  if (vector.kind == "request-stream") see_stream(vector.bytes, codec.frame_requests, seen);
  if (vector.kind == "response-stream") see_stream(vector.bytes, codec.frame_responses, seen);
  if (vector.kind == "dialogue") {
    for (const auto& out : serve(cut(vector.bytes, {7, 2}))) seen.answers += out;
  }
  return seen;
}

std::string shown(const Vector& v) {
  std::string out =
      v.zone + " " + v.verdict + " " + v.command + v.status + v.refusal + " " + v.rule;
  if (v.verdict != "refused") {
    for (const auto& s : v.samples) out += " [" + s.key + " " + s.value + " " + s.timestamp + "]";
  }
  for (const auto& message : v.messages) out += " <" + message + ">";
  return out + " " + v.canonical + v.tail + v.answers;
}

}  // namespace

std::vector<Vector> read_vectors(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  std::vector<Vector> out;
  for (std::string line; std::getline(in, line);) out.push_back(vector_of(json::parse(line)));
  return out;
}

Verdict agrees_with_vector(const Vector& vector, const Codec& codec, const Serve& serve) {
  auto seen = seen_for(vector, codec, serve);
  if (vector.kind.ends_with("stream") || vector.kind == "dialogue") seen.samples = vector.samples;
  if (vector.status == "error") seen.samples = vector.samples;
  const auto expected = shown(vector);
  const auto got = shown(seen);
  if (expected == got) return std::nullopt;
  return broken("vector", "the codec and the model disagree", vector.bytes, expected, got);
}

}  // namespace eardrum::fuzz

#include "eardrum/fuzz/oracle.hpp"

#include <bit>
#include <cassert>
#include <cstdint>
#include <cstdio>
#include <variant>
#include <vector>

#include "eardrum/fuzz/laws/overloaded.hpp"
#include "eardrum/protocol/zone.hpp"

extern "C" {
#define CAML_NAME_SPACE
#include <caml/alloc.h>
#include <caml/callback.h>
#include <caml/memory.h>
#include <caml/mlvalues.h>
}

namespace eardrum::fuzz {
namespace {

/// The OCaml closure of that name. The runtime starts at the first call and ends with the process.
const value& closure(const char* name) {
  static const bool started = [] {
    static char program[] = "oracle";
    static char* arguments[] = {program, nullptr};
    caml_startup(arguments);
    return true;
  }();
  assert(started);
  const value* const found = caml_named_value(name);
  assert(found != nullptr);
  return *found;
}

std::string ask(const value& function, std::string_view bytes) {
  // The argument is passed on at once and nothing else is allocated, so no root is needed.
  const value answer =
      caml_callback(function, caml_alloc_initialized_string(bytes.size(), bytes.data()));
  return {String_val(answer), caml_string_length(answer)};
}

template <class Sample>
void append_sample(const Sample& sample, std::string& out) {
  char text[64];
  std::snprintf(text, sizeof text, " %016llx %lld",
                static_cast<unsigned long long>(std::bit_cast<std::uint64_t>(sample.value)),
                static_cast<long long>(sample.timestamp));
  out += sample.key;
  out += text;
}

std::string_view name_of(protocol::Zone zone) {
  switch (zone) {
    case protocol::Zone::must_accept:
      return "must_accept ";
    case protocol::Zone::open:
      return "open ";
    case protocol::Zone::must_reject:
      break;
  }
  return "must_reject ";
}

std::string codec_request(std::string_view frame, const Codec& codec) {
  auto line = frame;
  if (line.ends_with('\n')) line.remove_suffix(1);
  std::string out(name_of(protocol::request_zone(line)));
  const auto request = codec.parse_request(frame);
  if (!request) return out.append("refused ").append(request.error().slug());
  std::visit(Overloaded{[&](const protocol::Put& put) {
                          out += "put ";
                          append_sample(put, out);
                        },
                        [&](const protocol::Get& get) { out.append("get ").append(get.key); }},
             *request);
  out += '\n';
  codec.append_request(*request, out);
  return out;
}

std::string codec_response(std::string_view frame, const Codec& codec) {
  std::vector<protocol::Row> rows;
  const auto status = codec.parse_response(frame, rows);
  if (!status) return std::string("refused ").append(status.error().slug());
  std::string out = *status == protocol::Status::ok ? "ok\n" : "error\n";
  for (const auto& row : rows) {
    append_sample(row, out);
    out += '\n';
  }
  codec.append_response(*status, rows, out);
  return out;
}

Verdict compare(std::string_view frame, const std::string& model, const std::string& codec) {
  if (model == codec) return std::nullopt;
  return broken("oracle", "the codec and the model disagree", frame, model, codec);
}

}  // namespace

std::string oracle_request(std::string_view frame) {
  static const value& function = closure("eardrum_oracle_request");
  return ask(function, frame);
}

std::string oracle_response(std::string_view frame) {
  static const value& function = closure("eardrum_oracle_response");
  return ask(function, frame);
}

Verdict agrees_with_oracle_on_request(std::string_view frame, const Codec& codec) {
  return compare(frame, oracle_request(frame), codec_request(frame, codec));
}

Verdict agrees_with_oracle_on_response(std::string_view frame, const Codec& codec) {
  return compare(frame, oracle_response(frame), codec_response(frame, codec));
}

}  // namespace eardrum::fuzz

#include "eardrum/server/session.hpp"

#include <variant>

#include "eardrum/protocol/format.hpp"
#include "eardrum/protocol/parse.hpp"

namespace eardrum::server {
namespace {

void append_samples(std::string_view key, const Store::Samples& samples, std::string& out) {
  for (const auto& [timestamp, value] : samples) {
    protocol::append_row({.key = key, .value = value, .timestamp = timestamp}, out);
  }
}

}  // namespace

Step Session::step(std::string& out) {
  const auto frame = framer_.next();
  if (std::holds_alternative<protocol::NeedMore>(frame)) {
    return input_ended_ ? Step::finished : Step::need_input;
  }
  if (std::holds_alternative<protocol::Violation>(frame)) {
    protocol::append_error(out);
    return Step::answered;
  }
  const auto request = protocol::parse_request(std::get<std::string_view>(frame));
  if (request) {
    std::visit([&](const auto& known) { answer(known, out); }, *request);
    return Step::answered;
  }
  if (request.error().refusal == protocol::Refusal::empty_line) return Step::ignored;
  protocol::append_error(out);
  return Step::answered;
}

void Session::serve(std::string_view bytes, std::string& out) {
  receive(bytes);
  for (;;) {
    const auto done = step(out);
    if (done == Step::need_input || done == Step::finished) return;
  }
}

void Session::answer(const protocol::Put& put, std::string& out) {
  store_.put(put.key, put.timestamp, put.value);
  protocol::append_ok_begin(out);
  protocol::append_end(out);
}

void Session::answer(const protocol::Get& get, std::string& out) const {
  protocol::append_ok_begin(out);
  if (get.every_key()) {
    for (const auto& [key, samples] : store_.keys()) append_samples(key, samples, out);
  } else if (const auto* samples = store_.find(get.key)) {
    append_samples(get.key, *samples, out);
  }
  protocol::append_end(out);
}

}  // namespace eardrum::server

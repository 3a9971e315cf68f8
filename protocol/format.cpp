#include "eardrum/protocol/format.hpp"

#include <cassert>
#include <variant>

#include "eardrum/protocol/numeral.hpp"
#include "eardrum/protocol/parse.hpp"

namespace eardrum::protocol {
namespace {

void append_sample(std::string_view key, double value, std::int64_t timestamp, std::string& out) {
  assert(!check_put_key(key));
  out += key;
  out += ' ';
  append_value(value, out);
  out += ' ';
  append_timestamp(timestamp, out);
  out += '\n';
}

void append(const Put& put, std::string& out) {
  out += "put ";
  append_sample(put.key, put.value, put.timestamp, out);
}

void append(const Get& get, std::string& out) {
  assert(!check_get_key(get.key));
  out += "get ";
  out += get.key;
  out += '\n';
}

}  // namespace

void append_request(const Request& request, std::string& out) {
  std::visit([&](const auto& known) { append(known, out); }, request);
}

void append_ok_begin(std::string& out) {
  out += "ok\n";
}

void append_row(const Row& row, std::string& out) {
  append_sample(row.key, row.value, row.timestamp, out);
}

void append_end(std::string& out) {
  out += '\n';
}

void append_error(std::string& out) {
  out += error_response;
}

}  // namespace eardrum::protocol

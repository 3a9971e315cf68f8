#include "eardrum/conformance/report/formats/json_document.hpp"

#include <nlohmann/json.hpp>

#include "eardrum/conformance/report/own_text.hpp"

namespace eardrum::conformance {

std::string in_quotes(std::string_view text) {
  constexpr std::size_t quoted_characters_max = 60;
  return "'" + own_text(text, quoted_characters_max) + "'";
}

void Value::refuse(const std::string& sentence) const {
  throw Refusal{(path_.empty() ? "the report" : path_) + ": " + sentence};
}

std::string Value::text() const {
  if (!json_.is_string()) refuse("must be a string");
  return json_.get<std::string>();
}

bool Value::truth() const {
  if (!json_.is_boolean()) refuse("must be true or false");
  return json_.get<bool>();
}

std::uint64_t Value::number() const {
  if (!json_.is_number_unsigned()) refuse("must be a whole number, not negative");
  return json_.get<std::uint64_t>();
}

std::chrono::microseconds Value::duration() const {
  if (!json_.is_number_integer() ||
      (json_.is_number_unsigned() && json_.get<std::uint64_t>() > INT64_MAX)) {
    refuse("must be a whole number of microseconds");
  }
  return std::chrono::microseconds(json_.get<std::int64_t>());
}

std::size_t Value::list_size() const {
  if (!json_.is_array()) refuse("must be a list");
  return json_.size();
}

Value Value::at(std::size_t index) const {
  return {json_[index], path_ + "/" + std::to_string(index)};
}

Object::Object(const Value& value) : value_(value) {
  if (!value.json().is_object()) value.refuse("must be an object");
}

std::optional<Value> Object::find(const char* name) {
  asked_.insert(name);
  const auto found = value_.json().find(name);
  if (found == value_.json().end()) return std::nullopt;
  return Value(*found, value_.path() + "/" + name);
}

Value Object::operator[](const char* name) {
  auto found = find(name);
  if (!found) value_.refuse("has no field " + in_quotes(name));
  return *found;
}

void Object::refuse_the_rest() const {
  for (const auto& [name, unused] : value_.json().items()) {
    if (!asked_.contains(name)) value_.refuse("has an unknown field " + in_quotes(name));
  }
}

}  // namespace eardrum::conformance

// Reads JSON strictly, for files from any source. Each value has its path, for error messages. A
// field that the reader does not request is an error.
#pragma once

#include <chrono>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace eardrum::conformance {

/// Why a text is refused. Value and Object throw it. It contains bytes of the text only in escaped
/// form.
struct Refusal {
  std::string sentence;
};

/// `text` in single quotes, escaped and shortened.
std::string in_quotes(std::string_view text);

/// One value of a document, and its path. The document must outlive it.
class Value {
 public:
  Value(const nlohmann::json& json, std::string path) : json_(json), path_(std::move(path)) {}

  [[noreturn]] void refuse(const std::string& sentence) const;

  // Each throws Refusal if the value is of another kind.
  std::string text() const;
  bool truth() const;
  std::uint64_t number() const;
  std::chrono::microseconds duration() const;

  template <class Read>
  auto list(Read read) const {
    std::vector<decltype(read(*this))> out;
    const auto size = list_size();
    out.reserve(size);
    for (std::size_t i = 0; i < size; ++i) out.push_back(read(at(i)));
    return out;
  }

  const nlohmann::json& json() const { return json_; }
  const std::string& path() const { return path_; }

 private:
  std::size_t list_size() const;
  Value at(std::size_t index) const;

  const nlohmann::json& json_;
  std::string path_;
};

/// An object. The reader must request each of its fields. The value must outlive it.
class Object {
 public:
  explicit Object(const Value& value);

  std::optional<Value> find(const char* name);

  /// Throws Refusal if there is no such field.
  Value operator[](const char* name);

  /// Throws Refusal if there is a field that was not requested.
  void refuse_the_rest() const;

 private:
  const Value& value_;
  std::set<std::string> asked_;
};

}  // namespace eardrum::conformance

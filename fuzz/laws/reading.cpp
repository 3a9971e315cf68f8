#include "eardrum/fuzz/laws/reading.hpp"

#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <string>

namespace eardrum::fuzz {
namespace {

using protocol::Get;
using protocol::Put;
using protocol::Request;
using protocol::Row;

// The numbers of SPEC.md, "Limits", written again: a limit changed by accident must show.
constexpr std::size_t key_bytes_max = 255;
constexpr std::size_t line_bytes_max = 1024;

bool digit(char c) {
  return c >= '0' && c <= '9';
}

/// Eats digits from the front; how many there were.
std::size_t eat_digits(std::string_view& text) {
  std::size_t count = 0;
  while (!text.empty() && digit(text.front())) {
    text.remove_prefix(1);
    ++count;
  }
  return count;
}

bool eat(std::string_view& text, std::string_view one_of) {
  if (text.empty() || !one_of.contains(text.front())) return false;
  text.remove_prefix(1);
  return true;
}

bool eat_whole_part(std::string_view& text) {
  if (eat(text, "0")) return text.empty() || !digit(text.front());
  return eat_digits(text) > 0;
}

/// Eats [-]int[.digits]; false if the front is not of that shape.
bool eat_core(std::string_view& text) {
  eat(text, "-");
  if (!eat_whole_part(text)) return false;
  return !eat(text, ".") || eat_digits(text) > 0;
}

std::optional<double> read_value(std::string_view text) {
  auto rest = text;
  if (!eat_core(rest)) return std::nullopt;
  if (eat(rest, "eE")) {
    eat(rest, "+-");
    if (eat_digits(rest) == 0) return std::nullopt;
  }
  if (!rest.empty()) return std::nullopt;
  const double value = std::strtod(std::string(text).c_str(), nullptr);
  if (!std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<std::int64_t> read_timestamp(std::string_view text) {
  auto rest = text;
  const bool negative = eat(rest, "-");
  if (negative && rest.starts_with('0')) return std::nullopt;
  if (!eat_whole_part(rest) || !rest.empty()) return std::nullopt;
  errno = 0;
  const long long timestamp = std::strtoll(std::string(text).c_str(), nullptr, 10);
  if (errno == ERANGE) return std::nullopt;
  return timestamp;
}

bool is_key(std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte == 0x7F) return false;
  }
  return !text.empty() && text.size() <= key_bytes_max;
}

/// key SP value SP timestamp, from the word at `first` on.
std::optional<Row> read_sample(const std::vector<std::string_view>& words, std::size_t first) {
  if (words.size() != first + 3) return std::nullopt;
  const auto key = words[first];
  const auto value = read_value(words[first + 1]);
  const auto timestamp = read_timestamp(words[first + 2]);
  if (!is_key(key) || key == "*" || !value || !timestamp) return std::nullopt;
  return Row{.key = key, .value = *value, .timestamp = *timestamp};
}

}  // namespace

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  for (;;) {
    const auto blank = line.find(' ');
    words.push_back(line.substr(0, blank));
    if (blank == std::string_view::npos) return words;
    line.remove_prefix(blank + 1);
  }
}

std::optional<Request> read_request(std::string_view line) {
  if (line.size() + 1 > line_bytes_max) return std::nullopt;
  const auto words = words_of(line);
  if (words.front() == "get" && words.size() == 2 && is_key(words[1])) return Get{words[1]};
  if (words.front() != "put") return std::nullopt;
  const auto sample = read_sample(words, 1);
  if (!sample) return std::nullopt;
  return Put{sample->key, sample->value, sample->timestamp};
}

std::optional<std::vector<Row>> read_rows(std::string_view frame) {
  if (frame.size() < 4 || !frame.starts_with("ok\n") || !frame.ends_with("\n")) return std::nullopt;
  frame.remove_suffix(1);
  frame.remove_prefix(3);
  if (!frame.empty() && !frame.ends_with('\n')) return std::nullopt;
  std::vector<Row> rows;
  for (const auto line : whole_lines(frame)) {
    const auto row = read_sample(words_of(line), 0);
    if (!row) return std::nullopt;
    rows.push_back(*row);
  }
  return rows;
}

bool reads_as_core_value(std::string_view text) {
  return eat_core(text) && text.empty();
}

std::vector<std::string_view> whole_lines(std::string_view stream) {
  std::vector<std::string_view> lines;
  for (;;) {
    const auto end = stream.find('\n');
    if (end == std::string_view::npos) return lines;
    lines.push_back(stream.substr(0, end));
    stream.remove_prefix(end + 1);
  }
}

}  // namespace eardrum::fuzz

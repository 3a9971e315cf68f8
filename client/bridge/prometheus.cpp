#include "eardrum/client/bridge/prometheus.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "eardrum/client/delivery/lines.hpp"
#include "eardrum/client/visible.hpp"
#include "eardrum/protocol/characters.hpp"
#include "eardrum/protocol/numeral.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::client {
namespace {

constexpr std::string_view blanks = " \t";

void skip_blanks(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(blanks), rest.size()));
}

bool take(std::string_view& rest, char wanted) {
  if (!rest.starts_with(wanted)) return false;
  rest.remove_prefix(1);
  return true;
}

/// Up to the first of `ends`, which stays.
std::string_view take_until(std::string_view& rest, std::string_view ends) {
  const auto word = rest.substr(0, rest.find_first_of(ends));
  rest.remove_prefix(word.size());
  return word;
}

/// A label's value behind its opening quote, with its escapes; the closing quote is taken too.
std::optional<std::string> take_quoted(std::string_view& rest) {
  std::string value;
  while (!rest.empty()) {
    char c = rest.front();
    rest.remove_prefix(1);
    if (c == '"') return value;
    if (c == '\\' && !rest.empty()) {
      c = rest.front() == 'n' ? '\n' : rest.front();
      rest.remove_prefix(1);
    }
    value += protocol::is_key_byte(c) && c != ';' ? c : '_';
  }
  return std::nullopt;
}

/// Appends ";LABEL=VALUE" for each label behind the opening brace.
bool take_labels(std::string_view& rest, std::string& key) {
  for (;;) {
    skip_blanks(rest);
    if (take(rest, '}')) return true;
    const auto label = take_until(rest, "= \t");
    skip_blanks(rest);
    if (label.empty() || !take(rest, '=')) return false;
    skip_blanks(rest);
    if (!take(rest, '"')) return false;
    const auto value = take_quoted(rest);
    if (!value) return false;
    key.append(1, ';').append(label).append(1, '=').append(*value);
    skip_blanks(rest);
    if (!take(rest, ',') && !rest.starts_with('}')) return false;
  }
}

std::optional<Sample> read_line(std::string_view rest, std::int64_t timestamp) {
  std::string key(take_until(rest, "{ \t"));
  if (take(rest, '{') && !take_labels(rest, key)) return std::nullopt;
  skip_blanks(rest);
  const auto value = protocol::read_value_widely(take_until(rest, blanks));
  skip_blanks(rest);
  const auto time_text = take_until(rest, blanks);
  const auto milliseconds = protocol::read_timestamp_widely(time_text);
  if (!value || (!time_text.empty() && !milliseconds)) return std::nullopt;
  if (!why_not_put(key, *value).empty()) return std::nullopt;
  constexpr std::int64_t ms = 1'000;
  return Sample{std::move(key), *value, milliseconds ? *milliseconds / ms : timestamp};
}

std::string metric_name(std::string_view key) {
  std::string name;
  for (const char c : key) {
    const bool plain = protocol::is_core_key_byte(c) && c != '.' && c != '-';
    name += plain || c == ':' ? c : '_';
  }
  if (protocol::is_digit(name.front())) name.insert(0, 1, '_');
  return name;
}

/// Inside quotes; visible() has doubled each backslash already, so that it is read back once.
std::string label_value(std::string_view key) {
  std::string value;
  for (const char c : visible(key)) {
    if (c == '"') value += '\\';
    value += c;
  }
  return value;
}

}  // namespace

Scraped read_prometheus(std::string_view page, std::int64_t timestamp) {
  Scraped scraped;
  while (!page.empty()) {
    auto line = take_until(page, "\n");
    take(page, '\n');
    if (line.ends_with('\r')) line.remove_suffix(1);
    skip_blanks(line);
    if (line.empty() || line.starts_with('#')) continue;
    auto sample = read_line(line, timestamp);
    if (sample) {
      scraped.samples.push_back(*std::move(sample));
    } else {
      ++scraped.refused;
    }
  }
  return scraped;
}

std::string prometheus_page(const Samples& samples) {
  std::map<std::string, std::string> lines;  // those of one name stand together
  for (const auto& [key, series] : samples) {
    if (series.empty() || key.empty()) continue;
    const auto last =
        std::ranges::max_element(series, {}, [](const auto& each) { return each.first; });
    const auto name = metric_name(key);
    auto& text = lines[name];
    if (text.empty()) text = "# TYPE " + name + " untyped\n";
    text += name + "{key=\"" + label_value(key) + "\"} ";
    protocol::append_value(last->second, text);
    constexpr std::int64_t ms = 1'000;
    constexpr std::int64_t seconds_max = INT64_MAX / ms;
    if (last->first >= -seconds_max && last->first <= seconds_max) {
      text += " " + std::to_string(last->first * ms);
    }
    text += '\n';
  }
  std::string page;
  for (const auto& [name, text] : lines) page += text;
  return page;
}

}  // namespace eardrum::client

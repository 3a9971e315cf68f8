#include "eardrum/client/view/format.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "eardrum/client/delivery/lines.hpp"
#include "eardrum/client/visible.hpp"
#include "eardrum/protocol/numeral.hpp"

namespace eardrum::client {
namespace {

void append_rows(const std::string& key, const Samples::mapped_type& series, std::string& out) {
  const auto shown = visible(key);
  for (const auto& [time, value] : series) {
    out += shown;
    out += ' ';
    protocol::append_value(value, out);
    out += ' ';
    protocol::append_timestamp(time, out);
    out += '\n';
  }
}

std::string rows(const Samples& samples) {
  std::string out;
  for (const auto& [key, series] : samples) append_rows(key, series, out);
  return out;
}

std::string opentsdb(const Samples& samples) {
  std::string out;
  for (const auto& [key, series] : samples) {
    for (const auto& [time, value] : series) append_opentsdb_line({key, value, time}, out);
  }
  return out;
}

std::string table(const Samples& samples, const TimeStyle& style) {
  std::size_t key_width = 3;
  std::size_t value_width = 5;
  for (const auto& [key, series] : samples) {
    key_width = std::max(key_width, visible(key).size());
    for (const auto& sample : series) {
      value_width = std::max(value_width, number_text(sample.second).size());
    }
  }
  const auto padded = [](const std::string& text, std::size_t width) {
    return text + std::string(width - text.size() + 2, ' ');
  };
  const auto aligned = [&](const std::string& text) {
    return std::string(value_width - text.size(), ' ') + text;
  };
  auto out = padded("KEY", key_width) + aligned("VALUE") + "  TIME\n";
  for (const auto& [key, series] : samples) {
    const auto shown = padded(visible(key), key_width);
    for (const auto& [time, value] : series) {
      out += shown + aligned(number_text(value)) + "  " + time_text(time, style) + '\n';
    }
  }
  return out;
}

/// "[12,3.5]" for json, "[3.5,12]" for Graphite.
void append_pairs(const Samples::mapped_type& series, bool value_first, std::string& out) {
  const char* separator = "";
  for (const auto& [time, value] : series) {
    out += separator;
    out += '[';
    if (value_first) {
      protocol::append_value(value, out);
      out += ',';
      protocol::append_timestamp(time, out);
    } else {
      protocol::append_timestamp(time, out);
      out += ',';
      protocol::append_value(value, out);
    }
    out += ']';
    separator = ",";
  }
}

std::string json(const Samples& samples) {
  std::string out = "{";
  const char* separator = "";
  for (const auto& [key, series] : samples) {
    out.append(separator).append(json_key(key)).append(":[");
    append_pairs(series, false, out);
    out += ']';
    separator = ",\n";
  }
  return out + "}\n";
}

std::string graphite_json(const Samples& samples) {
  std::string out = "[";
  const char* separator = "";
  for (const auto& [key, series] : samples) {
    out.append(separator)
        .append(R"({"target":)")
        .append(json_key(key))
        .append(R"(,"datapoints":[)");
    append_pairs(series, true, out);
    out += "]}";
    separator = ",\n";
  }
  return out + "]\n";
}

std::string json_lines(const Samples& samples) {
  std::string out;
  for (const auto& [key, series] : samples) {
    const auto shown = json_key(key);
    for (const auto& [time, value] : series) {
      out.append(R"({"key":)").append(shown).append(R"(,"time":)");
      protocol::append_timestamp(time, out);
      out += R"(,"value":)";
      protocol::append_value(value, out);
      out += "}\n";
    }
  }
  return out;
}

std::string csv(const Samples& samples, const TimeStyle& style) {
  std::string out = "time,key,value\r\n";
  for (const auto& [key, series] : samples) {
    const auto shown = csv_field(key);
    for (const auto& [time, value] : series) {
      out.append(time_text(time, style)).append(1, ',').append(shown).append(1, ',');
      out.append(number_text(value)).append("\r\n");
    }
  }
  return out;
}

/// A key may have several values at one time: then the last one received.
std::string wide_csv(const Samples& samples, const TimeStyle& style) {
  std::map<std::int64_t, std::vector<std::string>> lines;
  std::string out = "time";
  std::size_t column = 0;
  for (const auto& [key, series] : samples) {
    out.append(1, ',').append(csv_field(key));
    for (const auto& [time, value] : series) {
      auto& line = lines[time];
      line.resize(samples.size());
      line[column] = number_text(value);
    }
    ++column;
  }
  out += "\r\n";
  for (const auto& [time, values] : lines) {
    out += time_text(time, style);
    for (const auto& value : values) out.append(1, ',').append(value);
    out += "\r\n";
  }
  return out;
}

}  // namespace

std::string short_number(double value, int digits) {
  std::array<char, 64> text;
  const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value,
                                          std::chars_format::general, digits);
  return {text.data(), end};
}

std::string number_text(double value) {
  std::string text;
  protocol::append_value(value, text);
  return text;
}

std::string time_text(std::int64_t seconds, const TimeStyle& style) {
  return style.epoch ? std::to_string(seconds) : format_time(seconds, style.zone);
}

std::string csv_field(std::string_view text) {
  std::string field;
  constexpr std::string_view formula = "=+-@";
  if (!text.empty() && formula.contains(text.front())) field += '\'';
  field += visible(text);
  if (field.find_first_of(",\"") == field.npos) return field;
  std::string quoted = "\"";
  for (const char c : field) {
    quoted += c;
    if (c == '"') quoted += '"';
  }
  return quoted + '"';
}

std::string json_key(std::string_view key) {
  constexpr int no_indent = -1;
  constexpr bool ascii = true;
  try {
    return nlohmann::json(key).dump(no_indent, ' ', ascii);
  } catch (const nlohmann::json::type_error&) {  // no UTF-8
    return nlohmann::json(visible(key)).dump(no_indent, ' ', ascii);
  }
}

std::string to_text(const Samples& samples, Format format, const TimeStyle& style) {
  switch (format) {
    case Format::rows:
      return rows(samples);
    case Format::table:
      return table(samples, style);
    case Format::json:
      return json(samples);
    case Format::jsonl:
      return json_lines(samples);
    case Format::csv:
      return csv(samples, style);
    case Format::wide_csv:
      return wide_csv(samples, style);
    case Format::graphite_json:
      return graphite_json(samples);
    case Format::opentsdb:
      return opentsdb(samples);
  }
  return {};
}

}  // namespace eardrum::client

// Faults in the numbers: which values and timestamps are taken, and what is left of them.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"
#include "eardrum/protocol/numeral.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::conformance::mutants {
namespace {

using std::string;
using std::string_view;

bool is_four_word_put(const std::vector<string>& fields) {
  return fields.size() == 4 && fields[0] == "put";
}

/// The canonical text of a value.
string text_of(double value) {
  string text;
  protocol::append_value(value, text);
  return text;
}

/// The reference, values changed before they are stored.
Server storing_value(double (*change)(double)) {
  return by_line([change](Peer& peer, string_view line) -> Reply {
    const auto put = as_put(line);
    if (!put) return honest(peer.store, line);
    peer.store.put(put->key, put->timestamp, change(put->value));
    return string(ok_answer);
  });
}

Server storing_timestamp(std::int64_t (*change)(std::int64_t)) {
  return by_line([change](Peer& peer, string_view line) -> Reply {
    const auto put = as_put(line);
    if (!put) return honest(peer.store, line);
    peer.store.put(put->key, change(put->timestamp), put->value);
    return string(ok_answer);
  });
}

/// Rows of get with the value printed by a printf format.
Server printing_value(const char* format) {
  return with_rows([format](std::vector<string>& rows, const protocol::Get&) {
    for (auto& row : rows) {
      auto fields = words(row);
      const auto value = protocol::parse_value(fields[1]);
      std::array<char, 400> text{};
      std::snprintf(text.data(), text.size(), format, *value);
      fields[1] = text.data();
      row = line_of(fields);
      row.pop_back();
    }
  });
}

/// Puts whose `field` the reference refuses are answered in another way, or stored as what `read`
/// makes of the field.
Server reading_field(std::size_t field, std::function<std::optional<string>(const string&)> read) {
  return by_line([field, read = std::move(read)](Peer& peer, string_view line) -> Reply {
    auto fields = words(line);
    if (!is_four_word_put(fields) || as_put(line)) return honest(peer.store, line);
    const auto text = read(fields[field]);
    if (!text) return honest(peer.store, line);
    fields[field] = *text;
    return honest(peer.store, line_of(fields));
  });
}

/// Closes on puts whose `field` is not a number: an exception ends the handler.
Server closing_on_bad_field(std::size_t field) {
  return by_line([field](Peer& peer, string_view line) -> Reply {
    const auto fields = words(line);
    if (!is_four_word_put(fields) || as_put(line)) return honest(peer.store, line);
    const bool number = field == 2 ? protocol::read_value_widely(fields[2]).has_value()
                                   : protocol::read_timestamp_widely(fields[3]).has_value();
    return number ? Reply(honest(peer.store, line)) : Reply::closing();
  });
}

/// As strtod() of the start of the text: "1.2.3" is 1.2, "abc" is 0.
std::optional<string> leading_number(const string& text) {
  const double value = std::strtod(text.c_str(), nullptr);
  if (!std::isfinite(value)) return std::nullopt;
  return text_of(value);
}

/// As atoi(): "1-2" is 1, "abc" is 0.
std::optional<string> leading_integer(const string& text) {
  return std::to_string(std::strtoll(text.c_str(), nullptr, 10));
}

/// What float() of a scripting language takes, but for numbers that are not finite.
std::optional<string> python_float(const string& text) {
  string plain;
  for (const char c : text) {
    if (c != '_') plain += c;
  }
  const auto value = protocol::read_value_widely(plain);
  if (!value || !std::isfinite(*value)) return std::nullopt;
  return text_of(*value);
}

std::optional<string> hexadecimal(const string& text) {
  if (!text.starts_with("0x")) return std::nullopt;
  return leading_number(text);
}

std::optional<string> decimal_comma(const string& text) {
  const auto comma = text.find(',');
  if (comma == string::npos) return std::nullopt;
  auto plain = text;
  plain[comma] = '.';
  return plain;
}

/// Takes nan, inf and what overflows; the kit cannot see that nothing is stored.
Server takes_not_finite() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    const auto fields = words(line);
    const bool four = is_four_word_put(fields);
    const auto fault = four ? protocol::parse_value(fields[2]) : 0.0;
    const bool beyond = !fault && (fault.error() == protocol::NumeralFault::not_finite ||
                                   fault.error() == protocol::NumeralFault::out_of_range);
    return beyond ? string(ok_answer) : honest(peer.store, line);
  });
}

Server exponent_refused() {
  return refusing([](string_view line) {
    const auto fields = words(line);
    return is_four_word_put(fields) && fields[2].find_first_of("eE") != string::npos;
  });
}

/// Core puts whose value's text is of that kind are refused.
Server refusing_values(std::function<bool(const string& text)> which) {
  return refusing([which = std::move(which)](string_view line) {
    return as_put(line) && which(words(line)[2]);
  });
}

Server refusing_timestamps(std::function<bool(const string& text)> which) {
  return refusing([which = std::move(which)](string_view line) {
    return as_put(line) && which(words(line)[3]);
  });
}

bool begins_with_zero_point(const string& text) {
  return text.starts_with("0.") || text.starts_with("-0.");
}

bool is_minus_zero(const string& text) {
  return text == "-0" || text == "-0.0";
}

/// Whole values go through an integer of 64 bits.
double through_64_bits(double value) {
  constexpr double limit = 9.2e18;
  return value == std::trunc(value) ? std::clamp(value, -limit, limit) : value;
}

double through_32_bits(double value) {
  constexpr double limit = 2147483647;
  return value == std::trunc(value) ? std::clamp(value, -limit, limit) : value;
}

double fraction_of_negative_cut(double value) {
  return value < 0 ? std::trunc(value) : value;
}

/// A buffer for 24 characters of a value.
Server long_texts_cut() {
  return with_requests([](string_view line) {
    auto fields = words(line);
    if (as_put(line)) fields[2] = fields[2].substr(0, 24);
    return line_of(fields);
  });
}

/// Zeros at the end are cut off, those of whole numbers too.
Server zeros_stripped() {
  return with_rows([](std::vector<string>& rows, const protocol::Get&) {
    for (auto& row : rows) {
      auto fields = words(row);
      while (fields[1].size() > 1 && fields[1].ends_with('0')) fields[1].pop_back();
      row = line_of(fields);
      row.pop_back();
    }
  });
}

/// The timestamp's last digit is lost where the rest of the put is of that kind.
Server last_digit_lost(std::function<bool(const std::vector<string>&)> where) {
  return with_requests([where = std::move(where)](string_view line) {
    auto fields = words(line);
    if (as_put(line) && fields[3].size() > 5 && where(fields)) fields[3].pop_back();
    return line_of(fields);
  });
}

}  // namespace

std::vector<Mutant> number_faults() {
  return {
      {"integer-storage", "REQ-PUT-3", "cuts the fraction off each value",
       [] { return storing_value([](double value) { return std::trunc(value); }); }},
      {"exponent-refused", "REQ-PUT-5", "refuses values in exponent form", exponent_refused,
       Profile::strict},
      {"value-as-float-of-python", "REQ-PUT-5",
       "takes a value in every spelling that float() of Python takes",
       [] { return reading_field(2, python_float); }, Profile::strict},
      {"hexadecimal-value", "REQ-PUT-5", "takes 0x10 for 16",
       [] { return reading_field(2, hexadecimal); }, Profile::strict},
      {"decimal-comma", "REQ-PUT-5", "takes 1,5 for 1.5",
       [] { return reading_field(2, decimal_comma); }, Profile::strict},
      {"bad-value-stored", "REQ-PUT-6",
       "stores what strtod() makes of a value that is not a number",
       [] { return reading_field(2, leading_number); }},
      {"bad-value-closes", "REQ-PUT-6", "closes the connection on a value that is not a number",
       [] { return closing_on_bad_field(2); }},
      {"not-finite-taken", "REQ-PUT-7", "takes nan, inf and 1e400", takes_not_finite,
       Profile::strict},
      {"bad-timestamp-stored", "REQ-PUT-10",
       "stores what atoi() makes of a timestamp that is not a number",
       [] { return reading_field(3, leading_integer); }},
      {"bad-timestamp-closes", "REQ-PUT-10",
       "closes the connection on a timestamp that is not a number",
       [] { return closing_on_bad_field(3); }},
      {"float32-values", "REQ-GET-6", "keeps values as 32-bit floats",
       [] {
         return storing_value([](double value) { return double{static_cast<float>(value)}; });
       }},
      {"six-digits", "REQ-GET-6", "prints values with %g", [] { return printing_value("%g"); }},
      {"two-decimals", "REQ-GET-6", "prints values with two decimals",
       [] { return printing_value("%.2f"); }},
      {"leading-zero-refused", "REQ-PUT-3", "refuses fractions below one",
       [] { return refusing_values(begins_with_zero_point); }},
      {"negative-fraction-cut", "REQ-PUT-3", "cuts the fraction off negative values",
       [] { return storing_value(fraction_of_negative_cut); }},
      {"minus-zero-refused", "REQ-PUT-4", "refuses -0",
       [] { return refusing_values(is_minus_zero); }},
      {"short-timestamps-refused", "REQ-PUT-8", "refuses timestamps of two to eight digits",
       [] {
         return refusing_timestamps(
             [](const string& text) { return text.size() > 1 && text.size() < 9; });
       }},
      {"last-second-refused", "REQ-PUT-8", "refuses the last timestamp of 31 bits",
       [] { return refusing_timestamps([](const string& text) { return text == "2147483647"; }); }},
      {"null-is-zero", "REQ-PUT-6", "takes null, None, true and the like for numbers",
       [] {
         return reading_field(2, [](const string& text) -> std::optional<string> {
           if (text == "true") return "1";
           return text == "null" || text == "None" ? std::optional<string>("0") : std::nullopt;
         });
       }},
      {"now-is-a-timestamp", "REQ-PUT-10", "takes now and dates for timestamps",
       [] {
         return reading_field(3, [](const string& text) -> std::optional<string> {
           const bool date = text.size() == 10 && text[4] == '-' && text[7] == '-';
           return date || text == "now" ? std::optional<string>("1501864247") : std::nullopt;
         });
       }},
      {"sixteen-digits", "REQ-GET-6", "prints values with %.16g",
       [] { return printing_value("%.16g"); }},
      {"ten-decimals", "REQ-GET-6", "prints values with ten decimals",
       [] { return printing_value("%.10f"); }},
      {"integers-of-64-bits", "REQ-GET-6", "keeps whole values as integers of 64 bits",
       [] { return storing_value(through_64_bits); }},
      {"integers-of-32-bits", "REQ-GET-6", "keeps whole values as integers of 32 bits",
       [] { return storing_value(through_32_bits); }},
      {"value-texts-cut", "REQ-GET-6", "reads the first 24 characters of a value", long_texts_cut},
      {"zeros-stripped", "REQ-GET-6", "cuts zeros off the end of whole values", zeros_stripped},
      {"digit-lost-after-integer", "REQ-GET-8",
       "loses the timestamp's last digit behind a value without a point",
       [] { return last_digit_lost([](const auto& fields) { return !fields[2].contains('.'); }); }},
      {"digit-lost-in-long-line", "REQ-GET-8", "loses the timestamp's last digit behind a long key",
       [] { return last_digit_lost([](const auto& fields) { return fields[1].size() > 64; }); }},
      {"float32-timestamps", "REQ-GET-8", "keeps timestamps as 32-bit floats",
       [] {
         return storing_timestamp([](std::int64_t timestamp) {
           const double rounded{static_cast<float>(timestamp)};
           return rounded < 9.2e18 ? static_cast<std::int64_t>(rounded) : timestamp;
         });
       }},
      {"last-digit-cut", "REQ-GET-8", "loses the last digit of a timestamp of two digits or more",
       [] {
         return storing_timestamp(
             [](std::int64_t timestamp) { return timestamp >= 10 ? timestamp / 10 : timestamp; });
       }},
      {"milliseconds", "REQ-GET-8", "returns timestamps in milliseconds",
       [] {
         return storing_timestamp([](std::int64_t timestamp) {
           return std::abs(timestamp) < 9'000'000'000'000'000 ? timestamp * 1000 : timestamp;
         });
       }},
  };
}

}  // namespace eardrum::conformance::mutants

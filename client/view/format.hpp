// Samples as text for people and programs. Pure. Keys are bytes that a server chose: each format
// writes them so that no terminal, spreadsheet or reader of JSON acts on them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "eardrum/client/answer.hpp"
#include "eardrum/client/view/time_text.hpp"

namespace eardrum::client {

enum class Format {
  rows,           ///< KEY VALUE TIME, as in answers; also carbon's plaintext protocol
  table,          ///< aligned columns with times as dates
  json,           ///< {"KEY": [[time, value], ...], ...}
  jsonl,          ///< {"key": ..., "time": ..., "value": ...} on each line
  csv,            ///< time,key,value
  wide_csv,       ///< time and a column for each key; what is missing is empty
  graphite_json,  ///< [{"target": KEY, "datapoints": [[value, time], ...]}, ...]
  opentsdb,       ///< put KEY TIME VALUE source=eardrum
};

/// How times are written in tables and CSV.
struct TimeStyle {
  TimeZone zone = TimeZone::local;
  bool epoch = false;  ///< seconds since 1970 instead of dates
};

std::string time_text(std::int64_t seconds, const TimeStyle& style);

/// The whole text, with a line end at its end unless it is empty.
std::string to_text(const Samples& samples, Format format, const TimeStyle& style);

/// One field of CSV (RFC 4180), as printable ASCII. What begins with = + - or @ gets a ' in front,
/// so that no spreadsheet takes it for a formula.
std::string csv_field(std::string_view text);

/// A key as a string of JSON, quotes included, in ASCII alone. A key that is no UTF-8 is written as
/// visible() does.
std::string json_key(std::string_view key);

/// The shortest decimal text that is read back as the same number.
std::string number_text(double value);

/// At most so many significant digits, "1.2e+07" where that is shorter.
std::string short_number(double value, int digits);

}  // namespace eardrum::client

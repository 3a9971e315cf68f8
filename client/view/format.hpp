// Writes samples as text for people and programs. Pure. The server chooses the bytes of a key, so
// each format escapes them: no terminal, spreadsheet or JSON reader interprets them.
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
  wide_csv,       ///< time and a column for each key; a missing value is empty
  graphite_json,  ///< [{"target": KEY, "datapoints": [[value, time], ...]}, ...]
  opentsdb,       ///< put KEY TIME VALUE source=eardrum
};

/// How times are written in tables and CSV.
struct TimeStyle {
  TimeZone zone = TimeZone::local;
  bool epoch = false;  ///< seconds since 1970 instead of dates
};

std::string time_text(std::int64_t seconds, const TimeStyle& style);

/// The complete text. It ends with a line end unless it is empty.
std::string to_text(const Samples& samples, Format format, const TimeStyle& style);

/// One field of CSV (RFC 4180), as printable ASCII. A text that begins with = + - or @ gets a ' in
/// front, so that no spreadsheet reads it as a formula.
std::string csv_field(std::string_view text);

/// A key as a JSON string with its quotes, in ASCII. A key that is not UTF-8 is written as by
/// visible().
std::string json_key(std::string_view key);

/// The shortest decimal text that is read back as the same number.
std::string number_text(double value);

/// `value` with at most `digits` significant digits, in the form "1.2e+07" if that is shorter.
std::string short_number(double value, int digits);

}  // namespace eardrum::client

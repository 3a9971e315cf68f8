// Reads files of samples line by line, in formats that other programs write. Pure.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/client/delivery/sample.hpp"
#include "eardrum/client/view/time_text.hpp"

namespace eardrum::client {

enum class InputFormat {
  csv,     ///< the first line names the columns: time, key, value, or time and each key
  jsonl,   ///< {"key": ..., "time": ..., "value": ...} on each line
  carbon,  ///< key value time; also the form of rows in answers to a get
  put,     ///< put key value time
};

/// Guesses the format of a file from its first line that is not empty.
InputFormat sniff(std::string_view line);

/// The samples of one line. A line has several samples only in a CSV with a column for each key.
/// The error says why the line is refused.
using LineSamples = std::expected<std::vector<Sample>, std::string>;

class InputReader {
 public:
  /// Times without an offset are in `zone`. A carbon line without a time gets `now`.
  InputReader(InputFormat format, TimeZone zone, std::int64_t now)
      : format_(format), zone_(zone), now_(now) {}

  /// Reads the next line, without its line end. An empty line, a comment (#), the first line of a
  /// CSV and an empty value give no sample. Names of columns are, in upper or lower case: time,
  /// timestamp, date, datetime | key, name, metric, path | value.
  LineSamples read(std::string_view line);

 private:
  LineSamples read_head(const std::vector<std::string>& fields);
  LineSamples read_csv(std::string_view line);
  LineSamples read_json(std::string_view line) const;
  LineSamples sample(std::string key, std::string_view value, std::string_view time) const;

  InputFormat format_;
  TimeZone zone_;
  std::int64_t now_;
  char separator_ = ',';
  std::vector<std::string> columns_;  ///< of a CSV, after its first line was read
  std::size_t time_at_ = 0;
  std::optional<std::size_t> key_at_;    ///< nothing: each other column is a key
  std::optional<std::size_t> value_at_;  ///< together with key_at_
};

/// The fields of one CSV line (RFC 4180, without line ends inside quotes); nothing if a quote is
/// not closed.
std::optional<std::vector<std::string>> csv_fields(std::string_view line, char separator);

}  // namespace eardrum::client

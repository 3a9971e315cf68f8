#include "eardrum/protocol/wide_row.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "eardrum/protocol/characters.hpp"
#include "eardrum/protocol/numeral.hpp"
#include "eardrum/protocol/parse.hpp"

namespace eardrum::protocol {
namespace {

constexpr std::string_view separators = " \t";

struct Words {
  std::array<std::string_view, 3> words;
  std::size_t count = 0;      ///< up to 4: there are more than three
  bool single_blanks = true;  ///< one blank between words, nothing at either end
};

Words split(std::string_view line) {
  Words found;
  found.single_blanks = !line.ends_with('\r');
  if (!found.single_blanks) line.remove_suffix(1);
  std::size_t begin = 0;
  while ((begin = line.find_first_not_of(separators, begin)) != line.npos) {
    const auto end = std::min(line.find_first_of(separators, begin), line.size());
    if (found.count < found.words.size())
      found.words[found.count] = line.substr(begin, end - begin);
    if (++found.count > found.words.size()) break;
    begin = end;
  }
  std::size_t bytes = 2;  // of the blanks between three words
  for (const auto word : found.words) bytes += word.size();
  found.single_blanks = found.single_blanks && bytes == line.size() && !line.contains('\t');
  return found;
}

Zone key_zone(std::string_view key) {
  return std::ranges::all_of(key, is_core_key_byte) ? Zone::must_accept : Zone::open;
}

/// Open wins over must_reject only where nothing is plainly wrong: the worst word counts.
Zone worst(Zone a, Zone b) {
  return std::max(a, b);  // must_accept < open < must_reject
}

}  // namespace

WideRow read_row_widely(std::string_view line) {
  const auto found = split(line);
  WideRow row;
  if (found.count != found.words.size()) return row;
  const auto [key, value_text, timestamp_text] = found.words;
  row.key = key;
  const auto value = parse_value(value_text);
  const auto timestamp = parse_timestamp(timestamp_text);
  row.value = value ? std::optional(*value) : read_value_widely(value_text);
  row.timestamp = timestamp ? std::optional(*timestamp) : read_timestamp_widely(timestamp_text);
  row.strict = found.single_blanks && value && timestamp && !check_put_key(key);
  row.zone = worst(key_zone(key), worst(value_zone(value_text), timestamp_zone(timestamp_text)));
  if (!found.single_blanks) row.zone = worst(row.zone, Zone::open);
  return row;
}

std::expected<Status, Violation> read_response_widely(
    std::string_view frame, const std::function<void(const WideRow&)>& take) {
  constexpr std::string_view ok = "ok\n";
  if (!frame.starts_with(ok) || !frame.ends_with("\n\n")) {
    std::vector<Row> none;  // no rows are read from what does not begin with ok
    return parse_response(frame, none);
  }
  for (std::size_t begin = ok.size(); begin + 1 < frame.size();) {
    const auto end = frame.find('\n', begin);
    if (end == begin) {  // an empty line before the end: more came than one answer
      return std::unexpected(Violation{Refusal::response_trailing_bytes, begin + 1});
    }
    take(read_row_widely(frame.substr(begin, end - begin)));
    begin = end + 1;
  }
  return Status::ok;
}

}  // namespace eardrum::protocol

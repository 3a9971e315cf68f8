#include "eardrum/protocol/parse.hpp"

#include <algorithm>

#include "eardrum/protocol/characters.hpp"
#include "eardrum/protocol/command.hpp"
#include "eardrum/protocol/limits.hpp"
#include "eardrum/protocol/numeral.hpp"

namespace eardrum::protocol {
namespace {

constexpr auto npos = std::string_view::npos;

std::unexpected<Violation> refuse(Refusal refusal, std::size_t offset) {
  return std::unexpected(Violation{refusal, offset});
}

/// Walks the fields of one line, which are separated by single blanks.
class Fields {
 public:
  explicit Fields(std::string_view line) : line_(line) {}

  /// The text up to the next blank or the end; empty where two blanks meet.
  std::string_view next() {
    begin_ = next_;
    const auto end = std::min(line_.find(' ', begin_), line_.size());
    next_ = end + 1;
    return line_.substr(begin_, end - begin_);
  }

  std::size_t begin() const { return begin_; }          ///< offset of the last field
  bool at_end() const { return next_ > line_.size(); }  ///< no blank followed it
  bool only_blanks_left() const { return at_end() || line_.find_first_not_of(' ', next_) == npos; }
  std::size_t next_offset() const { return std::min(next_, line_.size()); }

 private:
  std::string_view line_;
  std::size_t begin_ = 0;
  std::size_t next_ = 0;
};

/// Control bytes are refused wherever they stand; a CR before the LF has a rule of its own.
std::optional<Violation> check_bytes(std::string_view line) {
  const auto found = std::ranges::find_if(line, is_control);
  if (found == line.end()) return std::nullopt;
  const auto offset = static_cast<std::size_t>(found - line.begin());
  const bool final_cr = *found == '\r' && offset + 1 == line.size();
  return Violation{final_cr ? Refusal::carriage_return : Refusal::control_byte, offset};
}

Violation value_violation(NumeralFault fault, std::size_t offset) {
  switch (fault) {
    case NumeralFault::not_a_number:
      return {Refusal::value_not_a_number, offset};
    case NumeralFault::not_finite:
      return {Refusal::value_not_finite, offset};
    case NumeralFault::spelling:
      return {Refusal::value_spelling, offset};
    case NumeralFault::out_of_range:
      break;
  }
  return {Refusal::value_out_of_range, offset};
}

Violation timestamp_violation(NumeralFault fault, std::size_t offset) {
  switch (fault) {
    case NumeralFault::not_a_number:
    case NumeralFault::not_finite:
      return {Refusal::timestamp_not_a_number, offset};
    case NumeralFault::spelling:
      return {Refusal::timestamp_spelling, offset};
    case NumeralFault::out_of_range:
      break;
  }
  return {Refusal::timestamp_out_of_range, offset};
}

/// Takes `count` fields into `out` and nothing after them, or says what is wrong with the line.
std::optional<Violation> take_arguments(Fields& fields, std::string_view* out, std::size_t* offsets,
                                        std::size_t count, Refusal wrong) {
  for (std::size_t i = 0; i < count; ++i) {
    if (fields.only_blanks_left()) return Violation{wrong, fields.next_offset()};
    out[i] = fields.next();
    offsets[i] = fields.begin();
    if (out[i].empty()) return Violation{Refusal::misplaced_blank, fields.begin()};
  }
  if (fields.at_end()) return std::nullopt;
  if (!fields.only_blanks_left()) return Violation{wrong, fields.next_offset()};
  return Violation{Refusal::misplaced_blank, fields.next_offset() - 1};  // the blank itself
}

std::optional<Violation> shifted(std::optional<Violation> violation, std::size_t by) {
  if (violation) violation->offset += by;
  return violation;
}

std::expected<Request, Violation> parse_put(Fields& fields) {
  std::string_view words[3];
  std::size_t offsets[3];
  if (const auto wrong = take_arguments(fields, words, offsets, 3, Refusal::put_arguments)) {
    return std::unexpected(*wrong);
  }
  if (const auto wrong = shifted(check_put_key(words[0]), offsets[0])) {
    return std::unexpected(*wrong);
  }
  const auto value = parse_value(words[1]);
  if (!value) return std::unexpected(value_violation(value.error(), offsets[1]));
  const auto timestamp = parse_timestamp(words[2]);
  if (!timestamp) return std::unexpected(timestamp_violation(timestamp.error(), offsets[2]));
  return Put{words[0], *value, *timestamp};
}

std::expected<Request, Violation> parse_get(Fields& fields) {
  std::string_view key;
  std::size_t offset = 0;
  if (const auto wrong = take_arguments(fields, &key, &offset, 1, Refusal::get_arguments)) {
    return std::unexpected(*wrong);
  }
  if (const auto wrong = shifted(check_get_key(key), offset)) return std::unexpected(*wrong);
  return Get{key};
}

/// Reads one row without its LF; offsets are from the start of the row.
std::expected<Row, Violation> parse_row(std::string_view line) {
  Fields fields(line);
  std::string_view words[3];
  std::size_t offsets[3];
  if (const auto wrong = take_arguments(fields, words, offsets, 3, Refusal::row_fields)) {
    return refuse(Refusal::row_fields, wrong->offset);
  }
  if (const auto wrong = check_put_key(words[0])) return refuse(Refusal::row_key, wrong->offset);
  const auto value = parse_value(words[1]);
  if (!value) return refuse(Refusal::row_value, offsets[1]);
  const auto timestamp = parse_timestamp(words[2]);
  if (!timestamp) return refuse(Refusal::row_timestamp, offsets[2]);
  return Row{words[0], *value, *timestamp};
}

std::expected<Status, Violation> parse_rows(std::string_view frame, std::vector<Row>& rows) {
  std::size_t begin = 3;  // past "ok\n"
  while (frame[begin] != '\n') {
    const auto end = frame.find('\n', begin);
    const auto row = parse_row(frame.substr(begin, end - begin));
    if (!row) return refuse(row.error().refusal, begin + row.error().offset);
    rows.push_back(*row);
    begin = end + 1;
  }
  return Status::ok;
}

}  // namespace

std::expected<Request, Violation> parse_request(std::string_view frame) {
  const auto line_feed = frame.find('\n');
  if (line_feed == npos || line_feed + 1 != frame.size()) {
    return refuse(Refusal::unterminated, std::min(line_feed, frame.size()));
  }
  if (frame.size() > limits::request_bytes_max) {
    return refuse(Refusal::line_too_long, limits::request_bytes_max);
  }
  const auto line = frame.substr(0, line_feed);
  if (line.empty()) return refuse(Refusal::empty_line, 0);
  if (const auto wrong = check_bytes(line)) return std::unexpected(*wrong);
  Fields fields(line);
  const auto word = fields.next();
  if (word.empty()) return refuse(Refusal::misplaced_blank, 0);
  const auto* const command = find_command(word);
  if (command == nullptr) {
    const bool case_only = is_command_ignoring_case(word);
    return refuse(case_only ? Refusal::keyword_case : Refusal::unknown_command, 0);
  }
  switch (command->kind) {
    case CommandKind::put:
      return parse_put(fields);
    case CommandKind::get:
      break;
  }
  return parse_get(fields);
}

std::expected<Status, Violation> parse_response(std::string_view frame, std::vector<Row>& rows) {
  rows.clear();
  const auto marker = frame.find("\n\n");
  if (marker == npos) return refuse(Refusal::response_unterminated, frame.size());
  if (marker + 2 != frame.size()) return refuse(Refusal::response_trailing_bytes, marker + 2);
  if (frame == error_response) return Status::error;
  if (frame.starts_with("error\n")) {
    const auto differ = std::ranges::mismatch(frame, error_response).in1 - frame.begin();
    return refuse(Refusal::error_text, static_cast<std::size_t>(differ));
  }
  if (!frame.starts_with("ok\n")) return refuse(Refusal::unknown_status, 0);
  auto status = parse_rows(frame, rows);
  if (!status) rows.clear();
  return status;
}

std::optional<Violation> check_get_key(std::string_view key) {
  const auto wrong = std::ranges::find_if_not(key, is_key_byte);
  if (wrong != key.end() || key.empty()) {
    const auto offset = static_cast<std::size_t>(wrong - key.begin());
    const bool blank = key.empty() || *wrong == ' ';
    return Violation{blank ? Refusal::misplaced_blank : Refusal::control_byte, offset};
  }
  if (key.size() > limits::key_bytes_max) {
    return Violation{Refusal::key_too_long, limits::key_bytes_max};
  }
  return std::nullopt;
}

std::optional<Violation> check_put_key(std::string_view key) {
  if (key == "*") return Violation{Refusal::star_in_put, 0};
  return check_get_key(key);
}

}  // namespace eardrum::protocol

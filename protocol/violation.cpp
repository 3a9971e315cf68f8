#include "eardrum/protocol/violation.hpp"

#include <algorithm>
#include <array>

namespace eardrum::protocol {
namespace {

using enum Refusal;

constexpr std::array<RefusalInfo, 28> table{{
    {empty_line, "empty-line", "REQ-ERR-5", "the line is empty"},
    {unterminated, "unterminated", "REQ-FRM-9", "the line does not end in LF"},
    {line_too_long, "line-too-long", "REQ-LIM-2", "the line is longer than the limit"},
    {unknown_command, "unknown-command", "REQ-ERR-2", "the first word is neither put nor get"},
    {keyword_case, "keyword-case", "REQ-ERR-6", "keywords are written in lower case"},
    {put_arguments, "put-arguments", "REQ-PUT-12", "put takes exactly three arguments"},
    {get_arguments, "get-arguments", "REQ-GET-12", "get takes exactly one argument"},
    {misplaced_blank, "misplaced-blank", "REQ-PUT-13",
     "fields are separated by one blank, with none at either end"},
    {carriage_return, "carriage-return", "REQ-FRM-8", "a line ends in LF alone, not in CR LF"},
    {control_byte, "control-byte", "REQ-KEY-4", "control bytes are not part of any field"},
    {key_too_long, "key-too-long", "REQ-LIM-1", "the key is longer than the limit"},
    {star_in_put, "star-in-put", "REQ-PUT-14", "* is not a key that put can store"},
    {value_not_a_number, "value-not-a-number", "REQ-PUT-6", "the value is not a number"},
    {value_not_finite, "value-not-finite", "REQ-PUT-7", "the value is not a finite real number"},
    {value_spelling, "value-spelling", "REQ-PUT-3",
     "the value is not spelled as [-]digits[.digits][e[+-]digits] without padding"},
    {value_out_of_range, "value-out-of-range", "REQ-PUT-7",
     "the value exceeds the largest binary64 number"},
    {timestamp_not_a_number, "timestamp-not-a-number", "REQ-PUT-10",
     "the timestamp is not a number"},
    {timestamp_spelling, "timestamp-spelling", "REQ-PUT-11",
     "the timestamp is not spelled as [-]digits without padding"},
    {timestamp_out_of_range, "timestamp-out-of-range", "REQ-PUT-11",
     "the timestamp does not fit in 64 bits"},
    {response_unterminated, "response-unterminated", "REQ-FRM-2",
     "the response does not end in LF LF"},
    {response_too_long, "response-too-long", "REQ-LIM-3",
     "the response is longer than this reader's limit"},
    {response_trailing_bytes, "response-trailing-bytes", "REQ-FRM-3",
     "bytes follow the first LF LF of the response"},
    {unknown_status, "unknown-status", "REQ-GET-1", "the first line is neither ok nor error"},
    {error_text, "error-text", "REQ-ERR-1", "an error is exactly error LF wrong command LF LF"},
    {row_fields, "row-fields", "REQ-GET-1",
     "a row is key, value and timestamp, separated by one blank"},
    {row_key, "row-key", "REQ-GET-4", "the key of the row is not one that can be stored"},
    {row_value, "row-value", "REQ-GET-7", "the value of the row is not a number in strict form"},
    {row_timestamp, "row-timestamp", "REQ-GET-8",
     "the timestamp of the row is not an integer in strict form"},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (static_cast<std::size_t>(table[i].refusal) != i) return false;
  }
  return true;
}
static_assert(in_order());

const RefusalInfo& info(Refusal refusal) {
  return table.at(static_cast<std::size_t>(refusal));
}

}  // namespace

std::span<const RefusalInfo> refusals() {
  return table;
}

std::string_view Violation::slug() const {
  return info(refusal).slug;
}
std::string_view Violation::requirement() const {
  return info(refusal).requirement;
}
std::string_view Violation::message() const {
  return info(refusal).message;
}

}  // namespace eardrum::protocol

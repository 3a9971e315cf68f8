// Why the strict grammar refuses bytes, and at which offset. A violation is a value: the codec does
// not throw, print or abort because of its input.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace eardrum::protocol {

/// All reasons for which the strict grammar refuses bytes, in the order of the table of refusals in
/// SPEC.md.
enum class Refusal {
  // requests
  empty_line,
  unterminated,
  line_too_long,
  unknown_command,
  keyword_case,
  put_arguments,
  get_arguments,
  misplaced_blank,
  carriage_return,
  control_byte,
  key_too_long,
  star_in_put,
  value_not_a_number,
  value_not_finite,
  value_spelling,
  value_out_of_range,
  timestamp_not_a_number,
  timestamp_spelling,
  timestamp_out_of_range,
  // responses
  response_unterminated,
  response_too_long,
  response_trailing_bytes,
  unknown_status,
  error_text,
  row_fields,
  row_key,
  row_value,
  row_timestamp,
};

/// The rule of a refusal, its name and its message.
struct RefusalInfo {
  Refusal refusal;
  std::string_view slug;         ///< "put-arguments": stable, for machines
  std::string_view requirement;  ///< "REQ-PUT-12"
  std::string_view message;      ///< "put takes exactly three arguments"
};

/// One refusal at one place.
struct Violation {
  Refusal refusal{};
  std::size_t offset = 0;  ///< bytes from the start of the frame to the first wrong byte

  std::string_view slug() const;
  std::string_view requirement() const;
  std::string_view message() const;

  friend bool operator==(const Violation&, const Violation&) = default;
};

/// All refusals, in the order of the enumeration.
std::span<const RefusalInfo> refusals();

}  // namespace eardrum::protocol

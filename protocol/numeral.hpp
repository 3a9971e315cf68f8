// Reads and writes numbers as text, without loss (REQ-PUT-3..11, REQ-GET-6..8).
//
// std::from_chars is exact, but it does not validate: it accepts "inf", ".5" and "007", and it
// stops inside "0x10" or "1e". So an automaton checks the whole text first. Values are written in
// fixed notation, because the shortest form of 100000 is 1e+05, which is outside the core grammar.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace eardrum::protocol {

/// Why a text is not a number of the strict grammar.
enum class NumeralFault {
  not_a_number,  ///< not a number in any notation: "abc", "--1", "1.2.3", "" (SPEC.md 5.3)
  not_finite,    ///< "inf", "nan", "-Infinity", "nan(1)" in any case
  spelling,      ///< a number, but in another notation: "+1", "007", ".5", "0x10", "1,5"
  out_of_range,  ///< the right notation, but outside binary64 or int64
};

/// Reads  [-]int[.digits][(e|E)[+-]digits] , int without padding, as the nearest binary64 (ties to
/// even). Underflow gives a zero with the sign of the text. The sign of zero is kept.
std::expected<double, NumeralFault> parse_value(std::string_view text);

/// Reads  [-]digits  within int64. Refuses padding, a plus sign and "-0".
std::expected<std::int64_t, NumeralFault> parse_timestamp(std::string_view text);

/// Appends the shortest fixed-notation text that parse_value() reads back bit for bit; at most
/// limits::value_bytes_max bytes. Precondition: `value` is finite.
void append_value(double value, std::string& out);

/// Appends decimal digits with a sign if negative; at most limits::timestamp_bytes_max bytes.
void append_timestamp(std::int64_t timestamp, std::string& out);

/// Whether `text` is  [-]int[.digits]  with int without padding. Every implementation must accept
/// values of this form.
bool is_core_value_shape(std::string_view text);

}  // namespace eardrum::protocol

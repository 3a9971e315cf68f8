// Numbers as text, both ways, exactly (REQ-PUT-3..11, REQ-GET-6..8).
//
// Strategy: std::from_chars is exact but no validator (it takes "inf", ".5", "007" and stops inside
// "0x10" or "1e"), so an automaton of our own checks the whole spelling first. Values are written
// in fixed notation, never shortest: 100000 must not become 1e+05, which leaves the core grammar.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace eardrum::protocol {

/// Why a text is no number of the strict grammar.
enum class NumeralFault {
  not_a_number,  ///< a number in no notation at all: "abc", "--1", "1.2.3", "" (SPEC.md 5.3)
  not_finite,    ///< "inf", "nan", "-Infinity", "nan(1)" in any case
  spelling,      ///< a number elsewhere, but not spelled our way: "+1", "007", ".5", "0x10", "1,5"
  out_of_range,  ///< our spelling, but beyond binary64 or 64 bits
};

/// The nearest binary64 (ties to even) to  [-]int[.digits][(e|E)[+-]digits] , int without padding.
/// Underflow gives a zero of the text's sign; the sign of zero is kept.
std::expected<double, NumeralFault> parse_value(std::string_view text);

/// [-]digits without padding, sign plus or "-0", within int64.
std::expected<std::int64_t, NumeralFault> parse_timestamp(std::string_view text);

/// Appends the shortest fixed-notation text that parse_value() reads back bit for bit; at most
/// limits::value_bytes_max bytes. Precondition: `value` is finite.
void append_value(double value, std::string& out);

/// Appends decimal digits with a sign if negative; at most limits::timestamp_bytes_max bytes.
void append_timestamp(std::int64_t timestamp, std::string& out);

/// Whether text is  [-]int[.digits]  with int without padding: what all implementations must take
/// as the shape of a value.
bool is_core_value_shape(std::string_view text);

}  // namespace eardrum::protocol

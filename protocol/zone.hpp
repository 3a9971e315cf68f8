// The zone of a text: every implementation must accept it, every implementation must reject it, or
// the source text leaves it open.
//
// Other implementations may accept more than the strict codec. Code that judges them uses the
// zones: a testee fails only for lines in the zones must_accept and must_reject.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace eardrum::protocol {

enum class Zone {
  must_accept,  ///< core grammar: the source text leaves no doubt
  open,         ///< the source text is silent: ok, error and an orderly close are all correct
  must_reject,  ///< no reading of the source text accepts this: the error answer is required
};

/// SPEC.md, "Three zones", table of values.
Zone value_zone(std::string_view text);

/// SPEC.md, "Three zones", table of timestamps.
Zone timestamp_zone(std::string_view text);

/// The zone of a complete request line, without its LF.
Zone request_zone(std::string_view line);

/// Reads a value as leniently as common number parsers do: padding, "+", ".5", "5." and exponents
/// are accepted, and overflow gives infinity. Nothing if the text is not a decimal number.
std::optional<double> read_value_widely(std::string_view text);

/// Reads a timestamp leniently: a sign and padding are accepted. Nothing if the text is not an
/// integer within int64.
std::optional<std::int64_t> read_timestamp_widely(std::string_view text);

}  // namespace eardrum::protocol

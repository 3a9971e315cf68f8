// What every implementation must take, what none may take, and what the text leaves open.
//
// The strict codec has one answer for each line; strangers have more freedom. Whoever judges them
// asks here: a testee is failed only where a line is must_accept or must_reject.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace eardrum::protocol {

enum class Zone {
  must_accept,  ///< core grammar: the source text leaves no doubt
  open,         ///< the source text is silent: ok, error and orderly close are all right
  must_reject,  ///< no reading of the source text takes this: the error answer is due
};

/// SPEC.md, "Three zones", table of values.
Zone value_zone(std::string_view text);

/// SPEC.md, "Three zones", table of timestamps.
Zone timestamp_zone(std::string_view text);

/// The zone of a whole request line, given without its LF.
Zone request_zone(std::string_view line);

/// The binary64 that a stranger's value text means, read as widely as stock number parsers do:
/// padding, "+", ".5", "5." and exponents are all right; overflow is infinity. Nothing for texts
/// that are no decimal numbers.
std::optional<double> read_value_widely(std::string_view text);

/// The integer that a stranger's timestamp text means: sign and padding are all right. Nothing for
/// texts that are no integers, or beyond int64.
std::optional<std::int64_t> read_timestamp_widely(std::string_view text);

}  // namespace eardrum::protocol

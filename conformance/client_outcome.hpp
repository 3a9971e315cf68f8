// Judges how a call of a client ended, without any I/O. The first words of a fault tell what it
// means for an application: silently wrong data, false success, a wrong exception.
#pragma once

#include <optional>
#include <string>

#include "eardrum/conformance/byte_text.hpp"
#include "eardrum/conformance/driver_lines.hpp"
#include "eardrum/conformance/session.hpp"

namespace eardrum::conformance {

/// Why `answer` is not the expected outcome, in one sentence; nothing if it is.
std::optional<std::string> compare_outcome(const Outcome& expected, const Binding& binding,
                                           const DriverAnswer& answer);

}  // namespace eardrum::conformance

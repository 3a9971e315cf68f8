// Judges how a call of a client ended and puts into words what it sent, without any I/O. The first
// words of a fault tell what it means for an application: silently wrong data, false success, a
// wrong exception.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "eardrum/conformance/clients/driver_protocol.hpp"
#include "eardrum/conformance/language/byte_text.hpp"
#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/play/expected_answer.hpp"

namespace eardrum::conformance {

/// Why `answer` is not the expected outcome, in one sentence; nothing if it is.
std::optional<std::string> compare_outcome(const Outcome& expected, const Binding& binding,
                                           const DriverAnswer& answer);

/// Whether the client's closing can meet the expectation.
bool may_be_closed(const Expectation& expectation);

/// Why what a client sent is not what is right, one sentence's end; `found` is a miss.
std::string describe_request(const ExpectedAnswer& expected, const Match& found,
                             const Reception& reception);

/// The same for bytes that nothing expected; `requested` if the call has sent a request before.
std::string describe_extra(std::size_t bytes, bool requested);

}  // namespace eardrum::conformance

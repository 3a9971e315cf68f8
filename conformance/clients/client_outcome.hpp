// Judges how a call of a client ended and puts into words what it sent, without any I/O. The first
// words of a fault tell what it means for an application: silently wrong data, false success, a
// wrong exception.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "eardrum/conformance/clients/client_call.hpp"
#include "eardrum/conformance/clients/driver_protocol.hpp"
#include "eardrum/conformance/language/byte_text.hpp"
#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/play/expected_answer.hpp"

namespace eardrum::conformance {

struct OutcomeFault {
  ClientEnd end{};
  std::string sentence;
};

/// Why `answer` to `call` is not the expected outcome; nothing if it is.
std::optional<OutcomeFault> compare_outcome(const Outcome& expected, const Binding& binding,
                                            const DriverAnswer& answer, const ClientCall& call);

/// Whether the client's closing can meet the expectation.
bool may_be_closed(const Expectation& expectation);

/// Why what a client sent is not what is right, one sentence's end; `found` is a miss.
/// `example` is a right request.
std::string describe_request(const ExpectedAnswer& expected, const std::string& example,
                             const Match& found, const Reception& reception);

/// A right request: of alternatives the first. Empty where none is due.
std::string example_of(const Expectation& expectation, const Binding& binding);

/// The same for bytes that nothing expected; `requested` if the call has sent a request before.
std::string describe_extra(std::size_t bytes, bool requested);

}  // namespace eardrum::conformance

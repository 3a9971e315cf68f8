// Compares the outcome of a call with the expected one, and writes the sentences about outcomes and
// about sent bytes. No I/O. A sentence begins with the effect on an application: silently wrong
// data, false success, or a wrong exception.
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

/// Whether the expectation allows that the client closes the connection.
bool may_be_closed(const Expectation& expectation);

/// The end of a sentence that says why the bytes of a client are wrong. `found` must be a missed
/// match. `example` is a correct request.
std::string describe_request(const ExpectedAnswer& expected, const std::string& example,
                             const Match& found, const Reception& reception);

/// A correct request; the first one if there are alternatives. Empty if no request is expected.
std::string example_of(const Expectation& expectation, const Binding& binding);

/// The end of a sentence about bytes that no step expects. `requested`: the call had already sent a
/// request.
std::string describe_extra(std::size_t bytes, bool requested);

}  // namespace eardrum::conformance

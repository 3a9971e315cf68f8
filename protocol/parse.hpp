// Parses requests and responses of the strict grammar. There are no options for leniency. All
// functions are defined for any bytes. parse_request() allocates no memory; parse_response()
// allocates only in the vector of the caller.
#pragma once

#include <expected>
#include <optional>
#include <string_view>
#include <vector>

#include "eardrum/protocol/request.hpp"
#include "eardrum/protocol/response.hpp"
#include "eardrum/protocol/violation.hpp"

namespace eardrum::protocol {

/// Reads one request frame, with its LF. The key of the result is a view into `frame`.
std::expected<Request, Violation> parse_request(std::string_view frame);

/// Reads one response frame, with its LF LF. Replaces the contents of `rows` by the rows in the
/// order received. Their keys are views into `frame`. After a violation `rows` is empty.
std::expected<Status, Violation> parse_response(std::string_view frame, std::vector<Row>& rows);

/// Why `key` cannot be the key of a put, with the offset into the key; nothing if it can.
std::optional<Violation> check_put_key(std::string_view key);

/// Why `key` cannot be the key of a get; nothing if it can. The only difference from
/// check_put_key() is that "*" is accepted.
std::optional<Violation> check_get_key(std::string_view key);

}  // namespace eardrum::protocol

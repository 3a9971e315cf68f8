// Bytes to values, strictly: one wire form, no leniency flags. Total on any bytes; allocates
// nothing for a request, and for a response only what the caller's vector has to grow.
#pragma once

#include <expected>
#include <optional>
#include <string_view>
#include <vector>

#include "eardrum/protocol/request.hpp"
#include "eardrum/protocol/response.hpp"
#include "eardrum/protocol/violation.hpp"

namespace eardrum::protocol {

/// Reads one request frame, its LF included. The key views `frame`.
std::expected<Request, Violation> parse_request(std::string_view frame);

/// Reads one response frame, its LF LF included. `rows` is cleared, then holds the rows in the
/// order received, their keys viewing `frame`; after a violation it is empty.
std::expected<Status, Violation> parse_response(std::string_view frame, std::vector<Row>& rows);

/// Why `key` cannot be stored by put, with the offset into the key; nothing if it can.
std::optional<Violation> check_put_key(std::string_view key);

/// Why `key` cannot be asked for by get. Differs from check_put_key() in "*" alone.
std::optional<Violation> check_get_key(std::string_view key);

}  // namespace eardrum::protocol

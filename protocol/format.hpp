// Values to bytes: the one canonical form. Everything appends, so that a caller can reuse storage.
#pragma once

#include <string>

#include "eardrum/protocol/request.hpp"
#include "eardrum/protocol/response.hpp"

namespace eardrum::protocol {

/// Appends the request line with its LF. Preconditions: the key passes check_put_key() or
/// check_get_key(), the value is finite; NaN and infinities never reach the wire (REQ-PUT-7).
void append_request(const Request& request, std::string& out);

/// An answer to get is: append_ok_begin, append_row for each sample, append_end. An answer to put
/// is: append_ok_begin, append_end.
void append_ok_begin(std::string& out);
void append_row(const Row& row, std::string& out);
void append_end(std::string& out);

/// Appends the answer to whatever was no request (REQ-ERR-1).
void append_error(std::string& out);

}  // namespace eardrum::protocol

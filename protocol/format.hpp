// Writes requests and answers in their canonical form. Each function appends to a string, so that
// the caller can reuse its storage.
#pragma once

#include <string>

#include "eardrum/protocol/request.hpp"
#include "eardrum/protocol/response.hpp"

namespace eardrum::protocol {

/// Appends the request line with its LF. Preconditions: the key passes check_put_key() or
/// check_get_key(), the value is finite; NaN and infinities never reach the wire (REQ-PUT-7).
void append_request(const Request& request, std::string& out);

/// To write the answer to a get, call append_ok_begin, append_row for each sample, and append_end.
/// To write the answer to a put, call append_ok_begin and append_end.
void append_ok_begin(std::string& out);
void append_row(const Row& row, std::string& out);
void append_end(std::string& out);

/// Appends the error answer, which refuses a line that is not a valid request (REQ-ERR-1).
void append_error(std::string& out);

}  // namespace eardrum::protocol

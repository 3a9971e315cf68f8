// A fault of a client as data: the step that failed, the expected end of the call, and its actual
// end. blame/client_rules.cpp decides the rule from it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace eardrum::conformance {

/// The step of the client that failed.
enum class ClientStep : std::uint8_t {
  construction,  ///< creating the client from host, port and perhaps a timeout
  request,       ///< sending a request, or refusing to send it
  outcome,       ///< returning or raising after the answer
};

inline constexpr std::size_t client_steps = static_cast<std::size_t>(ClientStep::outcome) + 1;

/// How the call must end.
enum class ClientDue : std::uint8_t {
  success,   ///< any returned value: for a constructor, and a put that is answered ok
  samples,   ///< the rows of the answer
  nothing,   ///< an empty map, after an ok without rows
  error,     ///< ClientError, after the error answer
  refusal,   ///< ClientError, because there is no valid answer, or nothing may be sent
  anything,  ///< in any way
};

inline constexpr std::size_t client_dues = static_cast<std::size_t>(ClientDue::anything) + 1;

/// How the call ended instead.
enum class ClientEnd : std::uint8_t {
  raised,       ///< it raised an exception, but must succeed
  other_error,  ///< it raised another exception than the expected ClientError
  succeeded,    ///< it returned, but ClientError is expected
  wrong_type,   ///< it returned a value of the wrong type
  wrong_data,   ///< it returned other samples than those of the answer
  late,         ///< the right end, but long after the complete answer
  hung,         ///< it did not return
  wrong_bytes,  ///< it sent another request, or none
  unfinished,   ///< it sent the beginning of the request
  extra_bytes,  ///< it sent more than the request
  reconnected,  ///< it used another connection
  crashed,      ///< its process ended
};

inline constexpr std::size_t client_ends = static_cast<std::size_t>(ClientEnd::crashed) + 1;

/// The name in JSON, such as "other-error". It never changes.
std::string_view slug(ClientStep step);
std::string_view slug(ClientDue due);
std::string_view slug(ClientEnd end);
std::optional<ClientStep> parse_client_step(std::string_view slug);
std::optional<ClientDue> parse_client_due(std::string_view slug);
std::optional<ClientEnd> parse_client_end(std::string_view slug);

struct ClientFault {
  ClientStep step{};
  ClientDue due{};
  ClientEnd end{};
  bool put = false;          ///< the call was a put
  bool in_pieces = false;    ///< the answer was sent in pieces, or the call returned before its end
  bool long_answer = false;  ///< the answer had more than a thousand bytes
  bool later_call = false;   ///< not the first put or get of this client

  friend bool operator==(const ClientFault&, const ClientFault&) = default;
};

}  // namespace eardrum::conformance

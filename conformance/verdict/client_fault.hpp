// What a client does wrong, as data: the step at which it went wrong, what was due there, and how
// the call ended instead. The table in blame/ turns it into rules.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace eardrum::conformance {

/// What the client was about.
enum class ClientStep : std::uint8_t {
  construction,  ///< being made of host, port and perhaps a timeout
  request,       ///< sending a request, or refusing to
  outcome,       ///< what the call makes of the answer
};

inline constexpr std::size_t client_steps = static_cast<std::size_t>(ClientStep::outcome) + 1;

/// How the call had to end.
enum class ClientDue : std::uint8_t {
  success,   ///< whatever it returns: of a constructor, and of a put that is answered ok
  samples,   ///< the rows of the answer
  nothing,   ///< an empty map, after an ok without rows
  error,     ///< ClientError, after the error answer
  refusal,   ///< ClientError, where no good answer comes, or nothing may be sent
  anything,  ///< in any way
};

inline constexpr std::size_t client_dues = static_cast<std::size_t>(ClientDue::anything) + 1;

/// What happened instead.
enum class ClientEnd : std::uint8_t {
  raised,       ///< an exception, where the call had to succeed
  other_error,  ///< an exception that is no ClientError, where ClientError was due
  succeeded,    ///< it returned, where ClientError was due
  wrong_type,   ///< it returned something that is not of the right kind
  wrong_data,   ///< it returned other samples than those of the answer
  late,         ///< right, but long after the whole answer was there
  hung,         ///< it did not come back
  wrong_bytes,  ///< it sent another request, or none
  unfinished,   ///< it sent the beginning of the request
  extra_bytes,  ///< it sent more than the request
  reconnected,  ///< it used another connection
  crashed,      ///< its process ended
};

inline constexpr std::size_t client_ends = static_cast<std::size_t>(ClientEnd::crashed) + 1;

/// "other-error": stable, for machines.
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
  bool in_pieces = false;    ///< the answer came in several pieces, or the call came back amid it
  bool long_answer = false;  ///< the answer had more than a thousand bytes
  bool later_call = false;   ///< not the first put or get of this client

  friend bool operator==(const ClientFault&, const ClientFault&) = default;
};

}  // namespace eardrum::conformance

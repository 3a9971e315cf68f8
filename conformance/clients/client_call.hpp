// One call of a client as the kit remembers it: what was called, what was sent in answer, and how
// much of that was there when the call came back. No I/O.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/verdict/client_fault.hpp"
#include "eardrum/conformance/verdict/fault.hpp"

namespace eardrum::conformance {

struct ClientCall {
  Call call{};
  Place place{};
  std::string source{};                         ///< the step as written: call get "palm.cpu"
  bool requested = false;                       ///< it has sent its request
  bool later = false;                           ///< not the first put or get of this client
  bool ended = false;                           ///< the kit has ended its connection
  std::string answered{};                       ///< what was sent to it
  std::size_t planned = 0;                      ///< bytes that were to be sent to it
  int pieces = 0;                               ///< in which it was sent
  std::optional<std::size_t> seen_at_return{};  ///< bytes that were sent when it came back
  int pieces_at_return = 0;

  bool is_put() const { return call.method == Call::Method::put; }

  /// Whether the whole answer was sent: nothing more is to be waited for.
  bool is_answered() const { return answered.ends_with("\n\n"); }

  ClientStep step() const;
  ClientDue due(const Outcome* outcome) const;

  /// "returned after the first piece of the answer, 3 bytes of 30"; empty if it did not.
  std::string early() const;
};

/// The fault of `call`, which should have ended in `outcome`, if the session says how.
ClientFault client_fault(const ClientCall& call, const Outcome* outcome, ClientEnd end);

/// What was asked in `calls`, as the table of blame knows it: rows that the kit answered with count
/// as puts, since it is their names and numbers that the client reads.
std::optional<Dialogue> client_dialogue(const std::vector<ClientCall>& calls);

}  // namespace eardrum::conformance

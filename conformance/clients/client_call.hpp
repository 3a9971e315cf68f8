// The record of one call of a client: the call, the answer that the kit sent, and how much of the
// answer had been sent when the call returned. No I/O.
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
  std::string answered{};                       ///< the bytes that were sent to it
  std::size_t planned = 0;                      ///< the number of bytes to send to it
  int pieces = 0;                               ///< the number of pieces that were sent
  std::optional<std::size_t> seen_at_return{};  ///< bytes that were sent when it returned
  int pieces_at_return = 0;

  bool is_put() const { return call.method == Call::Method::put; }

  /// Whether the complete answer was sent.
  bool is_answered() const { return answered.ends_with("\n\n"); }

  ClientStep step() const;
  ClientDue due(const Outcome* outcome) const;

  /// "returned after the first piece of the answer, 3 bytes of 30"; empty if it did not return
  /// early.
  std::string early() const;
};

/// The fault of `call`. `outcome` is the outcome that the session expects; null if it expects none.
ClientFault client_fault(const ClientCall& call, const Outcome* outcome, ClientEnd end);

/// The dialogue of `calls`, in the form that blame/ uses. Rows in the answers of the kit count as
/// puts, because the client reads their names and numbers.
std::optional<Dialogue> client_dialogue(const std::vector<ClientCall>& calls);

}  // namespace eardrum::conformance

// Facts about the client that one run has observed. All stages of the run share them. They shorten
// waits in which the client was late before, and give remarks for the head of the report.
#pragma once

#include <array>
#include <cstddef>
#include <mutex>
#include <string>
#include <vector>

#include "eardrum/conformance/verdict/client_fault.hpp"

namespace eardrum::conformance {

/// A place in a call at which a client can wait, or use processor time, without end.
struct ClientPlace {
  ClientStep step{};
  bool put = false;
  bool answered = false;  ///< the complete answer has been sent
  bool ended = false;     ///< the kit has ended the connection

  std::size_t index() const;
};

inline constexpr std::size_t client_places = client_steps * 8;

/// Safe to use from several threads.
class ClientKnowledge {
 public:
  /// The timeout in seconds for a client that cannot be created without a timeout. It is an
  /// integer, because some clients call int(timeout).
  static constexpr int timeout_seconds = 3;

  /// Notes that the client stayed at `place` too long. `came_back`: the call returned late;
  /// otherwise it did not return.
  void note_wait(const ClientPlace& place, bool came_back);

  /// Whether the client stayed at `place` too long twice. Only then later waits are shortened.
  bool waits(const ClientPlace& place) const;

  /// Whether the call returned late, twice.
  bool comes_back(const ClientPlace& place) const;

  /// Notes that the client cannot be created without a timeout, but can be created with one.
  void note_needs_timeout(const std::string& exception);

  /// Notes that the client calls a debugger, and that its driver skipped the call.
  void note_debugger();

  /// For the head of the report.
  std::vector<std::string> remarks() const;

 private:
  struct Waits {
    int all = 0;
    int came_back = 0;
  };

  mutable std::mutex mutex_;
  std::array<Waits, client_places> waits_{};
  std::string needs_timeout_;
  bool debugger_ = false;
};

}  // namespace eardrum::conformance

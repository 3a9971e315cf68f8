// What a run has learnt of the client, shared by the stages that play it: what it waits for in vain
// need not be waited for again, and what a reader should know of the run as a whole.
#pragma once

#include <array>
#include <cstddef>
#include <mutex>
#include <string>
#include <vector>

#include "eardrum/conformance/verdict/client_fault.hpp"

namespace eardrum::conformance {

/// Where a client can be found waiting, or busy, without end.
struct ClientPlace {
  ClientStep step{};
  bool put = false;
  bool answered = false;  ///< the whole answer is there
  bool ended = false;     ///< the kit has ended the connection

  std::size_t index() const;
};

inline constexpr std::size_t client_places = client_steps * 8;

/// Safe to use from several threads.
class ClientKnowledge {
 public:
  /// The seconds that a client is given which cannot be made without a timeout. A whole number:
  /// some clients do int(timeout).
  static constexpr int timeout_seconds = 3;

  /// It stayed there too long, and came back late or never.
  void note_wait(const ClientPlace& place, bool came_back);

  /// Whether that has been seen twice: so often it is played before it is believed.
  bool waits(const ClientPlace& place) const;

  /// ... and it came back in the end.
  bool comes_back(const ClientPlace& place) const;

  /// It cannot be made without a timeout, but with one.
  void note_needs_timeout(const std::string& exception);

  /// A debugger was left in it, and its driver passed over it.
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

// The couriers of one run: a queue and a thread for each target.
#pragma once

#include <chrono>
#include <cstdint>
#include <list>
#include <span>
#include <string>
#include <vector>

#include "eardrum/client/delivery/courier.hpp"
#include "eardrum/client/delivery/server_options.hpp"

namespace eardrum::client {

/// Parses the values of --to. Without values, the target is the server of --host and --port. The
/// error says why a value is not a target.
std::expected<std::vector<Target>, std::string> parse_targets(const std::vector<std::string>& texts,
                                                              const ServerOptions& server);

/// How long to wait for a connection and for each answer: --timeout, or a finite default.
std::chrono::milliseconds sending_timeout(const ServerOptions& server);

class Couriers {
 public:
  /// Starts a courier. It writes its messages to stderr.
  void start(Target target, Spool spool, const CourierOptions& options);

  /// Adds the samples to the spool of every target.
  void add(std::span<const Sample> samples);

  /// Writes a line to stderr for each target.
  void report() const;

  /// Sends the pending samples until `deadline`, and waits until all threads have ended. Returns
  /// the counts of each target.
  std::vector<Counts> finish(std::chrono::steady_clock::time_point deadline);

 private:
  std::list<Courier> couriers_;  ///< a list, because couriers cannot move
};

}  // namespace eardrum::client

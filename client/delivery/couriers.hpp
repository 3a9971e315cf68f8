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

/// What stands behind --to; without any the server of --host and --port. Else why one is no target.
std::expected<std::vector<Target>, std::string> parse_targets(const std::vector<std::string>& texts,
                                                              const ServerOptions& server);

/// How long to wait for a connection and for each answer: --timeout, else a default that ends.
std::chrono::milliseconds sending_timeout(const ServerOptions& server);

class Couriers {
 public:
  /// Starts a courier, which says on stderr what happens to it.
  void start(Target target, Spool spool, const CourierOptions& options);

  /// Queues for every target.
  void add(std::span<const Sample> samples);

  /// A line on stderr for each target.
  void report() const;

  /// Sends what is pending, until `deadline`; returns when all threads have ended. What became of
  /// the samples of each target.
  std::vector<Counts> finish(std::chrono::steady_clock::time_point deadline);

 private:
  std::list<Courier> couriers_;  ///< they do not move
};

}  // namespace eardrum::client

// Sends samples to one target over one connection, which it opens on demand.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "eardrum/client/client.hpp"
#include "eardrum/client/connection.hpp"
#include "eardrum/client/delivery/sample.hpp"
#include "eardrum/client/delivery/target.hpp"

namespace eardrum::client {

/// The progress of a batch. Its first accepted + refused samples are done.
struct Progress {
  std::int64_t accepted = 0;
  std::int64_t refused = 0;            ///< the target answered error: do not send them again
  std::optional<std::string> failure;  ///< why the rest was not sent; its outcome is unknown

  std::int64_t done() const { return accepted + refused; }
};

class Sender {
 public:
  /// Each call fails after `timeout`.
  Sender(Target target, std::chrono::milliseconds timeout)
      : target_(std::move(target)), timeout_(timeout) {}

  /// Sends in order. Calls `stop` before each sample, and stops early if it returns true. After a
  /// failure the connection is closed, and the next call opens a new one.
  Progress send(std::span<const Sample> samples, const std::function<bool()>& stop);

 private:
  Progress put(std::span<const Sample> samples, const std::function<bool()>& stop);
  Progress write_lines(std::span<const Sample> samples);

  Target target_;
  std::chrono::milliseconds timeout_;
  std::optional<Client> client_;          ///< for Scheme::put
  std::optional<Connection> connection_;  ///< for the others
};

}  // namespace eardrum::client

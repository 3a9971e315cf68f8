// Sends samples to one target over one connection that it makes when it needs it.
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

/// What became of the first samples of a batch: accepted + refused of them are done with.
struct Progress {
  std::int64_t accepted = 0;
  std::int64_t refused = 0;            ///< the target answered error: sending again is of no use
  std::optional<std::string> failure;  ///< why the rest was not sent; its outcome is unknown

  std::int64_t done() const { return accepted + refused; }
};

class Sender {
 public:
  /// Each call is given up after `timeout`.
  Sender(Target target, std::chrono::milliseconds timeout)
      : target_(std::move(target)), timeout_(timeout) {}

  /// Sends in order. Stops early where `stop` says so, which is asked before each sample. After a
  /// failure the connection is closed and the next call makes another.
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

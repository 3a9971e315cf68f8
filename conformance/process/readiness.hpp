// Sees whether a testee listens where it should, and that it is the testee: the listening socket
// must be held by one of its processes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "eardrum/conformance/observation/ip_address.hpp"
#include "eardrum/conformance/process/launcher.hpp"
#include "eardrum/conformance/process/testee_process.hpp"

namespace eardrum::conformance {

struct Target {
  IpAddress ip;
  std::uint16_t port = 0;
};

struct Observed {
  std::optional<Target> ready;          ///< the target on which the testee listens
  std::optional<std::string> stranger;  ///< "another process (pid 17, nc)" that does instead
};

/// Looks once. Where the kernel does not list sockets, connects to see.
Observed observe(const TesteeProcess& testee, const std::vector<Target>& targets);

/// A sentence if somebody already listens on one of the targets.
std::optional<std::string> listener_before_start(const std::vector<Target>& targets);

/// Where else the testee listens.
std::vector<Address> listening_elsewhere(const TesteeProcess& testee);

}  // namespace eardrum::conformance

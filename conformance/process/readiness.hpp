// Observes whether a testee listens on its address. The listening socket must belong to one of the
// processes of the testee.
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
  std::optional<std::string> stranger;  ///< "another process (pid 17, nc)" that listens there
};

/// Observes once. If the kernel does not list sockets, it connects to the targets.
Observed observe(const TesteeProcess& testee, const std::vector<Target>& targets);

/// A sentence if a process already listens on one of the targets; nothing otherwise.
std::optional<std::string> listener_before_start(const std::vector<Target>& targets);

/// The other addresses on which the testee listens.
std::vector<Address> listening_elsewhere(const TesteeProcess& testee);

}  // namespace eardrum::conformance

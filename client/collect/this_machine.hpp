// An implementation of Machine that reads the machine on which the program runs.
#pragma once

#include <string>

#include "eardrum/client/collect/machine.hpp"

namespace eardrum::client {

class ThisMachine : public Machine {
 public:
  std::optional<std::string> read(const std::string& path) const override;
  std::vector<std::string> list(const std::string& folder) const override;
  std::optional<Space> space(const std::string& mount_point) const override;
};

/// The name that gethostname(2) returns.
std::string host_name();

}  // namespace eardrum::client

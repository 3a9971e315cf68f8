// An implementation of Machine for tests, with recorded files.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "eardrum/client/collect/machine.hpp"

namespace eardrum::client {

class RecordedMachine : public Machine {
 public:
  std::map<std::string, std::string> files;
  std::map<std::string, std::vector<std::string>> folders;
  std::map<std::string, Space> spaces;

  std::optional<std::string> read(const std::string& path) const override {
    const auto found = files.find(path);
    return found == files.end() ? std::nullopt : std::optional(found->second);
  }
  std::vector<std::string> list(const std::string& folder) const override {
    const auto found = folders.find(folder);
    return found == folders.end() ? std::vector<std::string>() : found->second;
  }
  std::optional<Space> space(const std::string& mount_point) const override {
    const auto found = spaces.find(mount_point);
    return found == spaces.end() ? std::nullopt : std::optional(found->second);
  }
};

}  // namespace eardrum::client

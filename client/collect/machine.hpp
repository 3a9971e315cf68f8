// The interface through which measurements read the machine: text files, folders and file systems.
// Tests implement it with recorded files.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace eardrum::client {

/// The space of a file system as statvfs(3) returns it, in bytes.
struct Space {
  double used = 0;
  double available = 0;  ///< to users without privileges, as df(1) counts
};

class Machine {
 public:
  virtual ~Machine() = default;

  /// The text of a file such as "/proc/stat"; nothing if it does not exist or cannot be read.
  virtual std::optional<std::string> read(const std::string& path) const = 0;

  /// The names in a folder, sorted; empty if the folder does not exist.
  virtual std::vector<std::string> list(const std::string& folder) const = 0;

  virtual std::optional<Space> space(const std::string& mount_point) const = 0;

 protected:
  Machine() = default;
  Machine(const Machine&) = default;
  Machine& operator=(const Machine&) = default;
};

}  // namespace eardrum::client

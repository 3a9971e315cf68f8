// The machine that is measured, as files with text: the one seam between what is computed and the
// kernel. Tests put recorded files in its place.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace eardrum::client {

/// What statvfs(3) says of a file system, in bytes.
struct Space {
  double used = 0;
  double available = 0;  ///< to users without privileges, as df(1) counts
};

class Machine {
 public:
  virtual ~Machine() = default;

  /// The text of a file such as "/proc/stat"; nothing if it is not there or cannot be read.
  virtual std::optional<std::string> read(const std::string& path) const = 0;

  /// The names in a folder, sorted; none if it is not there.
  virtual std::vector<std::string> list(const std::string& folder) const = 0;

  virtual std::optional<Space> space(const std::string& mount_point) const = 0;

 protected:
  Machine() = default;
  Machine(const Machine&) = default;
  Machine& operator=(const Machine&) = default;
};

}  // namespace eardrum::client

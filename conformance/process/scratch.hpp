// A folder for what a program under test writes to its temporary folder. Nothing in it is trusted:
// links are never followed, and it is emptied without recursion, however deep it was made.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "eardrum/conformance/observation/descriptor.hpp"

namespace eardrum::conformance {

/// Removed with all that is in it when this is destroyed; whoever writes there must be gone by
/// then.
class Scratch {
 public:
  /// In the kit's own temporary folder; nothing if that takes none. Belongs to `owner` if given.
  /// The first call sweeps.
  static std::unique_ptr<Scratch> make(std::optional<std::uint32_t> owner);

  /// Removes folders in the kit's temporary folder that a kit of the same user left when it was
  /// killed: those that nobody holds a lock on and that are not new.
  static void sweep();

  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch();

  const std::string& path() const { return path_; }

 private:
  explicit Scratch(std::string path) : path_(std::move(path)) {}

  std::string path_;
  Descriptor lock_;  // held as long as somebody may use it
};

}  // namespace eardrum::conformance

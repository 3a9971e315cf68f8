// A temporary folder for a program under test. Its contents are untrusted: links are never
// followed, and it is deleted without recursion, because its folders may be nested to any depth.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "eardrum/conformance/observation/descriptor.hpp"

namespace eardrum::conformance {

/// The destructor removes the folder and its contents. The programs that write there must have
/// ended by then.
class Scratch {
 public:
  /// Creates a folder in the temporary folder of the kit; null if this is not possible. `owner`
  /// becomes its owner. The first call also calls sweep().
  static std::unique_ptr<Scratch> make(std::optional<std::uint32_t> owner);

  /// Removes folders that a killed kit of the same user left in the temporary folder of the kit:
  /// those that are not locked and not new.
  static void sweep();

  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch();

  const std::string& path() const { return path_; }

 private:
  explicit Scratch(std::string path) : path_(std::move(path)) {}

  std::string path_;
  Descriptor lock_;  // locked as long as the folder may be used
};

}  // namespace eardrum::conformance

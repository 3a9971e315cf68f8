// The few ways in which the console report stresses a text.
#pragma once

#include <string>
#include <string_view>

namespace eardrum::conformance {

enum class Ink { good, bad, doubtful, strong, faint };

/// Writes in colour or, where colours are not asked for, plainly.
class Pen {
 public:
  explicit Pen(bool colour) : colour_(colour) {}

  std::string operator()(Ink ink, std::string_view text) const;

 private:
  bool colour_;
};

}  // namespace eardrum::conformance

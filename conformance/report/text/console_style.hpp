// The colours of the console report.
#pragma once

#include <string>
#include <string_view>

namespace eardrum::conformance {

enum class Ink { good, bad, doubtful, strong, faint };

/// Adds colours to a text if they are requested.
class Pen {
 public:
  explicit Pen(bool colour) : colour_(colour) {}

  std::string operator()(Ink ink, std::string_view text) const;

 private:
  bool colour_;
};

}  // namespace eardrum::conformance

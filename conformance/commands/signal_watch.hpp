// A run that is interrupted ends in good order.
#pragma once

#include <memory>

namespace eardrum::conformance {

/// While it lives, INT and TERM end the run after the sessions under way; their testees are stopped
/// and the report says that it is incomplete. A second signal ends the program at once.
class SignalWatch {
 public:
  SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;
  ~SignalWatch();

  /// Whether a signal came since the last watch was made. Any thread may ask.
  static bool interrupted();

 private:
  struct Previous;
  std::unique_ptr<Previous> previous_;
};

}  // namespace eardrum::conformance

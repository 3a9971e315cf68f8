// Handles SIGINT and SIGTERM, so that an interrupted run still writes its reports.
#pragma once

#include <memory>

namespace eardrum::conformance {

/// While an object exists, SIGINT and SIGTERM set a flag, which ends the run at once, also in the
/// middle of a session. A session in progress gets no verdict, and the report says that it is
/// incomplete. A second signal ends the program.
class SignalWatch {
 public:
  SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;
  ~SignalWatch();

  /// Whether a signal arrived since the last object was constructed. May be called from any thread.
  static bool interrupted();

 private:
  struct Previous;
  std::unique_ptr<Previous> previous_;
};

}  // namespace eardrum::conformance

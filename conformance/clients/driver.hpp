// The driver process that calls the client under test. The kit sends one call at a time, reads the
// result, and observes the process during the call.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "eardrum/conformance/clients/driver_protocol.hpp"
#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/process/giving_up.hpp"
#include "eardrum/conformance/process/launcher.hpp"

namespace eardrum::conformance {

struct DriverSpec {
  std::vector<std::string> command;
  std::string working_directory;  ///< empty: the kit's; a relative program path starts here
  std::vector<std::pair<std::string, std::string>> environment;  ///< set in addition
  Confinement confinement{};
  std::chrono::milliseconds start_timeout{15'000};  ///< until it reports that it is ready
  GiveUp given_up = nullptr;                        ///< called while waiting for that
};

/// A started driver. The destructor kills it and all its descendants.
class Driver {
 public:
  virtual ~Driver() = default;

  /// Sends a call and does not wait for its result. Abandons the result of the previous call. False
  /// if the driver accepts no more calls.
  virtual bool call(const Call& call, const Address& address) = 0;

  /// Returns the result of the last call, once; nothing if it has not arrived. Does not wait.
  virtual std::optional<DriverAnswer> take_answer() = 0;

  /// Whether no call is in progress.
  virtual bool idle() const = 0;

  /// Whether no more results can arrive, because the driver closed its end or sent too many bytes.
  virtual bool ended() const = 0;

  /// A descriptor that is readable when take_answer() may return a result.
  virtual int fd() const = 0;

  virtual pid_t pid() const = 0;

  /// How it ended. Waits for its end at most `at_most`.
  virtual std::optional<Exit> wait_for_exit(std::chrono::milliseconds at_most) = 0;

  /// Processor time of all its processes so far. Grows while they are busy, not while they wait.
  virtual std::chrono::milliseconds processor_time() const = 0;

  /// What it and the client wrote to stdout and stderr.
  virtual TesteeOutput output() = 0;

  virtual void pause() = 0;
  virtual void resume() = 0;
};

/// Starts the command and waits until it answers the question whether it is ready.
std::expected<std::unique_ptr<Driver>, StartFailure> start_driver(const DriverSpec& spec);

}  // namespace eardrum::conformance

// The process that calls a client under test, as the kit holds it: one call at a time, answers as
// they come, and a look from outside at what it is doing meanwhile.
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
  std::string working_directory;  ///< empty: ours; a relative program path starts here
  std::vector<std::pair<std::string, std::string>> environment;  ///< set in addition
  Confinement confinement{};
  std::chrono::milliseconds start_timeout{15'000};  ///< until it says that it is ready
  GiveUp given_up = nullptr;                        ///< asked meanwhile
};

/// A started driver. Destroying it kills it and everything that descends from it.
class Driver {
 public:
  virtual ~Driver() = default;

  /// Sends a call and does not wait for it; the answer to the call before is given up. False if
  /// the driver takes nothing any more.
  virtual bool call(const Call& call, const Address& address) = 0;

  /// The answer to the last call, once; nothing if it has not come yet. Does not wait.
  virtual std::optional<DriverAnswer> take_answer() = 0;

  /// Whether no call is under way.
  virtual bool idle() const = 0;

  /// Whether no answer will ever come: it closed its end, or floods it.
  virtual bool ended() const = 0;

  /// Readable when take_answer() may bring something new.
  virtual int fd() const = 0;

  virtual pid_t pid() const = 0;

  /// How it ended; waits for that at most so long.
  virtual std::optional<Exit> wait_for_exit(std::chrono::milliseconds at_most) = 0;

  /// Processor time of all its processes so far. Grows while they are busy, not while they wait.
  virtual std::chrono::milliseconds processor_time() const = 0;

  /// What it and the client wrote to stdout and stderr.
  virtual TesteeOutput output() = 0;

  virtual void pause() = 0;
  virtual void resume() = 0;
};

/// Starts the command and waits until it answers the first question: whether it is ready.
std::expected<std::unique_ptr<Driver>, StartFailure> start_driver(const DriverSpec& spec);

}  // namespace eardrum::conformance

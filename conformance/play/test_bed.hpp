// Provides the server for a session: a process that the kit can restart, or a running server of
// somebody else, which the kit never stops.
#pragma once

#include <expected>
#include <memory>
#include <string>

#include "eardrum/conformance/process/launcher.hpp"

namespace eardrum::conformance {

class TestBed {
 public:
  virtual ~TestBed() = default;

  /// Makes sure that a testee runs that has served nobody yet. Stops the previous one.
  virtual std::expected<void, StartFailure> start_fresh() = 0;

  /// Stops what start_fresh() started.
  virtual void stop() = 0;

  /// Whether start_fresh() really gives an empty store.
  virtual bool can_start() const = 0;

  /// The running process, or nullptr if there is none or the kit did not start it.
  virtual Testee* testee() = 0;

  /// The address on which it listens, or last listened. Valid after start_fresh() has succeeded
  /// once.
  virtual const Address& address() const = 0;
};

/// A test bed that launches `spec` at each start.
std::unique_ptr<TestBed> launched_test_bed(LaunchSpec spec);

/// A test bed for a server that already runs at `address`.
std::unique_ptr<TestBed> running_test_bed(Address address);

}  // namespace eardrum::conformance

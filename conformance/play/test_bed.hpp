// Where a session finds its testee: a process of ours that can be started anew, or a running server
// that belongs to somebody else and is never disturbed.
#pragma once

#include <expected>
#include <memory>
#include <string>

#include "eardrum/conformance/process/launcher.hpp"

namespace eardrum::conformance {

class TestBed {
 public:
  virtual ~TestBed() = default;

  /// Makes sure that a testee runs which has served nobody yet, stopping the one before it.
  virtual std::expected<void, StartFailure> start_fresh() = 0;

  /// Stops what start_fresh() started.
  virtual void stop() = 0;

  /// Whether start_fresh() really gives an empty store.
  virtual bool can_start() const = 0;

  /// The running process, or nullptr if there is none or it is not ours.
  virtual Testee* testee() = 0;

  /// Where it listens, or listened last. Valid after start_fresh() came about once.
  virtual const Address& address() const = 0;
};

/// Launches `spec` anew at each start.
std::unique_ptr<TestBed> launched_test_bed(LaunchSpec spec);

/// A server that already runs at `address`.
std::unique_ptr<TestBed> running_test_bed(Address address);

}  // namespace eardrum::conformance

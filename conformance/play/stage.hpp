// The interface between the runner and the program under test: start a fresh testee, and play a
// session on it. Servers and clients implement it differently; the rest of the runner is the same
// for both.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "eardrum/conformance/play/play.hpp"
#include "eardrum/conformance/play/test_bed.hpp"

namespace eardrum::conformance {

class Stage {
 public:
  virtual ~Stage() = default;

  /// Makes sure that a testee runs that has served no session yet.
  virtual std::expected<void, StartFailure> start_fresh() = 0;
  virtual void stop() = 0;

  /// Whether start_fresh() really starts something.
  virtual bool can_start() const = 0;

  /// Plays a session on the running testee. `key_suffix` makes private keys unique in its store.
  virtual Played play(const Session& session, const Delivery& delivery,
                      const std::string& key_suffix) = 0;

  /// The address of the testee as text, for the head of the report. Valid after start_fresh().
  virtual std::string address() const = 0;

  /// Shortens later waits for answers, because silence is a known fault of this testee.
  virtual void expect_silence() = 0;

  /// Shortens later waits for work, because work without end is a known fault of this testee.
  virtual void expect_endless_work() {}

  /// The address to connect to; nothing if the testee is a client.
  virtual std::optional<Address> server_address() const { return std::nullopt; }

  /// The running process of the testee; nothing if the kit did not start it.
  virtual std::optional<pid_t> process() const { return std::nullopt; }

  /// Lengthens the waits for silence for a testee whose answers take about this time.
  virtual void expect_slowness(std::chrono::milliseconds /*answer*/) {}

  /// Whether the testee becomes idle without requests; waits briefly for it. True if this cannot be
  /// observed.
  virtual bool comes_to_rest() { return true; }

  /// Sentences about the testee, for the head of the report.
  virtual std::vector<std::string> remarks() const { return {}; }

  /// What the testee wrote so far.
  virtual TesteeOutput output() = 0;
};

/// The stage for a server under test.
std::unique_ptr<Stage> server_stage(std::unique_ptr<TestBed> bed, const Patience& patience);

}  // namespace eardrum::conformance

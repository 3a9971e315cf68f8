// What the runner needs of the world to play a session: a testee that can be started afresh, and a
// way to play against it. Servers and clients under test differ here and nowhere else in the
// runner.
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

  /// Makes sure that a testee runs which has served no session yet.
  virtual std::expected<void, StartFailure> start_fresh() = 0;
  virtual void stop() = 0;

  /// Whether start_fresh() really starts something.
  virtual bool can_start() const = 0;

  /// Plays on the testee that runs. `key_suffix` makes private keys unique on its store.
  virtual Played play(const Session& session, const Delivery& delivery,
                      const std::string& key_suffix) = 0;

  /// Where the testee is reached, for the report's head. Valid after start_fresh().
  virtual std::string address() const = 0;

  /// Silence where an answer is due is a known fault of this testee: it is waited for only briefly
  /// from now on.
  virtual void expect_silence() = 0;

  /// A testee that works without end is known: nobody waits so long for its work again.
  virtual void expect_endless_work() {}

  /// The same for those who connect to it; nothing if the testee is a client.
  virtual std::optional<Address> server_address() const { return std::nullopt; }

  /// Its process, if it is one of ours that runs.
  virtual std::optional<pid_t> process() const { return std::nullopt; }

  /// An answer of this testee takes about so long: no shorter rest is silence.
  virtual void expect_slowness(std::chrono::milliseconds /*answer*/) {}

  /// Whether the testee sleeps when nobody asks it anything; waits a little for that. True where it
  /// cannot be seen.
  virtual bool comes_to_rest() { return true; }

  /// Sentences for the head of the report, on the testee as a whole.
  virtual std::vector<std::string> remarks() const { return {}; }

  /// What the testee wrote so far.
  virtual TesteeOutput output() = 0;
};

/// Judges servers.
std::unique_ptr<Stage> server_stage(std::unique_ptr<TestBed> bed, const Patience& patience);

}  // namespace eardrum::conformance

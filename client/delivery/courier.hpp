// A thread that sends the samples of one spool to one target. It waits after failures, retries, and
// counts the outcomes.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <random>
#include <span>
#include <string>
#include <thread>

#include "eardrum/client/delivery/backoff.hpp"
#include "eardrum/client/delivery/sender.hpp"
#include "eardrum/client/delivery/spool.hpp"
#include "eardrum/client/delivery/target.hpp"

namespace eardrum::client {

struct CourierOptions {
  std::chrono::milliseconds interval{10'000};  ///< after a failure: the shortest wait
  std::chrono::milliseconds backoff_max{300'000};
  std::chrono::milliseconds timeout{5'000};  ///< for a connection, and for each answer
};

struct Counts {
  std::int64_t sent = 0;
  std::int64_t refused = 0;  ///< by the target
  std::int64_t dropped = 0;  ///< by the limits of the spool, or because it cannot be written
  std::int64_t pending = 0;
};

class Courier {
 public:
  /// Starts the thread. `say` is called with one line for people, from any thread.
  Courier(Target target, Spool spool, const CourierOptions& options,
          std::function<void(const std::string&)> say);
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;
  /// Ends the thread. Does not wait until samples are sent.
  ~Courier();

  /// Adds samples to the spool. `now` is in seconds since 1970; the age limit needs it.
  void add(std::span<const Sample> samples, std::int64_t now);

  /// Notes that no more samples follow. The thread sends pending samples until all are sent, an
  /// attempt fails, or `deadline` has passed. A call in progress may exceed the deadline by its
  /// timeout.
  void begin_to_finish(std::chrono::steady_clock::time_point deadline);
  /// After begin_to_finish(): returns when the thread has ended.
  void wait_until_finished();

  Counts counts() const;
  const Target& target() const { return target_; }

 private:
  using Clock = std::chrono::steady_clock;

  void work();
  bool wait_for_work();
  void attempt();
  bool must_stop() const { return Clock::now().time_since_epoch().count() >= stop_at_; }

  const Target target_;
  const CourierOptions options_;
  const std::function<void(const std::string&)> say_;
  mutable std::mutex mutex_;  ///< guards spool_, counts_, next_attempt_, finishing_
  std::condition_variable changed_;
  Spool spool_;
  Counts counts_;
  Clock::time_point next_attempt_;
  bool finishing_ = false;
  std::atomic<Clock::rep> stop_at_ = Clock::time_point::max().time_since_epoch().count();
  // Used only by the thread:
  Sender sender_;
  Backoff backoff_;
  std::mt19937 random_{std::random_device{}()};
  bool failing_ = false;
  std::thread thread_;  ///< last: it uses all of the above
};

/// "sent 10, refused 0, dropped 0, pending 3 (put://localhost:8888)".
std::string to_text(const Counts& counts, const Target& target);

}  // namespace eardrum::client

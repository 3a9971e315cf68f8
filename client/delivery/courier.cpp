#include "eardrum/client/delivery/courier.hpp"

namespace eardrum::client {

Courier::Courier(Target target, Spool spool, const CourierOptions& options,
                 std::function<void(const std::string&)> say)
    : target_(std::move(target)),
      options_(options),
      say_(std::move(say)),
      spool_(std::move(spool)),
      sender_(target_, options.timeout),
      backoff_(options.interval, options.backoff_max),
      thread_([this] { work(); }) {}

Courier::~Courier() {
  begin_to_finish(Clock::now());
  wait_until_finished();
}

void Courier::add(std::span<const Sample> samples, std::int64_t now) {
  const std::scoped_lock lock(mutex_);
  const auto dropped = spool_.add(samples, now);
  counts_.dropped += dropped ? *dropped : static_cast<std::int64_t>(samples.size());
  if (!dropped) say_("cannot write the spool of " + to_text(target_) + ": " + dropped.error());
  changed_.notify_all();
}

void Courier::begin_to_finish(Clock::time_point deadline) {
  stop_at_ = deadline.time_since_epoch().count();
  const std::scoped_lock lock(mutex_);
  finishing_ = true;
  changed_.notify_all();
}

void Courier::wait_until_finished() {
  if (thread_.joinable()) thread_.join();
}

Counts Courier::counts() const {
  const std::scoped_lock lock(mutex_);
  auto counts = counts_;
  counts.pending = spool_.size();
  return counts;
}

void Courier::work() {
  while (wait_for_work()) {
    attempt();
    const std::scoped_lock lock(mutex_);
    if (finishing_ && failing_) return;
  }
}

/// Whether there is something to send and its time has come; not so once all is sent at the end.
bool Courier::wait_for_work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    if (finishing_) return spool_.size() > 0 && !must_stop();
    if (spool_.size() == 0) {
      changed_.wait(lock);
    } else if (Clock::now() >= next_attempt_) {
      return true;
    } else {
      changed_.wait_until(lock, next_attempt_);
    }
  }
}

void Courier::attempt() {
  constexpr std::int64_t batch_rows = 500;
  Spool::Batch batch;
  {
    const std::scoped_lock lock(mutex_);
    batch = spool_.oldest(batch_rows);
  }
  const auto progress = sender_.send(batch.samples, [this] { return must_stop(); });
  const std::scoped_lock lock(mutex_);
  if (progress.done() > 0) {
    spool_.remove_through(batch.ids[static_cast<std::size_t>(progress.done() - 1)]);
  }
  counts_.sent += progress.accepted;
  counts_.refused += progress.refused;
  if (progress.failure) {
    std::uniform_real_distribution<double> uniform;
    next_attempt_ = Clock::now() + backoff_.after_failure(uniform(random_));
    if (!failing_) say_(*progress.failure + "; trying again");
  } else if (progress.done() > 0) {
    backoff_.after_success();
    if (failing_) say_(to_text(target_) + ": answers again");
  }
  failing_ = progress.failure.has_value();
}

std::string to_text(const Counts& counts, const Target& target) {
  return "sent " + std::to_string(counts.sent) + ", refused " + std::to_string(counts.refused) +
         ", dropped " + std::to_string(counts.dropped) + ", pending " +
         std::to_string(counts.pending) + " (" + to_text(target) + ")";
}

}  // namespace eardrum::client

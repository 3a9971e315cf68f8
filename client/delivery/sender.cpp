#include "eardrum/client/delivery/sender.hpp"

#include <array>

#include "eardrum/client/delivery/lines.hpp"

namespace eardrum::client {

Progress Sender::send(std::span<const Sample> samples, const std::function<bool()>& stop) {
  if (target_.scheme == Scheme::put) return put(samples, stop);
  if (stop()) return {};
  return write_lines(samples);
}

Progress Sender::put(std::span<const Sample> samples, const std::function<bool()>& stop) {
  Progress progress;
  try {
    for (const auto& sample : samples) {
      if (stop()) break;
      if (!client_) client_.emplace(target_.host, target_.port, timeout_);
      try {
        client_->put(sample.key, sample.value, sample.timestamp);
        ++progress.accepted;
      } catch (const ClientError& error) {
        const bool refused =
            error.kind() == ErrorKind::server_error || error.kind() == ErrorKind::refused_argument;
        if (!refused) throw;
        ++progress.refused;
      }
    }
  } catch (const ClientError& error) {
    client_.reset();
    progress.failure = error.what();
  }
  return progress;
}

/// Nothing is acknowledged in these protocols: what the kernel has taken counts as sent. That the
/// other side has closed is seen before the next batch at the latest.
Progress Sender::write_lines(std::span<const Sample> samples) {
  const auto fail = [&](const NetworkFailure& failure) {
    connection_.reset();
    Progress progress;
    progress.failure = to_text(target_) + ": " + failure.message;
    return progress;
  };
  const auto deadline = std::chrono::steady_clock::now() + timeout_;
  if (!connection_) {
    auto opened = Connection::open(target_.host, target_.port, deadline);
    if (!opened) return fail(opened.error());
    connection_ = *std::move(opened);
  }
  for (std::size_t bytes = 1;
       bytes > 0;) {  // OpenTSDB answers faults: read, so that it never blocks
    std::array<char, 4096> answer;
    const auto received = connection_->receive_waiting(answer);
    if (!received) return fail(received.error());
    bytes = *received;
  }
  std::string lines;
  for (const auto& sample : samples) {
    if (target_.scheme == Scheme::carbon) {
      append_carbon_line(sample, lines);
    } else {
      append_opentsdb_line(sample, lines);
    }
  }
  if (const auto sent = connection_->send_all(lines, deadline); !sent) return fail(sent.error());
  Progress progress;
  progress.accepted = static_cast<std::int64_t>(samples.size());
  return progress;
}

}  // namespace eardrum::client

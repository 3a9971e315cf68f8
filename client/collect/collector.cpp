#include "eardrum/client/collect/collector.hpp"

#include <utility>

#include "eardrum/client/collect/external_command.hpp"
#include "eardrum/client/collect/measure.hpp"
#include "eardrum/client/visible.hpp"

namespace eardrum::client {

Collector::Collector(const Machine& machine, CollectorOptions options,
                     std::function<void(const std::string&)> say)
    : machine_(machine),
      options_(std::move(options)),
      say_(std::move(say)),
      before_(read_machine(machine_, options_.reading)) {}

std::vector<Sample> Collector::collect(std::int64_t tick, double seconds) {
  auto now = read_machine(machine_, options_.reading);
  auto samples = measure(before_, now, seconds, options_.host, tick, options_.reading.all);
  before_ = std::move(now);
  for (const auto& command : options_.commands) add_command(command, tick, samples);
  return samples;
}

void Collector::add_command(const std::string& command, std::int64_t tick,
                            std::vector<Sample>& samples) {
  std::string complaint;
  if (const auto output = run_command(command, options_.command_limit)) {
    auto lines = read_command_lines(*output, tick);
    if (!lines.refused.empty()) {
      complaint =
          std::to_string(lines.refused.size()) + " lines are no samples: " + lines.refused.front();
    }
    samples.insert(samples.end(), std::make_move_iterator(lines.samples.begin()),
                   std::make_move_iterator(lines.samples.end()));
  } else {
    complaint = output.error();
  }
  if (complaint.empty()) return;
  complaint = "--exec '" + visible(command, 64) + "': " + complaint;
  // A command that always fails must not fill a log.
  if (complaint != last_complaint_) say_(complaint);
  last_complaint_ = std::move(complaint);
}

}  // namespace eardrum::client

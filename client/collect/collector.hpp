// Collects the samples of each tick: reads the machine and runs the commands. It uses no clock.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "eardrum/client/collect/machine.hpp"
#include "eardrum/client/collect/reading.hpp"
#include "eardrum/client/delivery/sample.hpp"

namespace eardrum::client {

struct CollectorOptions {
  std::string host;  ///< the first word of each key, made by key_word()
  ReadingOptions reading;
  std::vector<std::string> commands;
  std::chrono::milliseconds command_limit{5'000};  ///< for each command
};

class Collector {
 public:
  /// Makes the first reading. `machine` must outlive the collector. `say` is called with one line
  /// for people.
  Collector(const Machine& machine, CollectorOptions options,
            std::function<void(const std::string&)> say);

  /// The measurements of this tick. `seconds` is the time since the last call or the constructor.
  std::vector<Sample> collect(std::int64_t tick, double seconds);

 private:
  void add_command(const std::string& command, std::int64_t tick, std::vector<Sample>& samples);

  const Machine& machine_;
  CollectorOptions options_;
  std::function<void(const std::string&)> say_;
  Reading before_;
  std::string last_complaint_;
};

}  // namespace eardrum::client

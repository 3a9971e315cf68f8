// The values in the files of a machine at one moment. measure.hpp computes measurements from two
// readings.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "eardrum/client/collect/machine.hpp"

namespace eardrum::client {

/// A number that grows until it restarts from zero. Its growth in one second is reported.
struct Counter {
  double total = 0;
  double scale = 1;  ///< factor from `total` to the unit of the key: 512 for sectors to bytes
};

/// Keys are relative to the host: "memory", "net.eth0.rx_bytes_per_second".
struct Reading {
  /// Values that are reported unchanged.
  std::map<std::string, double> gauges;
  /// Key -> instance -> counter. The rates of the instances of one key are added. An instance that
  /// appears, disappears or restarts does not change the rates of the others.
  std::map<std::string, std::map<std::string, Counter>> counters;
  /// Clock ticks since boot by kind: user, nice, system, idle, iowait, irq, softirq, steal.
  std::map<std::string, double> cpu_ticks;
};

struct ReadingOptions {
  bool all = false;                      ///< more than cpu, memory, disk and network
  bool virtual_devices = false;          ///< also loopback, bridges, loop devices, memory disks
  std::vector<std::string> processes{};  ///< names as in /proc/PID/comm
};

Reading read_machine(const Machine& machine, const ReadingOptions& options);

}  // namespace eardrum::client

// What a machine's files say at one moment, before anything is computed from two such moments.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "eardrum/client/collect/machine.hpp"

namespace eardrum::client {

/// A number that only grows until it starts again, in units of what is reported for each second.
struct Counter {
  double total = 0;
  double scale = 1;  ///< times this it is in the unit of the key: 512 for sectors as bytes
};

/// Keys are relative to the host: "memory", "net.eth0.rx_bytes_per_second".
struct Reading {
  /// Values that stand for themselves.
  std::map<std::string, double> gauges;
  /// Key -> instance -> counter. The rates of the instances of one key are added: one that comes,
  /// goes or starts again does not falsify the others.
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

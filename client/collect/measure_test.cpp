#include "eardrum/client/collect/measure.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <map>

#include "eardrum/client/collect/recorded_machine.hpp"

namespace eardrum::client {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Key;
using testing::Not;
using testing::Pair;

/// A machine as Debian 12 on a small virtual machine shows it.
RecordedMachine debian() {
  RecordedMachine machine;
  machine.files = {
      {"/proc/stat",
       "cpu  100 10 50 800 20 5 5 10 7 0\ncpu0 100 10 50 800 20 5 5 10 7 0\nintr 1000 1 2\n"
       "ctxt 5000\nbtime 1\nprocesses 300\nprocs_running 2\nprocs_blocked 0\nsoftirq 9 1\n"},
      {"/proc/meminfo",
       "MemTotal:        1000 kB\nMemFree:          100 kB\nMemAvailable:     750 kB\n"
       "Buffers:           50 kB\nCached:           500 kB\nSwapTotal:        200 kB\n"
       "SwapFree:         150 kB\nHugePages_Total:       0\n"},
      {"/proc/net/dev",
       "Inter-|   Receive                                                |  Transmit\n"
       " face |bytes    packets errs drop fifo frame compressed multicast|bytes\n"
       "    lo: 900000    10    0    0    0     0          0         0   900000  10 0 0 0 0 0 0\n"
       "  eth0:1000    10    0    0    0     0          0         0   2000  10 0 0 0 0 0 0\n"
       "docker0:50000    10    0    0    0     0          0         0   50000  10 0 0 0 0 0 0\n"},
      {"/proc/loadavg", "0.50 0.25 0.10 1/100 12345\n"},
      {"/proc/uptime", "1234.56 999.99\n"},
      {"/proc/mounts",
       "/dev/vda1 / ext4 rw 0 0\nproc /proc proc rw 0 0\nnas:/x /mnt nfs rw 0 0\n"
       "/dev/loop0 /snap/x squashfs ro 0 0\n/dev/vdb /var/my\\040data ext4 rw 0 0\n"
       "/dev/vda1 /bind ext4 rw 0 0\n"},
      {"/proc/diskstats",
       " 254 0 vda 10 0 100 5 20 0 200 5 0 400 10 0 0 0 0 0 0\n"
       " 254 1 vda1 10 0 100 5 20 0 200 5 0 400 10 0 0 0 0 0 0\n"
       "   7 0 loop0 10 0 100 5 20 0 200 5 0 400 10\n"},
  };
  machine.folders = {{"/sys/devices/virtual/net", {"docker0", "lo"}},
                     {"/sys/block", {"loop0", "vda"}},
                     {"/sys/devices/virtual/block", {"loop0"}}};
  machine.spaces = {{"/", {.used = 30, .available = 70}},
                    {"/var/my data", {.used = 1, .available = 3}}};
  return machine;
}

using Values = std::map<std::string, double>;

Values measured(const Machine& before, const Machine& now, const ReadingOptions& options = {},
                double seconds = 10) {
  Values values;
  const auto samples = measure(read_machine(before, options), read_machine(now, options), seconds,
                               "palm", 7, options.all);
  for (const auto& sample : samples) {
    EXPECT_EQ(sample.timestamp, 7);
    EXPECT_TRUE(std::isfinite(sample.value) && sample.value >= 0) << sample.key;
    values[sample.key] = sample.value;
  }
  return values;
}

TEST(Measure, HasTheFourMeasurementsOfTheSourceText) {
  const auto before = debian();
  auto now = debian();
  now.files["/proc/stat"] = "cpu  150 10 60 830 30 5 5 10 50 0\n";
  now.files["/proc/net/dev"] =
      "eth0: 2000 0 0 0 0 0 0 0 2500 0 0 0 0 0 0 0\nlo: 9999999 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n";
  // 50 user and 10 system of 100 ticks; guest is part of user already.
  EXPECT_THAT(measured(before, now),
              ElementsAre(Pair("palm.cpu", 60), Pair("palm.disk", 30), Pair("palm.memory", 25),
                          Pair("palm.network", 150)));
}

TEST(Measure, SkipsRatesOfTheFirstReading) {
  const Reading nothing;
  const auto samples = measure(nothing, read_machine(debian(), {}), 10, "palm", 7, false);
  for (const auto& sample : samples)
    EXPECT_THAT(sample.key, testing::AnyOf("palm.disk", "palm.memory"));
  EXPECT_EQ(samples.size(), 2U);
}

TEST(Measure, LeavesOutCountersThatStartAgainOrWrap) {
  const auto before = debian();
  auto now = debian();
  now.files["/proc/net/dev"] = "eth0: 5 0 0 0 0 0 0 0 2500 0 0 0 0 0 0 0\n";  // in went down
  now.files["/proc/stat"] = "cpu  1 0 0 1 0 0 0 0 0 0\n";
  EXPECT_THAT(measured(before, now), ElementsAre(Pair("palm.disk", 30), Pair("palm.memory", 25),
                                                 Pair("palm.network", 50)));
}

TEST(Measure, BearsIowaitThatGoesDown) {
  auto before = debian();
  auto now = debian();
  before.files["/proc/stat"] = "cpu  0 0 0 0 50 0 0 0 0 0\n";
  now.files["/proc/stat"] = "cpu  10 0 0 30 10 0 0 0 0 0\n";
  EXPECT_THAT(measured(before, now), Contains(Pair("palm.cpu", 25)));
}

TEST(Measure, BearsAnInterfaceAndADiskThatVanishOrCome) {
  const auto before = debian();
  auto now = debian();
  now.files["/proc/net/dev"] = "eth1: 7777 0 0 0 0 0 0 0 2500 0 0 0 0 0 0 0\n";
  now.files["/proc/diskstats"] = " 254 16 vdb 10 0 100 5 20 0 200 5 0 400 10\n";
  now.folders["/sys/block"] = {"vdb"};
  const auto values = measured(before, now, {.all = true});
  EXPECT_THAT(values, Not(Contains(Key("palm.network"))));
  EXPECT_THAT(values, Not(Contains(Key("palm.diskio.vda.reads_per_second"))));
  EXPECT_THAT(values, Not(Contains(Key("palm.diskio.vdb.reads_per_second"))));
}

TEST(Measure, HasTheTreesOfAll) {
  const auto before = debian();
  auto now = debian();
  now.files["/proc/diskstats"] = " 254 0 vda 20 0 300 5 20 0 200 5 0 1400 10\n";
  const auto values = measured(before, now, {.all = true});
  const Values expected{{"palm.load.1m", 0.5},
                        {"palm.load.15m", 0.1},
                        {"palm.uptime_seconds", 1234.56},
                        {"palm.swap.used_percent", 25},
                        {"palm.memory.used_bytes", 250 * 1024},
                        {"palm.disk.root.used_percent", 30},
                        {"palm.disk.var_my_data.used_percent", 25},
                        {"palm.net.eth0.rx_bytes_per_second", 0},
                        {"palm.diskio.vda.reads_per_second", 1},
                        {"palm.diskio.vda.read_bytes_per_second", 200 * 512 / 10.0},
                        {"palm.diskio.vda.busy_percent", 10},
                        {"palm.switches_per_second", 0},
                        {"palm.processes.running_count", 2}};
  for (const auto& [key, value] : expected) {
    ASSERT_TRUE(values.contains(key)) << key;
    EXPECT_DOUBLE_EQ(values.at(key), value) << key;
  }
  for (const char* key : {"palm.net.lo.rx_bytes_per_second", "palm.net.docker0.rx_bytes_per_second",
                          "palm.diskio.loop0.reads_per_second", "palm.diskio.vda1.reads_per_second",
                          "palm.disk.mnt.used_percent", "palm.disk.bind.used_percent"}) {
    EXPECT_FALSE(values.contains(key)) << key;
  }
}

TEST(Measure, HasVirtualDevicesIfTheyAreWanted) {
  const auto machine = debian();
  const auto values = measured(machine, machine, {.all = true, .virtual_devices = true});
  EXPECT_THAT(values, Contains(Key("palm.net.lo.rx_bytes_per_second")));
  EXPECT_THAT(values, Contains(Key("palm.diskio.loop0.reads_per_second")));
}

TEST(Measure, CountsVirtualInterfacesWhereThereAreNoOthers) {
  auto before = debian();
  before.folders["/sys/devices/virtual/net"] = {"docker0", "eth0", "lo"};
  auto now = before;
  now.files["/proc/net/dev"] =
      "eth0: 2000 0 0 0 0 0 0 0 2000 0 0 0 0 0 0 0\nlo: 9999999 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n";
  EXPECT_THAT(measured(before, now), Contains(Pair("palm.network", 100)));
}

TEST(Measure, ReadsControlGroupsOfBothVersions) {
  auto before = debian();
  before.files["/sys/fs/cgroup/memory.current"] = "500\n";
  before.files["/sys/fs/cgroup/memory.max"] = "1000\n";
  before.files["/sys/fs/cgroup/cpu.stat"] = "usage_usec 1000000\nuser_usec 5\n";
  auto now = before;
  now.files["/sys/fs/cgroup/cpu.stat"] = "usage_usec 6000000\nuser_usec 5\n";
  auto values = measured(before, now, {.all = true});
  EXPECT_THAT(values, Contains(Pair("palm.cgroup.memory_percent", 50)));
  EXPECT_THAT(values, Contains(Pair("palm.cgroup.cpu_percent", 50)));

  now.files["/sys/fs/cgroup/memory.max"] = "max\n";
  EXPECT_THAT(measured(before, now, {.all = true}),
              Not(Contains(Key("palm.cgroup.memory_percent"))));

  before = debian();
  before.files["/sys/fs/cgroup/memory/memory.usage_in_bytes"] = "250\n";
  before.files["/sys/fs/cgroup/memory/memory.limit_in_bytes"] = "9223372036854771712\n";
  before.files["/sys/fs/cgroup/cpuacct/cpuacct.usage"] = "0\n";
  now = before;
  now.files["/sys/fs/cgroup/cpuacct/cpuacct.usage"] = "20000000000\n";
  values = measured(before, now, {.all = true});
  EXPECT_THAT(values, Contains(Pair("palm.cgroup.memory_bytes", 250)));
  EXPECT_THAT(values, Not(Contains(Key("palm.cgroup.memory_percent"))));
  EXPECT_THAT(values, Contains(Pair("palm.cgroup.cpu_percent", 200)));
}

TEST(Measure, ReadsTwoHundredProcessorsAndOldKernels) {
  auto before = debian();
  std::string stat = "cpu  0 0 0 0\n";  // Linux 2.4 had four kinds
  for (int i = 0; i < 200; ++i) stat += "cpu" + std::to_string(i) + " 0 0 0 0\n";
  before.files["/proc/stat"] = stat;
  before.files["/proc/meminfo"] =
      "MemTotal: 1000 kB\nMemFree: 100 kB\nBuffers: 50 kB\nCached: 350 kB\n";
  auto now = before;
  now.files["/proc/stat"] = "cpu  5000 0 0 15000\n" + stat.substr(stat.find('\n') + 1);
  const auto values = measured(before, now);
  EXPECT_THAT(values, Contains(Pair("palm.cpu", 25)));
  EXPECT_THAT(values, Contains(Pair("palm.memory", 50)));
}

TEST(Measure, CountsProcessesByName) {
  auto before = debian();
  const std::string tail = " S 1 1 1 0 -1 4194560 1 2 3 4 100 50 0 0 20 0 1 0 777 1 2 3\n";
  before.folders["/proc"] = {"1", "22", "33", "44", "self"};
  before.files["/proc/1/stat"] = "1 (a) b (c)" + tail;
  before.files["/proc/1/status"] = "Name:\tx\nVmRSS:\t     100 kB\n";
  before.files["/proc/22/stat"] = "22 (a) b (c)" + tail;
  before.files["/proc/33/stat"] = "33 (other)" + tail;
  auto now = before;
  now.files["/proc/1/stat"] =
      "1 (a) b (c) S 1 1 1 0 -1 4194560 1 2 3 4 300 50 0 0 20 0 1 0 777 1 2\n";
  // The number 22 belongs to another process now, which must not count from zero.
  now.files["/proc/22/stat"] =
      "22 (a) b (c) S 1 1 1 0 -1 4194560 1 2 3 4 900 50 0 0 20 0 1 0 888 1 2\n";
  const auto values = measured(before, now, {.processes = {"a) b (c", "nobody"}});
  EXPECT_THAT(values, Contains(Pair("palm.process.a__b__c.count", 2)));
  EXPECT_THAT(values, Contains(Pair("palm.process.a__b__c.rss_bytes", 102400)));
  EXPECT_THAT(values, Contains(Pair("palm.process.a__b__c.cpu_percent", 20)));
  EXPECT_THAT(values, Contains(Pair("palm.process.nobody.count", 0)));
}

TEST(Measure, BearsMissingAndBrokenFiles) {
  EXPECT_TRUE(measured(RecordedMachine(), RecordedMachine(), {.all = true}).empty());
  for (const auto& [path, text] : debian().files) {
    for (const std::string broken : {"", "\n", "cpu", "x", "-1 -1 -1", "\xFF\xFF : : :", "()"}) {
      auto machine = debian();
      machine.files[path] = broken;
      (void)measured(machine, machine, {.all = true});
    }
    auto cut = debian();
    for (auto& size = cut.files[path]; !size.empty(); size.pop_back()) {
      (void)measured(cut, cut, {.all = true});
    }
  }
}

}  // namespace
}  // namespace eardrum::client

#include "eardrum/client/collect/collect_command.hpp"

#include <CLI/CLI.hpp>

#include "eardrum/client/delivery/target_option.hpp"

namespace eardrum::client {
namespace {

constexpr std::int64_t seconds_max = 86'400;

constexpr const char* footer =
    R"(HOST is the name of this machine; a dot in it, and every byte but letters, digits, '-' and '_', becomes '_'.
Always:
  HOST.cpu      percent of the time between two readings in which a processor worked: 100 * (total - idle - iowait) / total of the line "cpu" of /proc/stat (kernel: filesystems/proc.rst)
  HOST.memory   percent of memory in use: 100 * (MemTotal - MemAvailable) / MemTotal of /proc/meminfo (filesystems/proc.rst)
  HOST.disk     percent of the root file system in use, as df counts: 100 * used / (used + available) of statvfs(3)
  HOST.network  bytes a second, in and out, of all interfaces of /proc/net/dev (filesystems/proc.rst) but lo and virtual ones; where all are virtual, of all but lo
With --all also, the unit last:
  HOST.cpu.user .nice .system .idle .iowait .irq .softirq .steal   percent of the time (filesystems/proc.rst)
  HOST.load.1m .5m .15m   /proc/loadavg (filesystems/proc.rst)
  HOST.memory.total_bytes .available_bytes .used_bytes, HOST.swap.used_percent   /proc/meminfo
  HOST.disk.MOUNT.used_percent .used_bytes .available_bytes   each file system on a device; / is root
  HOST.diskio.DISK.reads_per_second .read_bytes_per_second .writes_per_second .write_bytes_per_second .busy_percent   /proc/diskstats, sectors of 512 bytes (admin-guide/iostats.rst)
  HOST.net.INTERFACE.rx_bytes_per_second .tx_bytes_per_second   /proc/net/dev
  HOST.cgroup.memory_bytes .memory_percent .cpu_percent   of this container (admin-guide/cgroup-v2.rst, cgroup-v1)
  HOST.switches_per_second .interrupts_per_second .forks_per_second, HOST.processes.running_count .blocked_count   /proc/stat
  HOST.uptime_seconds   /proc/uptime
With --process NAME: HOST.process.NAME.count .rss_bytes .cpu_percent (100: one processor)   /proc/PID/stat and status (filesystems/proc.rst)
Readings are taken at whole multiples of the interval; that time is the timestamp. A rate needs two readings, so the first one only starts it. SIGUSR1 prints what was sent, refused, dropped and is pending. SIGTERM and SIGINT send what is pending and end.)";

}  // namespace

void add_command(CLI::App& app, CollectCommand& command) {
  auto* collect = app.add_subcommand("collect", "send measurements of this machine at an interval");
  collect->footer(footer);
  add_target_option(*collect, command.targets);
  collect->add_option("--interval", command.interval_seconds, "time between two readings")
      ->type_name("SECONDS")
      ->check(CLI::Range(std::int64_t{1}, seconds_max))
      ->capture_default_str();
  collect->add_option("--count", command.count, "end after so many readings; 0: go on for ever")
      ->type_name("N")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  collect->add_flag("--once", command.once, "send one reading, taken over one second, and end");
  collect->add_flag("--dry-run", command.dry_run, "print the lines and send nothing");
  collect->add_flag("--all", command.all, "measure everything that is listed below");
  collect->add_flag("--virtual", command.virtual_devices,
                    "also loopback, bridges, loop devices and memory disks");
  collect->add_option("--name", command.host_name, "the first word of each key; else the host name")
      ->type_name("HOST");
  collect
      ->add_option("--process", command.processes,
                   "also the processes of this name; may be repeated")
      ->type_name("NAME")
      ->allow_extra_args(false);
  collect
      ->add_option("--exec", command.commands,
                   "also the lines 'key value [timestamp]' that this shell command prints at "
                   "each reading; may be repeated")
      ->type_name("COMMAND")
      ->allow_extra_args(false);
  collect->add_option("--exec-limit", command.command_seconds, "kill a command after so long")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.001, static_cast<double>(seconds_max)))
      ->capture_default_str();
  collect
      ->add_option("--spool", command.spool,
                   "folder that keeps what is pending over a restart; else it is in memory")
      ->type_name("DIR");
  collect
      ->add_option("--spool-rows", command.spool_rows_max,
                   "pending samples for each target; the oldest are dropped")
      ->type_name("N")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000'000}))
      ->capture_default_str();
  collect
      ->add_option("--spool-age", command.spool_age_seconds_max,
                   "drop what has been pending for so long")
      ->type_name("SECONDS")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000'000}))
      ->capture_default_str();
  collect->add_option("--drain", command.drain_seconds, "time at the end to send what is pending")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.0, static_cast<double>(seconds_max)))
      ->capture_default_str();
}

}  // namespace eardrum::client

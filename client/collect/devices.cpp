#include "eardrum/client/collect/devices.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "eardrum/client/collect/names.hpp"
#include "eardrum/client/collect/words.hpp"

namespace eardrum::client {
namespace {

struct Interface {
  std::string name;
  double received_bytes = 0;
  double sent_bytes = 0;
};

/// /proc/net/dev: two lines of heads, then "NAME: rx_bytes ... (8 fields) tx_bytes ...". The blank
/// after the colon is missing where a number is long.
std::vector<Interface> interfaces(const std::string& net_dev) {
  std::vector<Interface> found;
  for (const auto line : lines_of(net_dev)) {
    const auto colon = line.rfind(':');
    if (colon == line.npos) continue;
    const auto names = words_of(line.substr(0, colon));
    const auto fields = words_of(line.substr(colon + 1));
    constexpr std::size_t sent_at = 8;
    if (names.size() != 1 || fields.size() <= sent_at) continue;
    const auto received = number(fields[0]);
    const auto sent = number(fields[sent_at]);
    if (received && sent) found.push_back({std::string(names[0]), *received, *sent});
  }
  return found;
}

/// A container has virtual interfaces alone: then all but the loopback count.
std::vector<Interface> wanted(std::vector<Interface> all, const std::set<std::string>& imagined) {
  std::erase_if(all, [](const auto& each) { return each.name == "lo"; });
  auto real = all;
  std::erase_if(real, [&](const auto& each) { return imagined.contains(each.name); });
  return real.empty() ? all : real;
}

std::set<std::string> names_in(const Machine& machine, const std::string& folder) {
  const auto names = machine.list(folder);
  return {names.begin(), names.end()};
}

double percent_used(const Space& space) {
  return 100 * space.used / (space.used + space.available);
}

/// The kernel writes blanks and other odd bytes of a mount point as \ooo.
std::string without_octal(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto digits = text.substr(i + 1, 3);
    const bool octal = text[i] == '\\' && digits.size() == 3 &&
                       std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '7'; });
    if (!octal) {
      plain += text[i];
      continue;
    }
    plain += static_cast<char>((digits[0] - '0') * 64 + (digits[1] - '0') * 8 + (digits[2] - '0'));
    i += 3;
  }
  return plain;
}

/// Mount points of file systems on a device of this machine, one for each device: a file system
/// over the network could make statvfs(2) wait for ever.
std::vector<std::string> local_mount_points(const Machine& machine, bool virtual_devices) {
  std::vector<std::string> points;
  std::set<std::string> devices;
  const auto mounts = machine.read("/proc/mounts");
  if (!mounts) return points;
  for (const auto line : lines_of(*mounts)) {
    const auto words = words_of(line);
    if (words.size() < 2 || !words[0].starts_with("/dev/")) continue;
    if (words[0].starts_with("/dev/loop") && !virtual_devices) continue;
    if (devices.insert(std::string(words[0])).second) points.push_back(without_octal(words[1]));
  }
  return points;
}

void add_spaces(const Machine& machine, bool virtual_devices, Reading& reading) {
  auto points = local_mount_points(machine, virtual_devices);
  if (std::ranges::find(points, "/") == points.end()) points.insert(points.begin(), "/");
  for (const auto& point : points) {
    const auto space = machine.space(point);
    if (!space || !(space->used + space->available > 0)) continue;
    const auto prefix = "disk." + mount_word(point) + ".";
    reading.gauges[prefix + "used_percent"] = percent_used(*space);
    reading.gauges[prefix + "used_bytes"] = space->used;
    reading.gauges[prefix + "available_bytes"] = space->available;
  }
}

/// /proc/diskstats: major minor NAME reads merged SECTORS ms writes merged SECTORS ms in-flight
/// BUSY-MS ...; a sector is 512 bytes whatever the device says. Partitions are left out: their disk
/// has the sum.
void add_disk_traffic(const Machine& machine, bool virtual_devices, Reading& reading) {
  const auto text = machine.read("/proc/diskstats");
  if (!text) return;
  const auto disks = names_in(machine, "/sys/block");
  const auto imagined = names_in(machine, "/sys/devices/virtual/block");
  for (const auto line : lines_of(*text)) {
    const auto words = words_of(line);
    constexpr std::size_t busy_at = 12;
    if (words.size() <= busy_at) continue;
    const std::string name(words[2]);
    if (!disks.contains(name) || (imagined.contains(name) && !virtual_devices)) continue;
    const auto prefix = "diskio." + key_word(name) + ".";
    const auto add = [&](const char* key, std::size_t field, double scale) {
      if (const auto total = number(words[field])) {
        reading.counters[prefix + key][name] = {*total, scale};
      }
    };
    constexpr double sector_bytes = 512;
    constexpr double percent_of_a_millisecond = 0.1;
    add("reads_per_second", 3, 1);
    add("read_bytes_per_second", 5, sector_bytes);
    add("writes_per_second", 7, 1);
    add("write_bytes_per_second", 9, sector_bytes);
    add("busy_percent", busy_at, percent_of_a_millisecond);
  }
}

}  // namespace

void add_network(const Machine& machine, const ReadingOptions& options, Reading& reading) {
  const auto text = machine.read("/proc/net/dev");
  if (!text) return;
  auto found = interfaces(*text);
  if (!options.virtual_devices) {
    found = wanted(std::move(found), names_in(machine, "/sys/devices/virtual/net"));
  }
  for (const auto& each : found) {
    reading.counters["network"][each.name + " in"] = {each.received_bytes};
    reading.counters["network"][each.name + " out"] = {each.sent_bytes};
    if (!options.all) continue;
    const auto prefix = "net." + key_word(each.name) + ".";
    reading.counters[prefix + "rx_bytes_per_second"][each.name] = {each.received_bytes};
    reading.counters[prefix + "tx_bytes_per_second"][each.name] = {each.sent_bytes};
  }
}

void add_disks(const Machine& machine, const ReadingOptions& options, Reading& reading) {
  const auto root = machine.space("/");
  if (root && root->used + root->available > 0) reading.gauges["disk"] = percent_used(*root);
  if (!options.all) return;
  add_spaces(machine, options.virtual_devices, reading);
  add_disk_traffic(machine, options.virtual_devices, reading);
}

}  // namespace eardrum::client

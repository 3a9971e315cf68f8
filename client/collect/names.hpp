// Converts names of machines, disks and processes to words of a key. Do not change the conversion:
// stored series would continue under another key.
#pragma once

#include <string>
#include <string_view>

namespace eardrum::client {

/// Converts `name` to one word of a key, at most 64 bytes. Letters, digits, '-' and '_' stay; every
/// other byte, also a dot, becomes '_'. An empty name becomes "_".
std::string key_word(std::string_view name);

/// The word of a mount point: "/" is "root", "/var/lib" is "var_lib".
std::string mount_word(std::string_view mount_point);

}  // namespace eardrum::client

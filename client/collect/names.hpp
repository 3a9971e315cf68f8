// Names of machines, disks and processes as words of a key. Frozen: a change would split every
// series that is stored under an old name.
#pragma once

#include <string>
#include <string_view>

namespace eardrum::client {

/// One word of a key: letters, digits, '-' and '_' stay, every other byte becomes '_', dots too; at
/// most 64 bytes. An empty name becomes "_".
std::string key_word(std::string_view name);

/// The word of a mount point: "/" is "root", "/var/lib" is "var_lib".
std::string mount_word(std::string_view mount_point);

}  // namespace eardrum::client

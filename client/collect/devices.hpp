// Adds networks and disks to a reading. Used only inside this folder.
#pragma once

#include "eardrum/client/collect/reading.hpp"

namespace eardrum::client {

/// Adds the received and sent bytes of all interfaces together; with options.all also of each
/// interface.
void add_network(const Machine& machine, const ReadingOptions& options, Reading& reading);

/// Adds how full the root file system is; with options.all also each local file system and each
/// disk.
void add_disks(const Machine& machine, const ReadingOptions& options, Reading& reading);

}  // namespace eardrum::client

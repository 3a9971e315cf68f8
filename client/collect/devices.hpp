// Networks and disks of a reading. Within this folder only.
#pragma once

#include "eardrum/client/collect/reading.hpp"

namespace eardrum::client {

/// Bytes in and out of all interfaces; each interface by its name if all are wanted.
void add_network(const Machine& machine, const ReadingOptions& options, Reading& reading);

/// How full the root file system is; each local file system and each disk if all are wanted.
void add_disks(const Machine& machine, const ReadingOptions& options, Reading& reading);

}  // namespace eardrum::client

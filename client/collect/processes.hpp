// Processes of a reading, by name. Within this folder only.
#pragma once

#include <string>
#include <vector>

#include "eardrum/client/collect/reading.hpp"

namespace eardrum::client {

/// Memory, processor time and count of all processes of each name.
void add_processes(const Machine& machine, const std::vector<std::string>& names, Reading& reading);

}  // namespace eardrum::client

// Adds processes, by name, to a reading. Used only inside this folder.
#pragma once

#include <string>
#include <vector>

#include "eardrum/client/collect/reading.hpp"

namespace eardrum::client {

/// Adds the memory, the processor time and the number of all processes of each name.
void add_processes(const Machine& machine, const std::vector<std::string>& names, Reading& reading);

}  // namespace eardrum::client

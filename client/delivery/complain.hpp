// Messages of eardrum-client on stderr.
#pragma once

#include <string>

namespace eardrum::client {

/// Writes one complete line to stderr, with the name of the program. May be called from any thread.
void complain(const std::string& message);

}  // namespace eardrum::client

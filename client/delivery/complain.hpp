// What eardrum-client says to people beside its output.
#pragma once

#include <string>

namespace eardrum::client {

/// One whole line on stderr, with the name of the program. Any thread.
void complain(const std::string& message);

}  // namespace eardrum::client

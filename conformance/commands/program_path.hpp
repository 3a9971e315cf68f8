// The name under which a user can call an installed program of this project again.
#pragma once

#include <string>

namespace eardrum::conformance {

/// How to call the program `name` in the folder of the running program: its name if the shell finds
/// it there, else its path. The path is relative to the working directory if that is shorter.
std::string program_path(const std::string& name);

}  // namespace eardrum::conformance

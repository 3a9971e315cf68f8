// How the reader of a report calls our programs again.
#pragma once

#include <string>

namespace eardrum::conformance {

/// The program `name` that is installed beside this one: by its name if the shell finds it there,
/// else by its path, relative to the working directory where that is shorter.
std::string program_path(const std::string& name);

}  // namespace eardrum::conformance

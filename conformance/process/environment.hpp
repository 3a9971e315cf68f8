// Makes the environment of a program under test or a driver: the variables of the kit that it
// needs, and added ones. Other variables are not passed, because they may contain secrets, such as
// tokens of a build server. The program could send them over the network or print them into
// reports.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "eardrum/conformance/process/confinement.hpp"

namespace eardrum::conformance {

/// Whether a variable is passed by default: variables for the user, the folders, the language and
/// the time zone, the search paths of programming languages, the options of sanitizers, and
/// EARDRUM_*.
bool is_passed(std::string_view name);

/// The environment as entries "NAME=VALUE", sorted by name: the variables of the kit that
/// `confinement` passes, and `added` (names and values; the later of two equal names counts). The
/// variable that marks a testee is left out. Otherwise, if a kit is itself the testee of another
/// kit, that other kit would find the wrong testees.
std::vector<std::string> environment_with(
    std::span<const std::pair<std::string, std::string>> added, const Confinement& confinement);

}  // namespace eardrum::conformance

// The environment that a program under test or a driver is given: what of the kit's own it needs to
// run, and what is added. What the kit was started with, tokens of a build server among it, may end
// up in reports and on networks otherwise.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "eardrum/conformance/process/confinement.hpp"

namespace eardrum::conformance {

/// Whether a variable of the kit's environment reaches programs unless more is asked for: who and
/// where one is, language and time zone, where a language finds its parts, and how a sanitizer
/// reports; EARDRUM_* too.
bool is_passed(std::string_view name);

/// The variables of the kit's environment that `confinement` lets through, with `added` (names and
/// values; the later of two equal names counts), each entry "NAME=VALUE", sorted by name. The mark
/// of a testee is left out: a kit that is itself the testee of another must not have its own
/// testees taken for that one's.
std::vector<std::string> environment_with(
    std::span<const std::pair<std::string, std::string>> added, const Confinement& confinement);

}  // namespace eardrum::conformance

// The environment that a program under test or a driver is given: the kit's own, and what is added.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace eardrum::conformance {

/// The kit's environment with `added` (names and values; the later of two equal names counts), each
/// entry "NAME=VALUE", sorted by name. The mark of a testee is left out: a kit that is itself the
/// testee of another must not have its own testees taken for that one's.
std::vector<std::string> environment_with(
    std::span<const std::pair<std::string, std::string>> added);

}  // namespace eardrum::conformance

// Writes a drawing as PNG, with cairo.
#pragma once

#include <expected>
#include <string>

#include "eardrum/client/plot/drawing.hpp"

namespace eardrum::client {

/// The bytes of a PNG file with a white background. The error says why cairo could not make it.
std::expected<std::string, std::string> png(const Drawing& drawing);

}  // namespace eardrum::client

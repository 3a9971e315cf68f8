// A drawing as pixels, by cairo.
#pragma once

#include <expected>
#include <string>

#include "eardrum/client/plot/drawing.hpp"

namespace eardrum::client {

/// The bytes of a PNG file on white, or why cairo made none.
std::expected<std::string, std::string> png(const Drawing& drawing);

}  // namespace eardrum::client

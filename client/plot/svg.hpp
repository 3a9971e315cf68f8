// Writes a drawing as SVG. Pure.
#pragma once

#include <string>
#include <string_view>

#include "eardrum/client/plot/drawing.hpp"

namespace eardrum::client {

/// A complete document. It follows the reader's light or dark mode, has no script, and loads
/// nothing.
std::string svg(const Drawing& drawing);

/// `text` escaped for HTML and XML, between tags and in attribute values.
std::string escaped(std::string_view text);

}  // namespace eardrum::client

// A drawing as SVG. Pure.
#pragma once

#include <string>
#include <string_view>

#include "eardrum/client/plot/drawing.hpp"

namespace eardrum::client {

/// A whole document, in light or dark as the reader prefers. It has no script and loads nothing.
std::string svg(const Drawing& drawing);

/// Text for HTML and XML, between tags and in quotes.
std::string escaped(std::string_view text);

}  // namespace eardrum::client

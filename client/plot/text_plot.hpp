// Draws samples with characters. Pure.
#pragma once

#include <string>

#include "eardrum/client/plot/thin.hpp"
#include "eardrum/client/view/time_text.hpp"

namespace eardrum::client {

struct TextPlotOptions {
  std::size_t width = 80;   ///< columns of the terminal
  std::size_t height = 12;  ///< lines of each plot, without its title and its time axis
  bool ascii = false;       ///< false: Braille patterns, which have eight points in a character
  TimeZone zone = TimeZone::local;
};

/// One plot for each key, one below the other, with one time axis. Contains only printable
/// characters.
std::string text_plot(const Samples& samples, const TextPlotOptions& options);

}  // namespace eardrum::client

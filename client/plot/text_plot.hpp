// A picture of samples in characters. Pure.
#pragma once

#include <string>

#include "eardrum/client/plot/thin.hpp"
#include "eardrum/client/view/time_text.hpp"

namespace eardrum::client {

struct TextPlotOptions {
  std::size_t width = 80;   ///< columns of the terminal
  std::size_t height = 12;  ///< lines of each plot, without its title and its time axis
  bool ascii = false;       ///< else Braille patterns, which have eight points in each character
  TimeZone zone = TimeZone::local;
};

/// One plot for each key, one below the other, on one time axis. Printable characters alone.
std::string text_plot(const Samples& samples, const TextPlotOptions& options);

}  // namespace eardrum::client

// Draws series as a chart: axes, marks, lines and names. Pure.
#pragma once

#include "eardrum/client/plot/drawing.hpp"
#include "eardrum/client/plot/thin.hpp"
#include "eardrum/client/view/time_text.hpp"

namespace eardrum::client {

struct ChartOptions {
  double width = 960;   ///< pixels
  double height = 480;  ///< pixels, without the names below
  TimeZone zone = TimeZone::local;
};

/// Draws all keys on one pair of axes. A line stops at a gap (find_gap()). Samples in the same
/// column of pixels are thinned (thin()).
Drawing chart(const Samples& samples, const ChartOptions& options);

}  // namespace eardrum::client

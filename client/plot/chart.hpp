// Series as a drawing: axes, marks, lines, names. Pure.
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

/// All keys on one pair of axes. A gap is a gap (find_gap()); what would fall on the same column of
/// pixels is thinned (thin()).
Drawing chart(const Samples& samples, const ChartOptions& options);

}  // namespace eardrum::client

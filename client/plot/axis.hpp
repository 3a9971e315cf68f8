// Computes the positions and the labels of the marks on an axis. Pure.
#pragma once

#include <string>
#include <vector>

#include "eardrum/client/plot/thin.hpp"
#include "eardrum/client/view/time_text.hpp"

namespace eardrum::client {

struct Mark {
  double place = 0;  ///< in the units of the axis
  std::string label;
};

struct ValueAxis {
  double low = 0;  ///< a mark; not above any value
  double high = 1;
  std::vector<Mark> marks;
};

/// About `count` marks at multiples of 1, 2 or 5 times a power of ten. Accepts any finite values.
ValueAxis value_axis(double lowest, double highest, int count);

/// At most `count` marks, at full minutes, hours, days or longer units in `zone`.
std::vector<Mark> time_marks(const Span& span, int count, TimeZone zone);

}  // namespace eardrum::client

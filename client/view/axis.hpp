// Where the marks of an axis stand, and what they say. Pure.
#pragma once

#include <string>
#include <vector>

#include "eardrum/client/view/thin.hpp"
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

/// About `count` marks at multiples of 1, 2 or 5 times a power of ten. Any finite values will do.
ValueAxis value_axis(double lowest, double highest, int count);

/// At most `count` marks at whole minutes, hours, days or longer of `zone`.
std::vector<Mark> time_marks(const Span& span, int count, TimeZone zone);

/// At most so many significant digits, "1.2e+07" where that is shorter.
std::string short_number(double value, int digits);

}  // namespace eardrum::client

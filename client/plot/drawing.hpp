// A picture as lines and texts, before it becomes SVG or pixels. Pure values.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace eardrum::client {

enum class Ink { text, faint, axis, series };

enum class Anchor { begin, middle, end };

struct Line {
  Ink ink = Ink::axis;
  std::size_t series = 0;                         ///< which, for Ink::series: decides the colour
  std::vector<std::pair<double, double>> points;  ///< in pixels from the top left
};

struct Label {
  Ink ink = Ink::text;
  double x = 0;
  double y = 0;  ///< of the base line
  Anchor anchor = Anchor::begin;
  std::string text;  ///< printable ASCII
};

struct Drawing {
  double width = 0;
  double height = 0;
  std::string title;  ///< what a reader that cannot see is told
  std::vector<Line> lines;
  std::vector<Label> labels;
};

/// "#0072B2": of eight colours that are told apart with any kind of colour vision (Okabe and Ito,
/// "Color Universal Design", 2008), none of them black; then they repeat.
const char* series_colour(std::size_t series);

}  // namespace eardrum::client

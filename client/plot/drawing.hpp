// A drawing as lines and texts. svg.hpp and png.hpp write it. Values only.
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
  std::string title;  ///< the text for screen readers
  std::vector<Line> lines;
  std::vector<Label> labels;
};

/// The colour of a series, such as "#0072B2". There are eight colours, then they repeat. People
/// with any kind of colour vision can distinguish them (Okabe and Ito, "Color Universal Design",
/// 2008). None of them is black.
const char* series_colour(std::size_t series);

}  // namespace eardrum::client

#include "eardrum/client/plot/chart.hpp"

#include <algorithm>
#include <array>

#include "eardrum/client/plot/axis.hpp"
#include "eardrum/client/visible.hpp"

namespace eardrum::client {
namespace {

constexpr double left = 70;
constexpr double right = 40;
constexpr double top = 16;
constexpr double bottom = 32;
constexpr double legend_line = 20;
constexpr std::size_t legend_bytes_max = 100;

struct Plane {
  double width;   ///< of the whole picture
  double height;  ///< of the part with the axes
  Span span;
  ValueAxis values;

  double x(double time) const {
    const double begin = static_cast<double>(span.begin_time);
    const double part = span.width() > 0 ? (time - begin) / span.width() : 0.5;
    return left + part * (width - left - right);
  }
  double y(double value) const {
    // Halves first: the difference of two values may be beyond binary64.
    const double part = (values.high / 2 - value / 2) / (values.high / 2 - values.low / 2);
    return top + part * (height - top - bottom);
  }
};

ValueAxis axis_of(const Samples& samples) {
  double lowest = 0;
  double highest = 0;
  bool first = true;
  for (const auto& [key, series] : samples) {
    for (const auto& sample : series) {
      lowest = first ? sample.second : std::min(lowest, sample.second);
      highest = first ? sample.second : std::max(highest, sample.second);
      first = false;
    }
  }
  return value_axis(lowest, highest, 6);
}

void add_axes(const Plane& plane, TimeZone zone, Drawing& drawing) {
  const double foot = plane.height - bottom;
  const double end = plane.width - right;
  for (const auto& mark : plane.values.marks) {
    const double y = plane.y(mark.place);
    drawing.lines.push_back({Ink::faint, 0, {{left, y}, {end, y}}});
    drawing.labels.push_back({Ink::text, left - 8, y + 4, Anchor::end, mark.label});
  }
  const int marks = static_cast<int>((end - left) / 90);
  for (const auto& mark : time_marks(plane.span, marks, zone)) {
    const double x = plane.x(mark.place);
    drawing.lines.push_back({Ink::axis, 0, {{x, foot}, {x, foot + 5}}});
    drawing.labels.push_back({Ink::text, x, foot + 20, Anchor::middle, mark.label});
  }
  drawing.lines.push_back({Ink::axis, 0, {{left, top}, {left, foot}, {end, foot}}});
}

void add_series(const Plane& plane, const Series& series, std::size_t number, Drawing& drawing) {
  const auto columns = static_cast<std::size_t>(std::max(plane.width - left - right, 1.0));
  for (const auto& piece : pieces(series, find_gap(series))) {
    Line line{Ink::series, number, {}};
    for (const auto& [time, value] : thin(piece, plane.span, columns)) {
      line.points.emplace_back(plane.x(static_cast<double>(time)), plane.y(value));
    }
    if (line.points.size() == 1) {  // a point alone is a short line
      const auto [x, y] = line.points.front();
      line.points = {{x - 1, y}, {x + 1, y}};
    }
    drawing.lines.push_back(std::move(line));
  }
}

void add_name(double y, const std::string& key, std::size_t number, Drawing& drawing) {
  drawing.lines.push_back({Ink::series, number, {{left, y - 4}, {left + 24, y - 4}}});
  drawing.labels.push_back(
      {Ink::text, left + 32, y, Anchor::begin, visible(key, legend_bytes_max)});
}

}  // namespace

const char* series_colour(std::size_t series) {
  constexpr std::array colours{"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                               "#E69F00", "#56B4E9", "#999999", "#B8A800"};
  return colours[series % colours.size()];
}

Drawing chart(const Samples& samples, const ChartOptions& options) {
  const Plane plane{options.width, options.height, span_of(samples), axis_of(samples)};
  Drawing drawing;
  drawing.width = options.width;
  drawing.height = options.height + legend_line * static_cast<double>(samples.size() + 1);
  add_axes(plane, options.zone, drawing);
  double y = options.height + legend_line / 2;
  std::size_t number = 0;
  for (const auto& [key, series] : samples) {
    add_series(plane, series, number, drawing);
    add_name(y, key, number, drawing);
    y += legend_line;
    ++number;
  }
  drawing.title = std::to_string(samples.size()) + " series, " +
                  format_time(plane.span.begin_time, options.zone) + " to " +
                  format_time(plane.span.end_time, options.zone);
  drawing.labels.push_back({Ink::text, left, y, Anchor::begin, drawing.title});
  return drawing;
}

}  // namespace eardrum::client

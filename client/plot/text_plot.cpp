#include "eardrum/client/plot/text_plot.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "eardrum/client/plot/axis.hpp"
#include "eardrum/client/view/format.hpp"
#include "eardrum/client/visible.hpp"

namespace eardrum::client {
namespace {

/// Points that are set or not, several in each character.
class Grid {
 public:
  Grid(std::size_t columns, std::size_t lines, bool ascii)
      : ascii_(ascii),
        across_(ascii ? 1 : 2),
        down_(ascii ? 1 : 4),
        columns_(columns),
        points_(columns * across_ * lines * down_) {}

  std::size_t width() const { return columns_ * across_; }
  std::size_t height() const { return points_.size() / width(); }

  /// Both ends of a line, and what lies between.
  void draw(double x0, double y0, double x1, double y1) {
    const auto steps = static_cast<int>(std::max(std::abs(x1 - x0), std::abs(y1 - y0))) + 1;
    for (int i = 0; i <= steps; ++i) {
      const double part = static_cast<double>(i) / steps;
      set(x0 + part * (x1 - x0), y0 + part * (y1 - y0));
    }
  }

  /// The characters of one line; `y` counts from the top.
  std::string line(std::size_t y) const {
    std::string text;
    for (std::size_t x = 0; x < columns_; ++x) text += character(x, y);
    return text;
  }

 private:
  /// From 0 to count - 1, whatever the number.
  static std::size_t place(double at, std::size_t count) {
    if (!(at > 0)) return 0;
    const auto last = count - 1;
    return at < static_cast<double>(last) ? static_cast<std::size_t>(at) : last;
  }

  void set(double x, double y) {
    const auto column = place(x, width());
    const auto row = place(y, height());
    points_[row * width() + column] = true;
  }

  std::string character(std::size_t x, std::size_t y) const {
    if (ascii_) return points_[y * width() + x] ? "*" : " ";
    // Unicode 10.9, Braille patterns: U+2800 and a bit for each point, left column first.
    constexpr unsigned bits[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    unsigned pattern = 0;
    for (std::size_t row = 0; row < 4; ++row) {
      for (std::size_t column = 0; column < 2; ++column) {
        if (points_[(y * 4 + row) * width() + x * 2 + column]) pattern |= bits[row][column];
      }
    }
    if (pattern == 0) return " ";
    // U+2800 + pattern in UTF-8: E2, A0 + high two bits, 80 + low six bits.
    return {static_cast<char>(0xE2), static_cast<char>(0xA0U + (pattern >> 6U)),
            static_cast<char>(0x80U + (pattern & 0x3FU))};
  }

  bool ascii_;
  std::size_t across_;
  std::size_t down_;
  std::size_t columns_;
  std::vector<bool> points_;
};

constexpr std::size_t label_width = 10;

std::string label_at(const ValueAxis& axis, std::size_t line, std::size_t lines) {
  const double from_top =
      lines < 2 ? 0 : static_cast<double>(line) / static_cast<double>(lines - 1);
  const double value = axis.high + from_top * (axis.low - axis.high);
  const bool wanted = line % 4 == 0 || line + 1 == lines;
  auto text = wanted ? short_number(std::abs(value) < 1e-300 ? 0 : value, 4) : std::string();
  text.resize(std::min(text.size(), label_width - 1));
  return std::string(label_width - 1 - text.size(), ' ') + text + " |";
}

void draw(const Series& series, const Span& span, const ValueAxis& axis, Grid& grid) {
  const double right = static_cast<double>(grid.width() - 1);
  const double bottom = static_cast<double>(grid.height() - 1);
  const auto x = [&](std::int64_t time) {
    if (!(span.width() > 0)) return right / 2;
    return (static_cast<double>(time) - static_cast<double>(span.begin_time)) / span.width() *
           right;
  };
  const auto y = [&](double value) {
    // Halves first: the difference of two values may be beyond binary64.
    return (axis.high / 2 - value / 2) / (axis.high / 2 - axis.low / 2) * bottom;
  };
  for (const auto& piece : pieces(series, find_gap(series))) {
    for (std::size_t i = 0; i < piece.size(); ++i) {
      const auto& [time, value] = piece[i];
      const auto& [before, earlier] = piece[i == 0 ? 0 : i - 1];
      grid.draw(x(before), y(earlier), x(time), y(value));
    }
  }
}

/// Marks below the plot, as many as do not touch.
std::string time_line(const Span& span, std::size_t columns, TimeZone zone) {
  std::string text;
  for (const auto& mark : time_marks(span, static_cast<int>(columns / 12), zone)) {
    const auto at = column_of(static_cast<std::int64_t>(mark.place), span, columns);
    if (at < text.size() + (text.empty() ? 0U : 1U) || at + mark.label.size() > columns) continue;
    text.resize(at, ' ');
    text += mark.label;
  }
  return std::string(label_width + 1, ' ') + text + '\n';
}

}  // namespace

std::string text_plot(const Samples& samples, const TextPlotOptions& options) {
  const auto span = span_of(samples);
  const auto columns = std::max<std::size_t>(options.width, label_width + 12) - label_width - 1;
  std::string out;
  for (const auto& [key, series] : samples) {
    const auto [lowest, highest] =
        std::ranges::minmax_element(series, {}, [](const auto& sample) { return sample.second; });
    const auto axis = value_axis(lowest->second, highest->second, 4);
    Grid grid(columns, options.height, options.ascii);
    draw(series, span, axis, grid);
    out += visible(key, options.width) + "  min " + short_number(lowest->second, 6) + ", max " +
           short_number(highest->second, 6) + ", last " + short_number(series.back().second, 6) +
           '\n';
    for (std::size_t line = 0; line < options.height; ++line) {
      auto text = label_at(axis, line, options.height) + grid.line(line);
      text.erase(text.find_last_not_of(' ') + 1);
      out += text + '\n';
    }
    out += std::string(label_width, ' ') + '+' + std::string(columns, '-') + '\n';
    out += time_line(span, columns, options.zone);
  }
  if (samples.empty()) return out;
  const bool one_time = span.begin_time == span.end_time;
  out += format_time(span.begin_time, options.zone) +
         (one_time ? "" : " to " + format_time(span.end_time, options.zone)) + '\n';
  return out;
}

}  // namespace eardrum::client

#include "eardrum/client/plot/svg.hpp"

#include <array>
#include <charconv>

namespace eardrum::client {
namespace {

std::string pixels(double value) {
  std::array<char, 32> text;
  const auto [end, error] =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 1);
  return {text.data(), error == std::errc{} ? end : text.data()};
}

const char* class_of(Ink ink) {
  switch (ink) {
    case Ink::text:
      return "text";
    case Ink::faint:
      return "faint";
    case Ink::axis:
      return "axis";
    case Ink::series:
      return "series";
  }
  return "";
}

const char* anchor_of(Anchor anchor) {
  switch (anchor) {
    case Anchor::begin:
      return "start";
    case Anchor::middle:
      return "middle";
    case Anchor::end:
      return "end";
  }
  return "";
}

void append(const Line& line, std::string& out) {
  out.append(R"(<polyline class=")").append(class_of(line.ink)).append(1, '"');
  if (line.ink == Ink::series) {
    out.append(R"( stroke=")").append(series_colour(line.series)).append(1, '"');
  }
  out += R"( points=")";
  for (const auto& [x, y] : line.points) {
    out.append(pixels(x)).append(1, ',').append(pixels(y)).append(1, ' ');
  }
  out += "\"/>\n";
}

void append(const Label& label, std::string& out) {
  out.append(R"(<text x=")").append(pixels(label.x)).append(R"(" y=")").append(pixels(label.y));
  out.append(R"(" text-anchor=")").append(anchor_of(label.anchor)).append("\">");
  out.append(escaped(label.text)).append("</text>\n");
}

constexpr std::string_view style = R"(<style>
svg { background: #fff; }
polyline { fill: none; stroke-width: 1.5; stroke-linejoin: round; }
.axis { stroke: #444; stroke-width: 1; }
.faint { stroke: #ddd; stroke-width: 1; }
text { font: 12px sans-serif; fill: #222; }
@media (prefers-color-scheme: dark) {
  svg { background: #16181c; }
  .axis { stroke: #bbb; }
  .faint { stroke: #333; }
  text { fill: #ddd; }
}
</style>
)";

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string svg(const Drawing& drawing) {
  std::string out = R"(<svg xmlns="http://www.w3.org/2000/svg" role="img" width=")";
  out.append(pixels(drawing.width)).append(R"(" height=")").append(pixels(drawing.height));
  out.append(R"(" viewBox="0 0 )").append(pixels(drawing.width)).append(1, ' ');
  out.append(pixels(drawing.height)).append("\">\n");
  out.append("<title>").append(escaped(drawing.title)).append("</title>\n").append(style);
  for (const auto& line : drawing.lines) append(line, out);
  for (const auto& label : drawing.labels) append(label, out);
  return out + "</svg>\n";
}

}  // namespace eardrum::client

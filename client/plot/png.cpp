#include "eardrum/client/plot/png.hpp"

#include <cairo.h>

#include <charconv>
#include <memory>
#include <string_view>

namespace eardrum::client {
namespace {

using Surface = std::unique_ptr<cairo_surface_t,
                                decltype([](cairo_surface_t* it) { cairo_surface_destroy(it); })>;
using Context = std::unique_ptr<cairo_t, decltype([](cairo_t* it) { cairo_destroy(it); })>;

/// Of "#0072B2".
void set_colour(cairo_t* context, std::string_view colour) {
  const auto part = [&](std::size_t at) {
    unsigned value = 0;
    std::from_chars(colour.data() + at, colour.data() + at + 2, value, 16);
    return value / 255.0;
  };
  cairo_set_source_rgb(context, part(1), part(3), part(5));
}

const char* colour_of(const Line& line) {
  if (line.ink == Ink::series) return series_colour(line.series);
  return line.ink == Ink::faint ? "#dddddd" : "#444444";
}

void draw(cairo_t* context, const Line& line) {
  set_colour(context, colour_of(line));
  cairo_set_line_width(context, line.ink == Ink::series ? 1.5 : 1);
  for (const auto& [x, y] : line.points) cairo_line_to(context, x, y);
  cairo_stroke(context);
}

void draw(cairo_t* context, const Label& label) {
  set_colour(context, "#222222");
  cairo_text_extents_t extents{};
  cairo_text_extents(context, label.text.c_str(), &extents);
  double x = label.x;
  if (label.anchor == Anchor::middle) x -= extents.x_advance / 2;
  if (label.anchor == Anchor::end) x -= extents.x_advance;
  cairo_move_to(context, x, label.y);
  cairo_show_text(context, label.text.c_str());
}

cairo_status_t append(void* closure, const unsigned char* data, unsigned length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

std::expected<std::string, std::string> png(const Drawing& drawing) {
  const Surface surface(cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, static_cast<int>(drawing.width), static_cast<int>(drawing.height)));
  const Context context(cairo_create(surface.get()));
  set_colour(context.get(), "#ffffff");
  cairo_paint(context.get());
  cairo_set_line_join(context.get(), CAIRO_LINE_JOIN_ROUND);
  cairo_select_font_face(context.get(), "sans-serif", CAIRO_FONT_SLANT_NORMAL,
                         CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size(context.get(), 12);
  for (const auto& line : drawing.lines) draw(context.get(), line);
  for (const auto& label : drawing.labels) draw(context.get(), label);
  std::string bytes;
  auto status = cairo_status(context.get());
  if (status == CAIRO_STATUS_SUCCESS) {
    status = cairo_surface_write_to_png_stream(surface.get(), append, &bytes);
  }
  if (status != CAIRO_STATUS_SUCCESS) return std::unexpected(cairo_status_to_string(status));
  return bytes;
}

}  // namespace eardrum::client

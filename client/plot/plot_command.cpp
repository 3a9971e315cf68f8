#include "eardrum/client/plot/plot_command.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>

#include "eardrum/client/delivery/complain.hpp"
#include "eardrum/client/plot/chart.hpp"
#include "eardrum/client/plot/html_page.hpp"
#include "eardrum/client/plot/png.hpp"
#include "eardrum/client/plot/svg.hpp"
#include "eardrum/client/plot/text_plot.hpp"
#include "eardrum/client/visible.hpp"

namespace eardrum::client {
namespace {

constexpr std::int64_t size_max = 10'000;

/// The width that was asked for, else that of the terminal, else 80.
std::size_t terminal_width(const PlotCommand& command) {
  if (command.width > 0) return static_cast<std::size_t>(command.width);
  winsize size{};
  constexpr std::size_t without_terminal = 80;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 20) return without_terminal;
  return size.ws_col;
}

TextPlotOptions text_options(const PlotCommand& command) {
  TextPlotOptions options;
  options.width = terminal_width(command);
  if (command.height > 0) options.height = static_cast<std::size_t>(command.height);
  options.ascii = command.ascii;
  options.zone = command.view.zone();
  return options;
}

ChartOptions chart_options(const PlotCommand& command) {
  ChartOptions options;
  if (command.width > 0) options.width = static_cast<double>(command.width);
  if (command.height > 0) options.height = static_cast<double>(command.height);
  options.zone = command.view.zone();
  return options;
}

/// Zero, or the exit code after a line on stderr.
int write(const std::string& path, const std::string& bytes) {
  if (path == "-") {
    std::cout << bytes << std::flush;
    if (std::cout) return ExitCode::done;
  } else {
    std::ofstream file(path, std::ios::binary);
    file << bytes;
    file.close();
    if (file) return ExitCode::done;
  }
  complain("cannot write " + (path == "-" ? "to standard output" : visible(path)));
  return ExitCode::connection_failed;
}

int write_files(const PlotCommand& command, const Samples& samples) {
  const auto drawing = chart(samples, chart_options(command));
  if (!command.svg.empty()) {
    if (const int code = write(command.svg, svg(drawing)); code != 0) return code;
  }
  if (!command.html.empty()) {
    const auto page = html_page(samples, command.view.zone(), page_columns(samples.size()));
    if (const int code = write(command.html, page); code != 0) return code;
  }
  if (!command.png.empty()) {
    const auto bytes = png(drawing);
    if (!bytes) {
      complain("no picture: " + bytes.error());
      return ExitCode::wrong_usage;
    }
    if (const int code = write(command.png, *bytes); code != 0) return code;
  }
  return ExitCode::done;
}

}  // namespace

void add_command(CLI::App& app, PlotCommand& command) {
  auto* plot = app.add_subcommand("plot", "draw samples in the terminal or into files");
  add_options(*plot, command.view);
  plot->footer(
      "Without a file the picture is drawn in the terminal. Where there are more samples than "
      "pixels, of each column of pixels the first, lowest, highest and last sample are drawn. A "
      "step "
      "in time of more than three times the median step is a gap.");
  plot->add_flag("--ascii", command.ascii, "draw with * instead of Braille patterns");
  plot->add_option("--svg", command.svg, "write an SVG picture; -: to standard output")
      ->type_name("FILE");
  plot->add_option("--png", command.png, "write a PNG picture")->type_name("FILE");
  plot->add_option("--html", command.html,
                   "write one page with zoom and values at the pointer, which loads nothing")
      ->type_name("FILE");
  plot->add_option("--width", command.width, "columns of the terminal, or pixels")
      ->type_name("N")
      ->check(CLI::Range(std::int64_t{20}, size_max));
  plot->add_option("--height", command.height, "lines of each plot in the terminal, or pixels")
      ->type_name("N")
      ->check(CLI::Range(std::int64_t{2}, size_max));
}

int run(const PlotCommand& command, const ServerOptions& server) {
  const auto samples = look(command.view, server);
  if (!samples) return samples.error();
  const bool files = !command.svg.empty() || !command.png.empty() || !command.html.empty();
  if (samples->empty()) complain("no samples to draw");
  if (!files) return print(text_plot(*samples, text_options(command)), *samples, command.view);
  const int code = write_files(command, *samples);
  return code == ExitCode::done ? check(*samples, command.view) : code;
}

}  // namespace eardrum::client

#include "eardrum/conformance/commands/manual_page.hpp"

#include <CLI/CLI.hpp>
#include <vector>

namespace eardrum::conformance {
namespace {

bool is_shown(const CLI::Option* option) {
  return !option->get_group().empty();
}

/// "-h, --help": the names of an option, or the word that stands for a positional.
std::string names(const CLI::Option& option) {
  if (option.get_positional()) return roff_text(option.get_name(true, false));
  std::string out;
  const auto add = [&](std::string_view dashes, const std::vector<std::string>& words) {
    for (const auto& word : words) {
      if (!out.empty()) out += ", ";
      out += roff_text(std::string(dashes) + word);
    }
  };
  add("-", option.get_snames());
  add("--", option.get_lnames());
  return out;
}

/// "{base,strict}" of "TEXT:{base,strict}": only a programmer asks for the type. Empty for a flag.
std::string value(const CLI::Option& option) {
  if (option.get_positional() || option.get_type_size() == 0) return "";
  const auto type = option.get_type_name();
  for (const std::string_view programmers : {"TEXT:", "UINT:", "INT:", "FLOAT:"}) {
    if (type.starts_with(programmers)) return roff_text(type.substr(programmers.size()));
  }
  return roff_text(type);
}

std::string entry(const CLI::Option& option) {
  auto out = ".TP\n\\fB" + names(option) + "\\fR";
  if (const auto type = value(option); !type.empty()) out += " \\fI" + type + "\\fR";
  out += "\n" + roff_text(option.get_description());
  if (const auto standard = option.get_default_str(); !standard.empty()) {
    out += " (default: " + roff_text(standard) + ")";
  }
  return out + "\n";
}

std::string entries(const CLI::App& app) {
  std::string out;
  const auto of_group = [&](const std::string& group, bool positional) {
    return app.get_options([&](const CLI::Option* option) {
      return is_shown(option) && option->get_group() == group &&
             option->get_positional() == positional;
    });
  };
  for (const auto& group : app.get_groups()) {
    for (const auto* option : of_group(group, true)) out += entry(*option);
  }
  for (const auto& group : app.get_groups()) {
    const auto options = of_group(group, false);
    if (options.empty()) continue;
    if (group != "Options") out += ".SS " + roff_text(group) + "\n";
    for (const auto* option : options) out += entry(*option);
  }
  return out;
}

/// Whether there are options besides those that every program has.
bool has_options(const CLI::App& app) {
  const auto own = app.get_options([&](const CLI::Option* option) {
    return is_shown(option) && option->nonpositional() && option != app.get_help_ptr() &&
           option != app.get_version_ptr();
  });
  return !own.empty();
}

/// " [OPTION]... COMMAND...": what may follow the name.
std::string arguments(const CLI::App& app) {
  std::string out = has_options(app) ? " [\\fIOPTION\\fR]..." : "";
  const auto positional = app.get_options(
      [](const CLI::Option* option) { return is_shown(option) && option->get_positional(); });
  for (const auto* option : positional) {
    const bool many = option->get_expected_max() > 1;
    auto word = "\\fI" + roff_text(option->get_name(true, false)) + "\\fR" + (many ? "..." : "");
    out += option->get_required() ? " " + word : " [" + word + "]";
  }
  return out;
}

std::string synopses(const CLI::App& app) {
  const auto program = "\\fB" + roff_text(app.get_name());
  const auto subcommands = app.get_subcommands({});
  if (subcommands.empty()) return program + "\\fR" + arguments(app) + "\n";
  std::string out;
  for (const auto* subcommand : subcommands) {
    if (!out.empty()) out += ".br\n";
    out += program + (has_options(app) ? "\\fR" + arguments(app) + " \\fB" : " ") +
           roff_text(subcommand->get_name()) + "\\fR" + arguments(*subcommand) + "\n";
  }
  return out;
}

std::string all_subcommands(const CLI::App& app) {
  std::string out;
  for (const auto* subcommand : app.get_subcommands({})) {
    out += ".SH " + roff_text(app.get_name() + " " + subcommand->get_name()) + "\n" +
           roff_text(subcommand->get_description()) + "\n" + entries(*subcommand);
    // A footer that is the program's own stands in the frame, as the exit codes do.
    if (auto footer = subcommand->get_footer(); footer != app.get_footer()) {
      footer.resize(footer.find_last_not_of('\n') + 1);
      out += ".PP\n" + roff_text(footer) + "\n";
    }
  }
  return out;
}

void replace(std::string& text, std::string_view what, const std::string& by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

}  // namespace

std::string roff_text(std::string_view text) {
  std::string out;
  if (text.starts_with('.') || text.starts_with('\'')) out += "\\&";
  for (const char c : text) {
    switch (c) {
      case '\\':
        out += "\\e";
        break;
      case '-':
        out += "\\-";
        break;
      case '\'':
        out += "\\(aq";
        break;
      case '\n':
        out += ' ';
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string manual_page(std::string_view frame, std::string_view version, const CLI::App& app) {
  std::string out(frame);
  replace(out, "@VERSION@", roff_text(version));
  replace(out, "@SYNOPSIS@\n", synopses(app));
  replace(out, "@OPTIONS@\n", entries(app));
  replace(out, "@SUBCOMMANDS@\n", all_subcommands(app));
  return out;
}

}  // namespace eardrum::conformance

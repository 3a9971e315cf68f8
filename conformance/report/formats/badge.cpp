// A badge for a README: two words on two colours, no font to load, nothing of a testee.
#include <pugixml.hpp>
#include <set>
#include <sstream>

#include "eardrum/conformance/report/finding_groups.hpp"
#include "eardrum/conformance/report/text/comparison.hpp"

namespace eardrum::conformance {
namespace {

// Verdana at 11 pixels, which badges are drawn in, is about so wide; textLength makes it exact.
constexpr int character_pixels = 7;
constexpr int margin_pixels = 8;
constexpr int height_pixels = 20;

struct Message {
  std::string text;
  const char* colour;
};

Message message_of(const RunReport& report) {
  const auto profile = " (" + std::string(name(report.profile)) + ")";
  std::set<std::string> broken;
  for (const auto& result : report.cases) {
    if (is_failure(result.verdict)) broken.insert(blamed_rule(result));
  }
  if (!broken.empty()) {
    return {std::to_string(broken.size()) + (broken.size() == 1 ? " rule" : " rules") + " broken" +
                profile,
            "#a8322a"};
  }
  const bool says_nothing = count(report, Verdict::pass) == 0;
  if (!report.complete) return {"incomplete" + profile, "#6b6f76"};
  if (exit_code(report) != 0 || says_nothing) return {"undecided" + profile, "#6b6f76"};
  if (count(report, Verdict::untested) > 0) return {"conforms, in part" + profile, "#7d5a00"};
  return {"conforms" + profile, "#21744a"};
}

int width_of(const std::string& text) {
  return static_cast<int>(text.size()) * character_pixels + 2 * margin_pixels;
}

void box(pugi::xml_node svg, int x, const std::string& text, const char* colour) {
  auto rect = svg.append_child("rect");
  rect.append_attribute("x").set_value(x);
  rect.append_attribute("width").set_value(width_of(text));
  rect.append_attribute("height").set_value(height_pixels);
  rect.append_attribute("fill").set_value(colour);
  auto words = svg.append_child("text");
  words.append_attribute("x").set_value(x + margin_pixels);
  words.append_attribute("y").set_value(14);
  words.append_attribute("fill").set_value("#ffffff");
  words.append_attribute("font-family").set_value("Verdana, DejaVu Sans, sans-serif");
  words.append_attribute("font-size").set_value(11);
  words.append_attribute("textLength").set_value(width_of(text) - 2 * margin_pixels);
  words.text().set(text.c_str());
}

}  // namespace

std::string badge(const RunReport& report) {
  const std::string name = "eardrum";
  const auto message = message_of(report);
  const auto all = name + ": " + message.text;
  pugi::xml_document document;
  auto svg = document.append_child("svg");
  svg.append_attribute("xmlns").set_value("http://www.w3.org/2000/svg");
  svg.append_attribute("width").set_value(width_of(name) + width_of(message.text));
  svg.append_attribute("height").set_value(height_pixels);
  svg.append_attribute("role").set_value("img");
  svg.append_attribute("aria-label").set_value(all.c_str());
  svg.append_child("title").text().set(all.c_str());
  box(svg, 0, name, "#3c4148");
  box(svg, width_of(name), message.text, message.colour);
  std::ostringstream out;
  document.save(out, "  ", pugi::format_indent | pugi::format_no_declaration, pugi::encoding_utf8);
  return out.str();
}

}  // namespace eardrum::conformance

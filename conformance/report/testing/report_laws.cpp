#include "eardrum/conformance/report/testing/report_laws.hpp"

#include <algorithm>
#include <array>
#include <pugixml.hpp>
#include <string_view>
#include <vector>

#include "eardrum/conformance/report/html/html.hpp"
#include "eardrum/conformance/report/testing/poisoning_law.hpp"

namespace eardrum::conformance {
namespace {

using Broken = std::optional<std::string>;

/// What a page may hold, beside text. No script, image, frame, form, or link to elsewhere.
bool is_known_element(std::string_view name) {
  constexpr std::array<std::string_view, 33> known{
      "html", "head",    "meta",    "title",   "style",  "body",   "main", "h1",  "h2",
      "h3",   "p",       "ul",      "li",      "dl",     "dt",     "dd",   "div", "span",
      "a",    "strong",  "pre",     "table",   "thead",  "tbody",  "tr",   "th",  "td",
      "code", "article", "details", "summary", "footer", "section"};
  return std::ranges::find(known, name) != known.end();
}

bool is_known_attribute(const pugi::xml_attribute& attribute) {
  const std::string_view name = attribute.name();
  const std::string_view value = attribute.value();
  constexpr std::string_view word = "abcdefghijklmnopqrstuvwxyz0123456789- ";
  const bool plain = value.find_first_not_of(word) == std::string_view::npos;
  if (name == "class" || name == "id" || name == "open" || name == "lang") return plain;
  if (name == "href")
    return value.starts_with("#f") && value.find_first_not_of(word, 1) == std::string_view::npos;
  return name == "charset" || name == "http-equiv" || name == "name" || name == "content";
}

std::string all_text(const pugi::xml_node& node) {
  std::string text = node.value();
  for (const auto child : node.children()) text += all_text(child);
  return text;
}

struct PageWalker : pugi::xml_tree_walker {
  Broken broken;
  std::vector<std::string> verdicts;

  bool for_each(pugi::xml_node& node) override {
    if (node.type() == pugi::node_comment || node.type() == pugi::node_pi ||
        node.type() == pugi::node_cdata) {
      broken = "a node that is neither element nor text";
    }
    if (node.type() != pugi::node_element) return !broken;
    if (!is_known_element(node.name())) broken = "an unknown element";
    for (const auto attribute : node.attributes()) {
      if (!is_known_attribute(attribute)) broken = "an unknown attribute or value";
    }
    const std::string_view kind = node.attribute("class").value();
    if (kind.starts_with("verdict") || kind.starts_with("chip ")) {
      verdicts.push_back(all_text(node));
    }
    return !broken;
  }
};

Broken read_page(const std::string& text, std::vector<std::string>& verdicts) {
  pugi::xml_document document;
  constexpr auto options = pugi::parse_default | pugi::parse_comments | pugi::parse_pi;
  if (!document.load_string(text.c_str(), options)) return "not well-formed";
  PageWalker walker;
  document.traverse(walker);
  verdicts = walker.verdicts;
  return walker.broken;
}

/// Keeps the verdicts of findings and of the list, sorted. Those with a number go: rules that are
/// spoiled alike share a row of the matrix. Whether there were any with a number.
bool keep_verdicts(std::vector<std::string>& verdicts) {
  std::ranges::sort(verdicts);
  const auto with_number = [](const std::string& one) { return one.find(' ') != one.npos; };
  return std::erase_if(verdicts, with_number) > 0;
}

}  // namespace

Broken bad_page(const std::string& text) {
  std::vector<std::string> verdicts;
  return read_page(text, verdicts);
}

Broken judge_html(const RunReport& report) {
  const auto text = html_report(report);
  if (auto bad = not_inert(text)) return bad;
  std::vector<std::string> verdicts;
  if (auto bad = read_page(text, verdicts)) return bad;
  if (!keep_verdicts(verdicts)) return "no verdict with a number";
  static const auto expected = [] {
    std::vector<std::string> benign;
    read_page(html_report(benign_report()), benign);
    keep_verdicts(benign);
    return benign;
  }();
  if (verdicts != expected) return "another verdict";
  return std::nullopt;
}

}  // namespace eardrum::conformance

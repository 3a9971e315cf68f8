#include "eardrum/conformance/report/html/html_node.hpp"

#include <pugixml.hpp>
#include <sstream>

#include "eardrum/conformance/report/own_text.hpp"

namespace eardrum::conformance {
namespace {

constexpr const char* content_security_policy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

void meta(pugi::xml_node head, const char* name, const char* value, const char* content) {
  auto node = head.append_child("meta");
  node.append_attribute(name).set_value(value);
  if (content != nullptr) node.append_attribute("content").set_value(content);
}

pugi::xml_node begin_page(pugi::xml_document& document, const std::string& title) {
  document.append_child(pugi::node_doctype).set_value("html");
  auto html = document.append_child("html");
  html.append_attribute("lang").set_value("en");
  auto head = html.append_child("head");
  meta(head, "charset", "utf-8", nullptr);
  meta(head, "http-equiv", "Content-Security-Policy", content_security_policy);
  meta(head, "name", "viewport", "width=device-width, initial-scale=1");
  meta(head, "name", "referrer", "no-referrer");
  meta(head, "name", "color-scheme", "light dark");
  head.append_child("title").text().set(title.c_str());
  head.append_child("style").text().set(std::string(html_style()).c_str());
  return html.append_child("body").append_child("main");
}

}  // namespace

HtmlNode HtmlNode::add(const char* element, std::string_view kind) const {
  auto node = pugi::xml_node(node_).append_child(element);
  // An element without a child would be written as <td/>, which HTML takes for <td>.
  node.append_child(pugi::node_pcdata);
  if (!kind.empty()) node.append_attribute("class").set_value(std::string(kind).c_str());
  return HtmlNode(node.internal_object());
}

const HtmlNode& HtmlNode::text(std::string_view own) const {
  pugi::xml_node(node_).append_child(pugi::node_pcdata).set_value(own_text(own).c_str());
  return *this;
}

const HtmlNode& HtmlNode::text(const TesteeBytes& bytes, std::size_t bytes_max) const {
  return text(bytes.visible(bytes_max));
}

const HtmlNode& HtmlNode::lines(const std::vector<std::string>& own) const {
  std::string all;
  for (const auto& line : own) all += own_text(line) + "\n";
  pugi::xml_node(node_).append_child(pugi::node_pcdata).set_value(all.c_str());
  return *this;
}

const HtmlNode& HtmlNode::set(const char* attribute, std::string_view value) const {
  pugi::xml_node(node_).append_attribute(attribute).set_value(std::string(value).c_str());
  return *this;
}

const HtmlNode& HtmlNode::with(const char* element, std::string_view kind,
                               std::string_view own) const {
  add(element, kind).text(own);
  return *this;
}

HtmlDocument::HtmlDocument(std::string_view title)
    : document_(std::make_unique<pugi::xml_document>()),
      content_(begin_page(*document_, own_text(title)).internal_object()) {}

HtmlDocument::~HtmlDocument() = default;

std::string HtmlDocument::text() const {
  std::ostringstream out;
  document_->save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  out << '\n';
  return out.str();
}

}  // namespace eardrum::conformance

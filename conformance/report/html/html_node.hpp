// Builds HTML pages as trees, which an XML writer writes. Text is never joined with markup. Used
// only inside the report library.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/verdict/testee_bytes.hpp"

namespace pugi {
class xml_document;
struct xml_node_struct;
}  // namespace pugi

namespace eardrum::conformance {

/// One element of a page that an HtmlDocument owns.
class HtmlNode {
 public:
  explicit HtmlNode(pugi::xml_node_struct* node) : node_(node) {}

  /// Appends an element. `kind` is its class, a fixed word of the kit.
  HtmlNode add(const char* element, std::string_view kind = "") const;

  /// Appends a text of the kit through own_text().
  const HtmlNode& text(std::string_view own) const;

  /// Appends bytes of a testee through visible(), at most `bytes_max` bytes.
  const HtmlNode& text(const TesteeBytes& bytes, std::size_t bytes_max) const;

  /// Appends lines for a <pre>. Each line must begin with a word of the kit, with blanks or with a
  /// bar.
  const HtmlNode& lines(const std::vector<std::string>& own) const;

  /// Sets an attribute. `value` must be a fixed word of the kit, not bytes of a testee or a name
  /// from a file.
  const HtmlNode& set(const char* attribute, std::string_view value) const;

  /// add(), text() and back: `node.with("td", "name", text)`.
  const HtmlNode& with(const char* element, std::string_view kind, std::string_view own) const;

 private:
  pugi::xml_node_struct* node_;
};

/// A complete page. It has no script and loads nothing. It supports light and dark mode, and narrow
/// screens.
class HtmlDocument {
 public:
  /// `title` passes through own_text().
  explicit HtmlDocument(std::string_view title);
  HtmlDocument(const HtmlDocument&) = delete;
  HtmlDocument& operator=(const HtmlDocument&) = delete;
  ~HtmlDocument();

  /// The element for the content; valid as long as the document.
  HtmlNode content() const { return content_; }

  std::string text() const;

 private:
  std::unique_ptr<pugi::xml_document> document_;
  HtmlNode content_;
};

/// The style sheet of all pages. It contains no character that an XML writer would escape.
std::string_view html_style();

}  // namespace eardrum::conformance

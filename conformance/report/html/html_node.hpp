// Pages are built as trees and written by an XML writer: no text is ever pasted into markup. Within
// the report library only.
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

  /// Appends an element. `kind` is its class, a word of ours.
  HtmlNode add(const char* element, std::string_view kind = "") const;

  /// Appends text of our own, through own_text().
  const HtmlNode& text(std::string_view own) const;

  /// Appends what a testee said, visible, at most `bytes_max` bytes.
  const HtmlNode& text(const TesteeBytes& bytes, std::size_t bytes_max) const;

  /// Appends lines for a <pre>. Each begins with a word of ours, or with blanks or a bar.
  const HtmlNode& lines(const std::vector<std::string>& own) const;

  /// Sets an attribute. `value` is a word of ours, never a testee's and never a name from a file.
  const HtmlNode& set(const char* attribute, std::string_view value) const;

  /// add(), text() and back: `node.with("td", "name", text)`.
  const HtmlNode& with(const char* element, std::string_view kind, std::string_view own) const;

 private:
  pugi::xml_node_struct* node_;
};

/// A page of its own: no script, nothing loaded, readable in light and dark and on a phone.
class HtmlDocument {
 public:
  /// `title` passes through own_text().
  explicit HtmlDocument(std::string_view title);
  HtmlDocument(const HtmlDocument&) = delete;
  HtmlDocument& operator=(const HtmlDocument&) = delete;
  ~HtmlDocument();

  /// The element that holds the content; lives as long as the document.
  HtmlNode content() const { return content_; }

  std::string text() const;

 private:
  std::unique_ptr<pugi::xml_document> document_;
  HtmlNode content_;
};

/// The style sheet of all pages. Holds no character that an XML writer would escape.
std::string_view html_style();

}  // namespace eardrum::conformance

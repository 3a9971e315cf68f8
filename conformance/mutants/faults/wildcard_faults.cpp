// Faults in how an asked key is compared: as a pattern of some kind, where it names itself alone.
#include <fnmatch.h>

#include <regex>

#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"

namespace eardrum::conformance::mutants {
namespace {

using std::string;
using std::string_view;
using Row = std::vector<string>;

/// An asked key of which this is true is taken for *.
Server taken_for_star(std::function<bool(string_view asked)> which) {
  return matching([which = std::move(which)](string_view asked, const Row& row) {
    return which(asked) || row[0] == asked;
  });
}

bool file_name_pattern(string_view asked, const Row& row) {
  return fnmatch(string(asked).c_str(), row[0].c_str(), 0) == 0;
}

/// LIKE of SQL, its '%' alone.
bool like(string_view asked, const Row& row) {
  const auto percent = asked.find('%');
  if (percent == string_view::npos) return row[0] == asked;
  const auto head = asked.substr(0, percent);
  const auto tail = asked.substr(percent + 1);
  return row[0].size() >= head.size() + tail.size() && row[0].starts_with(head) &&
         row[0].ends_with(tail);
}

/// A regular expression, but '.' and what makes no expression stand for themselves.
bool regular_expression(string_view asked, const Row& row) {
  if (asked.find_first_of("+|[") == string_view::npos) return row[0] == asked;
  try {
    return std::regex_match(row[0], std::regex(string(asked)));
  } catch (const std::regex_error&) {
    return row[0] == asked;
  }
}

}  // namespace

std::vector<Mutant> wildcard_faults() {
  return {
      {"star-first-is-star", "REQ-GET-11", "takes a key that begins with * for *",
       [] { return taken_for_star([](string_view asked) { return asked.starts_with('*'); }); }},
      {"star-anywhere-is-star", "REQ-GET-11", "takes a key that holds * anywhere for *",
       [] { return taken_for_star([](string_view asked) { return asked.contains('*'); }); }},
      {"stars-are-star", "REQ-GET-11", "takes a key of stars alone for *",
       [] {
         return taken_for_star(
             [](string_view asked) { return asked.find_first_not_of('*') == string_view::npos; });
       }},
      {"star-at-end-is-wildcard", "REQ-GET-11", "'*' at the end of a key stands for any text",
       [] {
         return matching([](string_view asked, const Row& row) {
           if (!asked.ends_with('*')) return row[0] == asked;
           return row[0].starts_with(asked.substr(0, asked.size() - 1));
         });
       }},
      {"keys-are-file-patterns", "REQ-GET-11", "compares keys as file name patterns: *, ?, [...]",
       [] { return matching(file_name_pattern); }},
      {"percent-is-any-text", "REQ-GET-11", "'%' in the asked key stands for any text",
       [] { return matching(like); }},
      {"keys-are-expressions", "REQ-GET-11", "takes an asked key for a regular expression",
       [] { return matching(regular_expression); }},
  };
}

}  // namespace eardrum::conformance::mutants

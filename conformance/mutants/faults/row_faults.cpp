// Faults in how get writes its rows.
#include <utility>

#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"

namespace eardrum::conformance::mutants {
namespace {

using protocol::Get;
using std::string;
using std::string_view;

using Rows = std::vector<string>;

/// Each row written in another way.
Server rewriting(std::function<string(const Rows& fields)> rewrite) {
  return with_rows([rewrite = std::move(rewrite)](Rows& rows, const Get&) {
    for (auto& row : rows) row = rewrite(words(row));
  });
}

/// All rows of an answer on one line.
Server joining(string_view separator) {
  return with_rows([separator](Rows& rows, const Get&) {
    if (rows.empty()) return;
    string joined;
    for (const auto& row : rows) {
      if (!joined.empty()) joined += separator;
      joined += row;
    }
    rows = {joined};
  });
}

/// str() of a dictionary of lists.
Server python_dictionary() {
  return with_rows([](Rows& rows, const Get&) {
    if (rows.empty()) return;
    string text;
    string key;
    for (const auto& row : rows) {
      const auto fields = words(row);
      const bool same = fields[0] == key;
      text += same ? ", " : text.empty() ? "{'" + fields[0] + "': [" : "], '" + fields[0] + "': [";
      key = fields[0];
      text += "(" + fields[2] + ", " + fields[1] + ")";
    }
    rows = {text + "]}"};
  });
}

/// Guesses which of two whole numbers is the time.
string larger_number_last(const Rows& f) {
  const bool whole = !f[1].contains('.') && !f[1].starts_with('-');
  const bool swap = whole && std::pair(f[1].size(), f[1]) > std::pair(f[2].size(), f[2]);
  return swap ? f[0] + ' ' + f[2] + ' ' + f[1] : f[0] + ' ' + f[1] + ' ' + f[2];
}

}  // namespace

std::vector<Mutant> row_faults() {
  return {
      {"blank-after-row", "REQ-GET-1", "a blank stands before the LF of each row",
       [] {
         return rewriting([](const Rows& f) { return f[0] + ' ' + f[1] + ' ' + f[2] + ' '; });
       }},
      {"fields-swapped", "REQ-GET-1", "a row gives the timestamp before the value",
       [] { return rewriting([](const Rows& f) { return f[0] + ' ' + f[2] + ' ' + f[1]; }); }},
      {"larger-number-last", "REQ-GET-1", "takes the larger of two whole numbers for the timestamp",
       [] { return rewriting(larger_number_last); }},
      {"rows-without-key", "REQ-GET-1", "a row gives value and timestamp alone",
       [] { return rewriting([](const Rows& f) { return f[1] + ' ' + f[2]; }); }},
      {"tabs-in-rows", "REQ-GET-1", "the fields of a row stand apart by TAB",
       [] { return rewriting([](const Rows& f) { return f[0] + '\t' + f[1] + '\t' + f[2]; }); }},
      {"python-dictionary", "REQ-GET-1", "prints the dictionary of its language",
       python_dictionary},
      {"rows-on-one-line", "REQ-GET-1", "rows stand on one line with blanks between",
       [] { return joining(" "); }},
  };
}

}  // namespace eardrum::conformance::mutants

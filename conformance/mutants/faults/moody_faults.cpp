// Faults in how steadily a server takes what the text leaves open: each second time otherwise.
#include <functional>
#include <memory>

#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"

namespace eardrum::conformance::mutants {
namespace {

using std::string;
using std::string_view;

/// Answers `other` to every second line that `concerns` it, and the reference's answer to the rest.
Server every_second(std::function<bool(string_view line)> concerns, Reply other) {
  const auto asked = std::make_shared<std::size_t>(0);
  return by_line([concerns = std::move(concerns), other = std::move(other), asked](
                     Peer& peer, string_view line) -> Reply {
    if (concerns(line) && ++*asked % 2 == 0) return other;
    return honest(peer.store, line);
  });
}

/// A put of four words, of which the one at `index` is `text`.
std::function<bool(string_view)> put_with(std::size_t index, string text) {
  return [index, text = std::move(text)](string_view line) {
    const auto fields = words(line.substr(0, line.find('\n')));
    return fields.size() == 4 && fields[0] == "put" && fields[index] == text;
  };
}

bool doubled_blank(string_view line) {
  return line.starts_with("put  ");
}

bool ends_in_cr(string_view line) {
  return line.starts_with("put ") && line.ends_with("\r\n");
}

bool empty(string_view line) {
  return line == "\n";
}

}  // namespace

std::vector<Mutant> moody_faults() {
  const Reply ok{ok_answer.data()};
  const Reply error{error_answer.data()};
  return {
      {"moody-about-exponents", "REQ-PUT-5", "refuses each second value 1e3",
       [error] { return every_second(put_with(2, "1e3"), error); }, Profile::strict},
      {"moody-about-padding", "REQ-PUT-11", "answers ok to each second timestamp 007",
       [ok] { return every_second(put_with(3, "007"), ok); }, Profile::strict},
      {"moody-about-blanks", "REQ-PUT-13", "answers ok to each second put with two blanks",
       [ok] { return every_second(doubled_blank, ok); }, Profile::strict},
      {"moody-about-cr", "REQ-FRM-8", "answers ok to each second put that ends in CR LF",
       [ok] { return every_second(ends_in_cr, ok); }},
      {"moody-about-empty-lines", "REQ-ERR-5", "answers the error to each second empty line",
       [error] { return every_second(empty, error); }},
  };
}

}  // namespace eardrum::conformance::mutants

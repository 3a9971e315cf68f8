#include "eardrum/conformance/verdict/sanitizer_report.hpp"

#include <array>
#include <utility>

namespace eardrum::conformance {
namespace {

using Kind = SanitizerReport::Kind;

/// How a tool's reports begin. Go's panics say "runtime error:" too, so that of undefined behaviour
/// has a shape of its own below.
struct Opening {
  std::string_view words;
  std::string_view tool;
  std::string_view what;  ///< empty: what stands behind the words
  bool at_line_begin = false;
};

constexpr std::array openings{
    Opening{"==ERROR: AddressSanitizer: ", "AddressSanitizer", ""},
    Opening{"==ERROR: HWAddressSanitizer: ", "HWAddressSanitizer", ""},
    Opening{"==WARNING: MemorySanitizer: ", "MemorySanitizer", ""},
    Opening{"==ERROR: LeakSanitizer: ", "LeakSanitizer", ""},
    Opening{"WARNING: ThreadSanitizer: ", "ThreadSanitizer", "", true},
    Opening{"WARNING: DATA RACE\n", "Go's race detector", "data race", true},
};

constexpr std::size_t what_bytes_max = 120;

std::string_view line_at(std::string_view text, std::size_t at) {
  const auto begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;  // npos + 1 is 0
  return text.substr(begin, text.find('\n', at) - begin);
}

/// What stands before an address, a number of a process, or the like.
std::string gist(std::string_view rest) {
  rest = rest.substr(0, rest.find('\n'));
  for (const std::string_view end :
       {" on address", " on unknown address", " (pid", " at pc", ": 0x", " 0x"}) {
    rest = rest.substr(0, rest.find(end));
  }
  return std::string(rest.substr(0, what_bytes_max));
}

std::optional<SanitizerReport> first_of(const Opening& opening, std::string_view text) {
  for (auto at = text.find(opening.words); at != std::string_view::npos;
       at = text.find(opening.words, at + 1)) {
    const auto line = line_at(text, at);
    const auto begin = static_cast<std::size_t>(line.data() - text.data());
    if (opening.at_line_begin && begin != at) continue;
    SanitizerReport out;
    out.tool = opening.tool;
    out.what = opening.what.empty() ? gist(text.substr(at + opening.words.size()))
                                    : std::string(opening.what);
    out.begin = begin;
    out.kind = opening.tool == "LeakSanitizer" ? Kind::leak : Kind::error;
    return out;
  }
  return std::nullopt;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "store.cpp:12:5: runtime error: signed integer overflow: ..."
std::optional<SanitizerReport> undefined_behaviour(std::string_view text) {
  constexpr std::string_view words = ": runtime error: ";
  for (auto at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
    const auto line = line_at(text, at);
    const auto begin = static_cast<std::size_t>(line.data() - text.data());
    const auto place = text.substr(begin, at - begin);
    const auto column = place.rfind(':');
    if (column == std::string_view::npos || !is_number(place.substr(column + 1))) continue;
    const auto before = place.substr(0, column);
    const auto number = before.rfind(':');
    if (number == std::string_view::npos || !is_number(before.substr(number + 1))) continue;
    return SanitizerReport{Kind::error, "UndefinedBehaviorSanitizer",
                           gist(text.substr(at + words.size())), begin};
  }
  return std::nullopt;
}

/// "==123== Invalid read of size 4"
std::optional<SanitizerReport> valgrind(std::string_view text) {
  for (const std::string_view words :
       {"== Invalid read of size", "== Invalid write of size", "== Invalid free()",
        "== Conditional jump or move depends on uninitialised", "== Possible data race"}) {
    const auto at = text.find(words);
    if (at == std::string_view::npos) continue;
    const auto line = line_at(text, at);
    return SanitizerReport{Kind::error, "Valgrind", std::string(words.substr(3)),
                           static_cast<std::size_t>(line.data() - text.data())};
  }
  return std::nullopt;
}

}  // namespace

std::optional<SanitizerReport> find_sanitizer_report(std::string_view text) {
  std::optional<SanitizerReport> first;
  const auto take = [&](std::optional<SanitizerReport> report) {
    if (!report) return;
    const auto rank = [](const SanitizerReport& one) {
      return std::pair(one.kind == Kind::leak, one.begin);
    };
    if (!first || rank(*report) < rank(*first)) first = std::move(report);
  };
  for (const auto& opening : openings) take(first_of(opening, text));
  take(undefined_behaviour(text));
  take(valgrind(text));
  return first;
}

}  // namespace eardrum::conformance

#include "eardrum/conformance/verdict/fault.hpp"

#include <algorithm>

#include "eardrum/conformance/verdict/listed.hpp"

namespace eardrum::conformance {
namespace {

constexpr std::array<std::string_view, fault_kinds> fault_slugs{
    "other",         "rows",       "error-instead", "accepted",      "error-text", "malformed",
    "second-answer", "beyond-end", "early",         "unfinished",    "closed",     "silent",
    "refused",       "crashed",    "kept",          "contradiction", "choice"};

constexpr std::array<std::string_view, row_fault_kinds> row_fault_slugs{
    "swapped",   "foreign-key", "other-time", "other-value",
    "too-often", "missing",     "order",      "changed"};

constexpr std::string_view slug_of(Asked asked) {
  switch (asked) {
    case Asked::put:
      return "put";
    case Asked::get:
      return "get";
    case Asked::star:
      return "star";
    case Asked::no_command:
      return "no-command";
  }
  return "";
}

// AnsweredRightly counts on each place too.
static_assert(lists_each(all_asked, [](Asked asked) { return !slug_of(asked).empty(); }));

constexpr std::array<std::string_view, unusual_kinds> unusual_slugs{"integer",
                                                                    "zero",
                                                                    "negative",
                                                                    "below-one",
                                                                    "many-digits",
                                                                    "value",
                                                                    "short-time",
                                                                    "zero-time",
                                                                    "late-time",
                                                                    "time",
                                                                    "capital",
                                                                    "underscore",
                                                                    "hyphen",
                                                                    "undotted",
                                                                    "digit-first",
                                                                    "outer-punctuation",
                                                                    "long-name",
                                                                    "protocol-word",
                                                                    "star-in-name",
                                                                    "name",
                                                                    "line",
                                                                    "long-line",
                                                                    "pieces",
                                                                    "pipeline",
                                                                    "later-sample",
                                                                    "earlier-sample",
                                                                    "other-key",
                                                                    "same-time",
                                                                    "other-case",
                                                                    "resembling-key",
                                                                    "put-again",
                                                                    "put-thrice",
                                                                    "asked-again",
                                                                    "after-refusal",
                                                                    "refused-since-put",
                                                                    "other-connection",
                                                                    "many-requests",
                                                                    "everything"};

/// A table that is too short would end in empty slugs.
template <std::size_t size>
constexpr bool is_full(const std::array<std::string_view, size>& slugs) {
  return std::ranges::none_of(slugs, &std::string_view::empty);
}
static_assert(is_full(fault_slugs) && is_full(row_fault_slugs) && is_full(unusual_slugs));

template <class Kind, std::size_t size>
std::optional<Kind> parse(const std::array<std::string_view, size>& slugs, std::string_view slug) {
  const auto* const found = std::ranges::find(slugs, slug);
  if (found == slugs.end()) return std::nullopt;
  return static_cast<Kind>(found - slugs.begin());
}

}  // namespace

std::string_view slug(FaultKind kind) {
  return fault_slugs.at(static_cast<std::size_t>(kind));
}

std::optional<FaultKind> parse_fault_kind(std::string_view slug) {
  return parse<FaultKind>(fault_slugs, slug);
}

std::string_view slug(RowFaultKind kind) {
  return row_fault_slugs.at(static_cast<std::size_t>(kind));
}

std::optional<RowFaultKind> parse_row_fault_kind(std::string_view slug) {
  return parse<RowFaultKind>(row_fault_slugs, slug);
}

std::string_view slug(Asked asked) {
  return slug_of(asked);
}

std::optional<Asked> parse_asked(std::string_view slug) {
  const auto* const found = std::ranges::find(all_asked, slug, &slug_of);
  if (found == all_asked.end()) return std::nullopt;
  return *found;
}

std::string_view slug(Unusual unusual) {
  return unusual_slugs.at(static_cast<std::size_t>(unusual));
}

std::optional<Unusual> parse_unusual(std::string_view slug) {
  return parse<Unusual>(unusual_slugs, slug);
}

bool Fault::has(RowFaultKind what) const {
  return std::ranges::find(rows, what) != rows.end();
}

}  // namespace eardrum::conformance

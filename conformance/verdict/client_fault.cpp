#include "eardrum/conformance/verdict/client_fault.hpp"

#include <algorithm>
#include <array>

namespace eardrum::conformance {
namespace {

constexpr std::array<std::string_view, client_steps> step_slugs{"construction", "request",
                                                                "outcome"};

constexpr std::array<std::string_view, client_dues> due_slugs{"success", "samples", "nothing",
                                                              "error",   "refusal", "anything"};

constexpr std::array<std::string_view, client_ends> end_slugs{
    "raised", "other-error", "succeeded",  "wrong-type",  "wrong-data",  "late",
    "hung",   "wrong-bytes", "unfinished", "extra-bytes", "reconnected", "crashed"};

template <class Kind, std::size_t size>
std::optional<Kind> parse(const std::array<std::string_view, size>& slugs, std::string_view slug) {
  const auto* const found = std::ranges::find(slugs, slug);
  if (found == slugs.end()) return std::nullopt;
  return static_cast<Kind>(found - slugs.begin());
}

}  // namespace

std::string_view slug(ClientStep step) {
  return step_slugs.at(static_cast<std::size_t>(step));
}

std::string_view slug(ClientDue due) {
  return due_slugs.at(static_cast<std::size_t>(due));
}

std::string_view slug(ClientEnd end) {
  return end_slugs.at(static_cast<std::size_t>(end));
}

std::optional<ClientStep> parse_client_step(std::string_view slug) {
  return parse<ClientStep>(step_slugs, slug);
}

std::optional<ClientDue> parse_client_due(std::string_view slug) {
  return parse<ClientDue>(due_slugs, slug);
}

std::optional<ClientEnd> parse_client_end(std::string_view slug) {
  return parse<ClientEnd>(end_slugs, slug);
}

}  // namespace eardrum::conformance

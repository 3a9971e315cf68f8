#include "eardrum/conformance/play/delivery.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <string>

namespace eardrum::conformance {
namespace {

constexpr std::size_t pieces_max = 256;
constexpr std::size_t short_text_bytes_max = 64;
constexpr std::size_t even_cuts = 16;

std::vector<std::string_view> split_evenly(std::string_view text, std::size_t piece_bytes) {
  std::vector<std::string_view> result;
  while (!text.empty()) {
    const auto size = std::min(piece_bytes, text.size());
    result.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return result;
}

void add_cuts(const std::string& text, std::set<std::size_t>& cuts) {
  if (text.size() <= short_text_bytes_max) {
    for (std::size_t at = 1; at < text.size(); ++at) cuts.insert(at);
    return;
  }
  std::size_t blanks = 0;
  for (std::size_t at = 1; at < text.size() && blanks < even_cuts; ++at) {
    if (text[at] != ' ' && text[at] != '\n') continue;
    cuts.insert(at);
    if (at + 1 < text.size()) cuts.insert(at + 1);
    ++blanks;
  }
  for (std::size_t i = 1; i < even_cuts; ++i) cuts.insert(text.size() * i / even_cuts);
  cuts.insert(text.size() - 1);
}

}  // namespace

std::string Delivery::text() const {
  const std::string kind_name(name(kind));
  return kind == DeliveryKind::cut ? kind_name + "@" + std::to_string(cut) : kind_name;
}

std::vector<std::string_view> pieces(std::string_view text, const Delivery& delivery) {
  if (text.empty()) return {};
  switch (delivery.kind) {
    case DeliveryKind::whole:
    case DeliveryKind::coalesced:
      return {text};
    case DeliveryKind::byte_by_byte:
      return split_evenly(text, (text.size() + pieces_max - 1) / pieces_max);
    case DeliveryKind::cut:
      break;
  }
  if (delivery.cut == 0 || delivery.cut >= text.size()) return {text};
  return {text.substr(0, delivery.cut), text.substr(delivery.cut)};
}

std::vector<std::size_t> cut_places(const std::vector<std::string>& texts, bool few) {
  std::set<std::size_t> cuts;
  if (few && !texts.empty()) {
    // Inside the last field, before the line end, and in the middle: where careless reading shows.
    const auto size = std::ranges::max(texts, {}, &std::string::size).size();
    for (const auto at : {size / 2, size > 3 ? size - 3 : 1, size - 1}) {
      if (at > 0 && at < size) cuts.insert(at);
    }
  } else {
    for (const auto& text : texts) add_cuts(text, cuts);
  }
  return {cuts.begin(), cuts.end()};
}

std::optional<Delivery> parse_delivery(std::string_view text) {
  const auto at = text.find('@');
  const auto kind = parse_delivery_kind(text.substr(0, at));
  if (!kind) return std::nullopt;
  Delivery delivery{*kind, 0};
  if (at == std::string_view::npos) return delivery;
  const auto number = text.substr(at + 1);
  const auto [stop, error] =
      std::from_chars(number.data(), number.data() + number.size(), delivery.cut);
  const bool whole_number = error == std::errc{} && stop == number.data() + number.size();
  if (*kind != DeliveryKind::cut || !whole_number) return std::nullopt;
  return delivery;
}

}  // namespace eardrum::conformance

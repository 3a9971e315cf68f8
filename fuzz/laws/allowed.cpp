#include "eardrum/fuzz/laws/allowed.hpp"

#include <algorithm>

namespace eardrum::fuzz {

bool is_allowed(std::span<const protocol::Row> puts, std::string_view key,
                std::span<const protocol::Row> rows) {
  const auto matches = [key](const protocol::Row& row) { return key == "*" || key == row.key; };
  const auto answered = [rows](const protocol::Row& put) {
    return std::ranges::any_of(rows, [&put](const protocol::Row& row) {
      return row.key == put.key && row.timestamp == put.timestamp;
    });
  };
  return std::ranges::all_of(rows, matches) &&
         std::ranges::all_of(rows,
                             [&](const protocol::Row& row) {
                               return std::ranges::count(rows, row) <=
                                      std::ranges::count(puts, row);
                             }) &&
         std::ranges::all_of(
             puts, [&](const protocol::Row& put) { return !matches(put) || answered(put); });
}

}  // namespace eardrum::fuzz

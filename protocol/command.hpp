// The commands: the word that each begins with, and how many arguments follow. Everybody who looks
// for a command in a line asks here, and then switches over its kind.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

#include "eardrum/protocol/characters.hpp"
#include "eardrum/protocol/request.hpp"

namespace eardrum::protocol {

/// In the order of the alternatives of Request.
enum class CommandKind : std::uint8_t { put, get };

struct Command {
  CommandKind kind;
  std::string_view word;  ///< lower case; other cases of it are REQ-ERR-6
  std::size_t arguments;  ///< no more, no fewer (REQ-PUT-12, REQ-GET-12)
};

inline constexpr std::array all_commands{Command{CommandKind::put, "put", 3},
                                         Command{CommandKind::get, "get", 1}};

// A request that can be parsed has a row, and the row its place. That it is parsed as the
// alternative at that place, a test says.
static_assert(all_commands.size() == std::variant_size_v<Request>);
static_assert([] {
  for (std::size_t i = 0; i < all_commands.size(); ++i) {
    if (static_cast<std::size_t>(all_commands[i].kind) != i) return false;
  }
  return true;
}());

/// The command with exactly that word, or nullptr.
constexpr const Command* find_command(std::string_view word) {
  const auto* const found = std::ranges::find(all_commands, word, &Command::word);
  return found == all_commands.end() ? nullptr : found;
}

/// Whether `word` is that of a command, but for the case of its letters.
constexpr bool is_command_ignoring_case(std::string_view word) {
  return std::ranges::any_of(
      all_commands, [&](const Command& each) { return equals_ignoring_case(word, each.word); });
}

}  // namespace eardrum::protocol

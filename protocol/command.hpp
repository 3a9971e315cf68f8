// The table of commands: the word that begins each command, and the number of its arguments. Code
// that looks for a command in a line uses this table and then switches over CommandKind.
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
  std::string_view word;  ///< in lower case; REQ-ERR-6 is about other cases
  std::size_t arguments;  ///< the exact number (REQ-PUT-12, REQ-GET-12)
};

inline constexpr std::array all_commands{Command{CommandKind::put, "put", 3},
                                         Command{CommandKind::get, "get", 1}};

// Each alternative of Request has a row, and the rows have the order of the alternatives. A test
// checks that a request is parsed as the alternative of its row.
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

/// Whether `word` is the word of a command if the case of its letters is ignored.
constexpr bool is_command_ignoring_case(std::string_view word) {
  return std::ranges::any_of(
      all_commands, [&](const Command& each) { return equals_ignoring_case(word, each.word); });
}

}  // namespace eardrum::protocol

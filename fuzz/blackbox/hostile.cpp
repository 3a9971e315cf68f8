#include "eardrum/fuzz/blackbox/hostile.hpp"

#include <array>
#include <string>
#include <string_view>

#include "eardrum/conformance/random/session_text.hpp"
#include "eardrum/fuzz/blackbox/boundaries.hpp"

namespace eardrum::fuzz {
namespace {

using conformance::random::Chance;
using conformance::random::Command;
using conformance::random::RandomSession;
using conformance::random::Wishes;
using std::string;
using std::string_view;

// None has a letter of which the model's keys are made, so that no change makes one of them.
constexpr std::array<string_view, 12> lines{
    "put hostile 1 10",    "put hostile 1.5 1501864247", "put hostile -1 10 10",
    "put hostile 1",       "put hostile 1e309 10",       "put hostile 1 -9223372036854775809",
    "put hostile 0x10 10", "put hostile \xff\xfe 10",    "put hostile 1 \xd9\xa1\xd9\xa0",
    "put hostile nan 10",  "put hostile %s%n%d 10",      "put hostile 1 1;DROP"};

constexpr std::array<string_view, 9> long_texts{"put {h*5000} 1 10\\n",
                                                "put hostile {1*5000} 10\\n",
                                                "put hostile 1 {9*5000}\\n",
                                                "put {h*70000} 1 10\\n",
                                                "{h*70000}",
                                                "put hostile 1 10{\\x20*5000}\\n",
                                                "{\\n*3000}",
                                                "{\\0*5000}\\n",
                                                "{put hostile 1 10\\n*500}"};

constexpr std::array ends{Command::End::close, Command::End::abort, Command::End::half_close};

/// `line` with up to four bytes changed, left out or put in, drawn by `draw`.
template <typename Draw>
string mutated(Chance& chance, string line, Draw draw) {
  for (auto changes = 1 + chance.below(4); changes > 0 && !line.empty(); --changes) {
    const auto at = chance.below(line.size());
    switch (chance.below(3)) {
      case 0:
        line[at] = draw();
        break;
      case 1:
        line.erase(at, 1);
        break;
      default:
        line.insert(at, 1, draw());
        break;
    }
  }
  return line;
}

/// A put in which something is odd: the text leaves open how it is answered, but not that it is.
/// Without control bytes, which some take for the end of a line.
Command odd_put(Chance& chance) {
  const auto draw = [&] {
    const auto byte = chance.below(0x100 - 0x21) + 0x21;  // visible, DEL, or beyond ASCII
    return static_cast<char>(byte == 0x7f ? '?' : byte);
  };
  const string line(chance.one_of(lines));
  Command command;
  command.kind = Command::Kind::open;
  // The first word stays: an answer to a get might show what another odd put has stored.
  const auto rest = line.substr(string_view("put").size());
  command.line = "put" + conformance::random::escaped("x" + mutated(chance, rest, draw)).substr(1);
  command.line += "\\n";
  command.end = Command::End::close;
  return command;
}

Command garbage(Chance& chance) {
  const auto draw = [&] { return static_cast<char>(chance.below(256)); };
  string bytes;
  if (chance.percent(40)) {
    for (auto count = 1 + chance.below(60); count > 0; --count) bytes += draw();
  } else {
    bytes = mutated(chance, string(chance.one_of(lines)) + "\n", draw);
  }
  if (bytes.empty()) bytes = "\n";
  Command command;
  command.kind = Command::Kind::bytes;
  command.line = conformance::random::escaped(bytes);
  command.end = chance.one_of(ends);
  return command;
}

Command long_text(Chance& chance) {
  Command command;
  command.kind = Command::Kind::bytes;
  command.line = chance.one_of(long_texts);
  command.end = chance.one_of(ends);
  return command;
}

/// A request that is cut short by the end of its connection.
Command broken_off(Chance& chance) {
  const string line(chance.one_of(lines));
  Command command;
  command.kind = Command::Kind::bytes;
  command.line = conformance::random::escaped(line.substr(0, 1 + chance.below(line.size())));
  command.end = chance.one_of(ends);
  return command;
}

}  // namespace

Command hostile_command(Chance& chance) {
  const auto kind = chance.below(100);
  if (kind < 35) return odd_put(chance);
  if (kind < 55) return garbage(chance);
  if (kind < 70) return broken_off(chance);
  if (kind < 90) return long_put(chance);
  return long_text(chance);
}

RandomSession blackbox_dialogue(std::uint64_t seed, const Wishes& wishes) {
  auto dialogue = conformance::random::generate(seed, wishes);
  Chance chance(seed + 1);
  if (dialogue.fresh_store) return dialogue;
  constexpr std::size_t many_rows_share = 1;
  if (chance.percent(many_rows_share)) return many_rows(chance);
  if (chance.percent(20)) lengthen_a_key(chance, dialogue);
  if (chance.percent(33)) return dialogue;
  dialogue.delivery = {};
  auto& commands = dialogue.commands;
  for (auto count = 1 + chance.below(3); count > 0; --count) {
    const auto at = static_cast<std::ptrdiff_t>(chance.below(commands.size()));
    auto command = chance.percent(20) ? many_arguments(chance) : hostile_command(chance);
    if (command.kind == Command::Kind::wrong && wishes.errors_end) {
      command.end = Command::End::close;
    }
    commands.insert(commands.begin() + at, std::move(command));
  }
  return dialogue;
}

}  // namespace eardrum::fuzz

#include "eardrum/fuzz/blackbox/boundaries.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "eardrum/protocol/limits.hpp"
#include "eardrum/protocol/rules.hpp"

namespace eardrum::fuzz {
namespace {

using conformance::random::Chance;
using conformance::random::Command;
using conformance::random::RandomSession;
using std::string;

constexpr std::array<std::size_t, 17> boundaries{16,  32,  64,  77,  80,  100,  127,  128, 200,
                                                 255, 256, 500, 512, 768, 1000, 1023, 1024};

// The suffix of a private key, with room to spare (see RunOptions::key_stamp).
constexpr std::size_t key_suffix_bytes_max = 24;

string repeated(char c, std::size_t count) {
  return string("{") + c + "*" + std::to_string(count) + "}";
}

}  // namespace

std::size_t boundary_length(Chance& chance) {
  if (chance.percent(50)) return 1 + chance.below(protocol::limits::request_bytes_max);
  return chance.one_of(boundaries) - 1 + chance.below(3);
}

Command long_put(Chance& chance) {
  const auto length = boundary_length(chance);
  Command put;
  put.kind = Command::Kind::open;
  put.end = Command::End::close;
  switch (chance.below(4)) {
    case 0:
      put.line = "put hostile 1." + repeated('0', length) + " 10\\n";
      break;
    case 1:
      put.line = "put hostile 1 " + repeated('1', length) + "\\n";
      break;
    default:
      put.line = "put " + repeated('h', length) + " 1 10\\n";
      break;
  }
  return put;
}

Command many_arguments(Chance& chance) {
  constexpr std::size_t most = 15;
  const bool get = chance.percent(50);
  const std::size_t right = get ? 1 : 3;
  const auto count = right + 1 + chance.below(most - right);
  Command wrong;
  wrong.kind = Command::Kind::wrong;
  wrong.rule = get ? protocol::rule::get_12 : protocol::rule::put_12;
  wrong.line = get ? "get" : "put hostile 1 10";
  for (auto i = get ? 0 : right; i < count; ++i) wrong.line += " a";
  wrong.line += "\\n";
  return wrong;
}

void lengthen_a_key(Chance& chance, RandomSession& session) {
  std::set<string> keys;
  for (const auto& command : session.commands) {
    if (!command.key.empty()) keys.insert(command.key);
  }
  if (keys.empty()) return;
  auto chosen = keys.begin();
  std::advance(chosen, chance.below(keys.size()));
  std::size_t longest = 0;
  for (const auto& command : session.commands) {
    if (command.key == *chosen) longest = std::max(longest, command.text().size());
  }
  const auto used = longest + key_suffix_bytes_max;
  if (used >= protocol::limits::core_request_bytes_max) return;
  const auto room = protocol::limits::core_request_bytes_max - used;
  const auto longer = *chosen + string(1 + chance.below(room), 'x');
  if (keys.contains(longer)) return;
  for (auto& command : session.commands) {
    if (command.key == *chosen) command.key = longer;
  }
}

RandomSession many_rows(Chance& chance) {
  constexpr std::array<std::size_t, 8> counts{16, 32, 64, 100, 128, 200, 255, 256};
  const auto count = chance.one_of(counts) - 1 + chance.below(3);
  RandomSession session;
  Command put;
  put.kind = Command::Kind::put;
  put.key = "{k}";
  for (std::size_t i = 1; i <= count; ++i) {
    put.value = std::to_string(chance.below(100));
    put.timestamp = std::to_string(i);
    session.commands.push_back(put);
  }
  Command get;
  get.key = put.key;
  session.commands.push_back(get);
  return session;
}

}  // namespace eardrum::fuzz

#include "eardrum/conformance/random/shrinker.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

namespace eardrum::conformance::random {
namespace {

using std::string;
using std::string_view;

/// A text of the session language in its smallest parts: escapes, braces, single bytes.
std::vector<string> atoms(string_view text) {
  std::vector<string> parts;
  while (!text.empty()) {
    std::size_t size = 1;
    if (text.starts_with("\\x")) {
      size = 4;
    } else if (text.starts_with('\\')) {
      size = 2;
    } else if (text.starts_with('{')) {
      size = std::min(text.find('}'), text.size() - 1) + 1;
    }
    parts.emplace_back(text.substr(0, size));
    text.remove_prefix(parts.back().size());
  }
  return parts;
}

string joined(const std::vector<string>& parts) {
  string text;
  for (const auto& part : parts) text += part;
  return text;
}

/// The number in "{h*70000}".
std::optional<std::size_t> count_in(string_view part) {
  const auto star = part.rfind('*');
  if (!part.starts_with('{') || star == string_view::npos) return std::nullopt;
  std::size_t count = 0;
  const auto* const end = part.data() + part.size() - 1;
  const auto read = std::from_chars(part.data() + star + 1, end, count);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return count;
}

/// The same text repeated `count` times.
string with_count(string_view part, std::size_t count) {
  return string(part.substr(0, part.rfind('*') + 1)) + std::to_string(count) + "}";
}

/// What the session language can write and the generator might have made: no blank at either end,
/// and a line that gets an answer keeps its end and does not become empty.
bool is_sendable(const Command& command) {
  const auto& line = command.line;
  if (line.empty() || line.front() == ' ' || line.back() == ' ') return false;
  return command.kind == Command::Kind::bytes || (line.ends_with("\\n") && line.starts_with("put"));
}

/// Whether what becomes of the connection is no part of what the command asks.
bool may_stay_open(Command::Kind kind) {
  switch (kind) {
    case Command::Kind::put:
    case Command::Kind::get:
      return true;
    case Command::Kind::star:
    case Command::Kind::wrong:
    case Command::Kind::open:
    case Command::Kind::bytes:
      break;
  }
  return false;
}

class Shrinker {
 public:
  Shrinker(RandomSession failing, const StillFails& still_fails)
      : best_(std::move(failing)), still_fails_(still_fails) {}

  RandomSession shrink() {
    send_whole();
    last_alone();
    remove_commands();
    ask_for_one_key();
    one_connection();
    keep_open();
    plainer_arguments();
    shorter_keys();
    shorter_lines();
    shorter_repetitions();
    remove_commands();  // plainer arguments may have made a command needless
    return std::move(best_);
  }

 private:
  bool take(RandomSession candidate) {
    if (!still_fails_(candidate)) return false;
    best_ = std::move(candidate);
    return true;
  }

  void send_whole() {
    if (best_.delivery.kind == DeliveryKind::whole) return;
    auto candidate = best_;
    candidate.delivery = {};
    take(std::move(candidate));
  }

  /// Often the last command needs no other.
  void last_alone() {
    if (best_.commands.size() < 2) return;
    auto candidate = best_;
    candidate.commands.assign(1, best_.commands.back());
    take(std::move(candidate));
  }

  /// A get * that shows no more than a get of one key would.
  void ask_for_one_key() {
    for (std::size_t i = 0; i < best_.commands.size(); ++i) {
      if (best_.commands[i].kind != Command::Kind::star) continue;
      std::set<string> keys;
      for (const auto& command : best_.commands) keys.insert(command.key);
      for (const auto& key : keys) {
        if (key.empty()) continue;
        auto candidate = best_;
        candidate.commands[i].kind = Command::Kind::get;
        candidate.commands[i].key = key;
        if (take(std::move(candidate))) break;
      }
    }
  }

  /// Delta debugging: leaves out ever shorter stretches, until no single command can go.
  void remove_commands() {
    auto stretch = std::max<std::size_t>(best_.commands.size() / 2, 1);
    for (;;) {
      const bool removed = remove_stretches(stretch);
      if (stretch == 1 && !removed) return;
      if (!removed || stretch > best_.commands.size())
        stretch = std::max<std::size_t>(stretch / 2, 1);
    }
  }

  bool remove_stretches(std::size_t stretch) {
    bool removed = false;
    for (std::size_t at = 0; at < best_.commands.size();) {
      auto candidate = best_;
      const auto begin = candidate.commands.begin() + static_cast<std::ptrdiff_t>(at);
      const auto count = std::min(stretch, candidate.commands.size() - at);
      candidate.commands.erase(begin, begin + static_cast<std::ptrdiff_t>(count));
      if (!candidate.commands.empty() && take(std::move(candidate))) {
        removed = true;
      } else {
        at += stretch;
      }
    }
    return removed;
  }

  void one_connection() {
    auto candidate = best_;
    for (auto& command : candidate.commands) command.connection = 'A';
    if (candidate.commands != best_.commands) take(std::move(candidate));
  }

  /// Connections that need not be closed in between.
  void keep_open() {
    for (std::size_t i = 0; i < best_.commands.size(); ++i) {
      const auto& command = best_.commands[i];
      if (!may_stay_open(command.kind) || command.end == Command::End::none) continue;
      auto candidate = best_;
      candidate.commands[i].end = Command::End::none;
      take(std::move(candidate));
    }
  }

  void plainer_arguments() {
    constexpr std::array<string_view, 3> values{"1", "2", "3"};
    constexpr std::array<string_view, 3> times{"10", "20", "30"};
    constexpr std::array<string_view, 2> private_keys{"{k}", "{m}"};
    constexpr std::array<string_view, 2> plain_keys{"k", "m"};
    plainer(&Command::value, values);
    plainer(&Command::timestamp, times);
    plainer(&Command::key, best_.fresh_store ? plain_keys : private_keys);
  }

  /// Replaces each word that stands in `member` by one of `plain`, wherever it stands there.
  template <typename Words>
  void plainer(string Command::* member, const Words& plain) {
    std::set<string> used;
    for (const auto& command : best_.commands) {
      if (!(command.*member).empty()) used.insert(command.*member);
    }
    for (const auto& word : used) {
      for (const auto simple : plain) {
        if (word == simple) break;
        if (used.contains(string(simple))) continue;
        auto candidate = best_;
        for (auto& command : candidate.commands) {
          if (command.*member == word) command.*member = simple;
        }
        if (!take(std::move(candidate))) continue;
        used.insert(string(simple));
        break;
      }
    }
  }

  /// Keys that must be long become as short as they may be, wherever they stand.
  void shorter_keys() {
    std::set<string> used;
    for (const auto& command : best_.commands) used.insert(command.key);
    for (const auto& key : used) {
      auto left = atoms(key);
      for (auto stretch = left.size() / 2; stretch > 0; stretch /= 2) {
        while (left.size() > stretch) {
          const std::vector<string> fewer(left.begin(),
                                          left.end() - static_cast<std::ptrdiff_t>(stretch));
          auto candidate = best_;
          for (auto& command : candidate.commands) {
            if (command.key == joined(left)) command.key = joined(fewer);
          }
          if (!take(std::move(candidate))) break;
          left = fewer;
        }
      }
    }
  }

  /// A text that must be long, "{h*70000}", becomes as short as it may be.
  void shorter_repetitions() {
    for (std::size_t i = 0; i < best_.commands.size(); ++i) {
      auto parts = atoms(best_.commands[i].line);
      for (auto& part : parts) {
        const auto count = count_in(part);
        if (!count) continue;
        const auto fails = [&](std::size_t fewer) {
          auto candidate = best_;
          const auto before = std::exchange(part, with_count(part, fewer));
          candidate.commands[i].line = joined(parts);
          if (take(std::move(candidate))) return true;
          part = before;
          return false;
        };
        std::size_t passes = 0;  // so many are too few
        for (auto left = *count; left - passes > 1;) {
          const auto middle = passes + (left - passes) / 2;
          (fails(middle) ? left : passes) = middle;
        }
      }
    }
  }

  /// Lines of bytes lose what they can, from half of them down to single ones.
  void shorter_lines() {
    for (std::size_t i = 0; i < best_.commands.size(); ++i) {
      const auto kind = best_.commands[i].kind;
      if (kind != Command::Kind::bytes && kind != Command::Kind::open) continue;
      auto left = atoms(best_.commands[i].line);
      for (auto stretch = left.size() / 2; stretch > 0; stretch /= 2) {
        for (std::size_t at = 0; at + stretch <= left.size();) {
          auto fewer = left;
          const auto begin = fewer.begin() + static_cast<std::ptrdiff_t>(at);
          fewer.erase(begin, begin + static_cast<std::ptrdiff_t>(stretch));
          auto candidate = best_;
          candidate.commands[i].line = joined(fewer);
          if (is_sendable(candidate.commands[i]) && take(std::move(candidate))) {
            left = std::move(fewer);
          } else {
            at += stretch;
          }
        }
      }
    }
  }

  RandomSession best_;
  const StillFails& still_fails_;
};

}  // namespace

RandomSession shrink(RandomSession failing, const StillFails& still_fails) {
  return Shrinker(std::move(failing), still_fails).shrink();
}

}  // namespace eardrum::conformance::random

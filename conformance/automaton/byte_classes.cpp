#include "eardrum/conformance/automaton/byte_classes.hpp"

#include <algorithm>
#include <cassert>
#include <map>

#include "eardrum/protocol/characters.hpp"

namespace eardrum::conformance {
namespace {

/// The lower, the more ordinary: what every server has seen, and what no terminal minds.
int strangeness(char byte) {
  if (byte == 'k') return 0;
  if (byte >= 'a' && byte <= 'z') return 1;
  if (protocol::is_digit(byte)) return 2;
  if (byte >= 'A' && byte <= 'Z') return 3;
  if (protocol::is_core_key_byte(byte)) return 4;
  if (byte > ' ' && byte <= '~') return 5;
  if (byte == ' ' || byte == '\n') return 6;
  if (protocol::is_key_byte(byte)) return 7;
  return byte == '\0' ? 9 : 8;  // a NUL would end the text of many a program
}

class Terminals {
 public:
  explicit Terminals(const Grammar& grammar) : grammar_(grammar), seen_(grammar.rules.size()) {}

  void add_rule(std::size_t rule) {
    if (seen_[rule]) return;
    seen_[rule] = true;
    add(grammar_.rules[rule].definition);
  }

  const std::vector<ByteRange>& ranges() const { return ranges_; }

 private:
  void add(const Expression& expression) {
    if (expression.kind == Expression::Kind::bytes) ranges_.push_back(expression.range);
    if (expression.kind == Expression::Kind::rule) add_rule(expression.rule);
    for (const auto& part : expression.parts) add(part);
  }

  const Grammar& grammar_;
  std::vector<bool> seen_;
  std::vector<ByteRange> ranges_;
};

}  // namespace

ByteClasses::ByteClasses(const Grammar& grammar, const std::vector<std::string_view>& rules) {
  Terminals terminals(grammar);
  for (const auto name : rules) {
    const auto rule = grammar.find(name);
    assert(rule);
    terminals.add_rule(*rule);
  }
  // Bytes belong together if the same terminals take them.
  std::map<std::vector<bool>, std::string> classes;
  for (int value = 0; value < 256; ++value) {
    const auto byte = static_cast<char>(value);
    std::vector<bool> takers;
    for (const auto& range : terminals.ranges()) takers.push_back(range.contains(byte));
    classes[takers] += byte;
  }
  for (auto& [takers, members] : classes) {
    std::ranges::stable_sort(members, {}, strangeness);
    members_.push_back(members);
  }
  std::ranges::stable_sort(members_, {}, [](const std::string& members) {
    return std::pair(strangeness(members.front()), members.front());
  });
  for (std::size_t letter = 0; letter < members_.size(); ++letter) {
    for (const char byte : members_[letter]) {
      letter_of_[static_cast<unsigned char>(byte)] = static_cast<char8_t>(letter);
    }
  }
}

std::string ByteClasses::text(const Word& word, std::size_t member) const {
  std::string text;
  for (const auto letter : word) text += members_[letter][member % members_[letter].size()];
  return text;
}

Word ByteClasses::word(std::string_view text) const {
  Word word;
  for (const char byte : text) word += letter_of(byte);
  return word;
}

}  // namespace eardrum::conformance

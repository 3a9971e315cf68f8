#include "eardrum/fuzz/grammar/generator.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <vector>

#include "eardrum/protocol/command.hpp"

namespace eardrum::fuzz {
namespace {

using conformance::Expression;
using conformance::Grammar;
using Kind = Expression::Kind;
using namespace std::literals;

constexpr std::size_t long_repetition_one_in = 400;
constexpr std::size_t long_repetition_max = 1100;  // beyond every limit of limits.hpp

class Writer {
 public:
  Writer(const Grammar& grammar, Random& random) : grammar_(grammar), random_(random) {}

  void write(const Expression& expression) {
    switch (expression.kind) {
      case Kind::bytes:
        write_byte(expression);
        return;
      case Kind::rule:
        write(grammar_.rules[expression.rule].definition);
        return;
      case Kind::sequence:
        for (const auto& part : expression.parts) write(part);
        return;
      case Kind::choice:
        write(expression.parts[random_.below(expression.parts.size())]);
        return;
      case Kind::repeat:
        write_repeat(expression);
        return;
    }
  }

  std::string take() { return std::move(text_); }

 private:
  void write_byte(const Expression& expression) {
    const auto [first, last] = expression.range;
    const auto width = static_cast<std::size_t>(last - first) + 1;
    text_ += static_cast<char>(first + random_.below(width));
  }

  void write_repeat(const Expression& expression) {
    auto more = random_.below(4);
    while (more < 30 && random_.one_in(3)) more += random_.below(6);  // a tail of a dozen or two
    // Text must not grow as a product of repetitions within repetitions.
    if (text_.size() < long_repetition_max && random_.one_in(long_repetition_one_in)) {
      more = random_.below(long_repetition_max);
    }
    auto times = expression.least + more;
    if (expression.most)
      times = expression.least + more % (*expression.most - expression.least + 1);
    for (std::size_t i = 0; i < times && text_.size() < 3 * long_repetition_max; ++i) {
      write(expression.parts.front());
    }
    for (std::size_t i = times; i < expression.least; ++i) write(expression.parts.front());
  }

  const Grammar& grammar_;
  Random& random_;
  std::string text_;
};

/// Words that readers of numbers, keys and verbs are known to dispute.
constexpr std::array disputed{""sv,
                              "0"sv,
                              "-0"sv,
                              "00"sv,
                              "007"sv,
                              "+1"sv,
                              "1."sv,
                              ".5"sv,
                              "1e5"sv,
                              "1e"sv,
                              "1e+"sv,
                              "e5"sv,
                              "0x10"sv,
                              "1e+05"sv,
                              "1E-7"sv,
                              "1_000"sv,
                              "1,5"sv,
                              "inf"sv,
                              "-inf"sv,
                              "nan"sv,
                              "NaN(1)"sv,
                              "--1"sv,
                              "1-2"sv,
                              "1.2.3"sv,
                              "-"sv,
                              "*"sv,
                              "**"sv,
                              "put"sv,
                              "get"sv,
                              "PUT"sv,
                              "gett"sv,
                              "error"sv,
                              "1e308"sv,
                              "1.8e308"sv,
                              "1e400"sv,
                              "-1e400"sv,
                              "1e-400"sv,
                              "4.9e-324"sv,
                              "2.4e-324"sv,
                              "2147483647"sv,
                              "2147483648"sv,
                              "9223372036854775807"sv,
                              "9223372036854775808"sv,
                              "-9223372036854775808"sv,
                              "-9223372036854775809"sv,
                              "\xD0\xB8"sv,
                              "\xFF"sv,
                              "1\r"sv,
                              "k\t"sv,
                              "\0"sv};
static_assert(std::ranges::all_of(protocol::all_commands, [](const protocol::Command& each) {
  return std::ranges::find(disputed, each.word) != disputed.end();
}));

constexpr auto telling_bytes = " \n\r\t\0\v\x7F\x80\xFF*-+.,_0189eEpPutgkokrwn"sv;

char any_byte(Random& random) {
  if (random.one_in(4)) return static_cast<char>(random.below(256));
  return telling_bytes[random.below(telling_bytes.size())];
}

/// Where a word begins and ends: between blanks and line ends.
std::pair<std::size_t, std::size_t> any_word(const std::string& text, Random& random) {
  const auto at = random.below(text.size() + 1);
  const auto before = at == 0 ? std::string::npos : text.find_last_of(" \n", at - 1);
  return {before + 1, std::min(text.find_first_of(" \n", at), text.size())};
}

void change_once(std::string& text, Random& random) {
  const auto at = random.below(text.size() + 1);
  const auto length = 1 + random.below(3);
  switch (random.below(7)) {
    case 0:
      text.insert(at, 1, any_byte(random));
      return;
    case 1:
      text.erase(std::min(at, text.size()), length);
      return;
    case 2:
      text.insert(at, text.substr(at, length));
      return;
    case 3: {
      const auto [begin, end] = any_word(text, random);
      const auto [from, to] = any_word(text, random);
      text.replace(begin, end - begin, text.substr(from, to - from));
      return;
    }
    case 4:
    case 5: {
      const auto [begin, end] = any_word(text, random);
      text.replace(begin, end - begin, disputed[random.below(disputed.size())]);
      return;
    }
    default:
      if (at < text.size()) text[at] = any_byte(random);
      return;
  }
}

}  // namespace

std::size_t Random::below(std::size_t count) {
  assert(count > 0);
  state_ += 0x9E3779B97F4A7C15ULL;
  auto bits = state_;
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9ULL;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBULL;
  bits ^= bits >> 31;
  return static_cast<std::size_t>(bits % count);
}

std::string generate(const Grammar& grammar, std::string_view rule, Random& random) {
  const auto index = grammar.find(rule);
  assert(index);
  Writer writer(grammar, random);
  writer.write(grammar.rules[*index].definition);
  return writer.take();
}

std::string mutate(std::string text, Random& random) {
  // A change behind the end marker is a change of the framing; most shall be changes of the
  // message.
  const bool keep_end = text.ends_with('\n') && !random.one_in(8);
  if (keep_end) text.pop_back();
  const auto changes = 1 + random.below(3);
  for (std::size_t i = 0; i < changes; ++i) change_once(text, random);
  if (keep_end) text += '\n';
  return text;
}

}  // namespace eardrum::fuzz

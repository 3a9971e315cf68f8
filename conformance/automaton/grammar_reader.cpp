// The reader of ABNF texts: recursive descent over the characters, one function for each rule of
// RFC 5234, section 4. References are resolved, and rules that contain themselves refused, when all
// rules have been read.
#include <algorithm>
#include <utility>

#include "eardrum/conformance/automaton/grammar.hpp"
#include "eardrum/protocol/characters.hpp"

namespace eardrum::conformance {
namespace {

using Kind = Expression::Kind;
using protocol::ascii_lower;
using protocol::is_digit;

constexpr std::size_t nesting_max = 64;        // groups within groups
constexpr std::size_t repetitions_max = 4096;  // a bound that is written down
constexpr unsigned byte_max = 0xFF;

/// Thrown within the reader only; read_grammar() turns it into a value.
struct Wrong {
  std::size_t at;
  std::string message;
};

bool is_letter(char c) {
  return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z';
}

Expression byte(unsigned char value) {
  Expression expression;
  expression.kind = Kind::bytes;
  expression.range = {value, value};
  return expression;
}

Expression any_case(char letter) {
  Expression either;
  either.kind = Kind::choice;
  either.parts.push_back(byte(static_cast<unsigned char>(ascii_lower(letter))));
  either.parts.push_back(byte(static_cast<unsigned char>(ascii_lower(letter) - 'a' + 'A')));
  return either;
}

/// A rule's name where it is used, until all names are known.
struct Reference {
  std::string name;
  std::size_t at;
};

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Grammar read() {
    while (!at_end()) {
      if (is_letter(peek())) {
        read_rule();
      } else {
        skip_line();
      }
    }
    if (grammar_.rules.empty()) fail(0, "the text holds no rule");
    for (auto& rule : grammar_.rules) resolve(rule.definition);
    for (std::size_t i = 0; i < grammar_.rules.size(); ++i) refuse_recursion(i);
    return std::move(grammar_);
  }

 private:
  [[noreturn]] static void fail(std::size_t at, std::string message) {
    throw Wrong{at, std::move(message)};
  }
  [[noreturn]] void fail(std::string message) const { fail(at_, std::move(message)); }

  bool at_end() const { return at_ == text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  bool take(char c) {
    if (at_end() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool at_line_end() const { return peek() == '\n' || text_.substr(at_, 2) == "\r\n"; }

  void skip_comment() {
    if (peek() == ';') at_ = std::min(text_.find('\n', at_), text_.size());
  }
  void take_line_end() {
    take('\r');
    take('\n');
  }

  /// Blanks, and line ends (with comments before them) that a further line of the rule follows.
  void skip_blanks() {
    for (;;) {
      while (take(' ') || take('\t')) {
      }
      const auto here = at_;
      skip_comment();
      if (!at_line_end()) return;
      take_line_end();
      if (peek() == ' ' || peek() == '\t') continue;
      at_ = here;
      return;
    }
  }

  /// A line between rules: blanks and a comment at most.
  void skip_line() {
    while (take(' ') || take('\t')) {
    }
    skip_comment();
    if (at_end()) return;
    if (!at_line_end()) fail("a rule begins with a letter, in the first column");
    take_line_end();
  }

  std::string read_name() {
    const auto begin = at_;
    if (!is_letter(peek())) fail("the name of a rule is missing");
    while (!at_end() && (is_letter(peek()) || is_digit(peek()) || peek() == '-')) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  void read_rule() {
    const auto begin = at_;
    auto name = read_name();
    skip_blanks();
    if (!take('=')) fail("'=' is missing after the name of the rule");
    const bool more = take('/');
    const auto known = grammar_.find(name);
    if (known && !more) fail(begin, "the rule '" + name + "' is defined already");
    if (!known && more) fail(begin, "the rule '" + name + "' is not yet defined");
    auto definition = read_choice(0);
    skip_comment();
    if (!at_end() && !at_line_end()) fail("this does not belong to a rule");
    take_line_end();
    if (!known) {
      grammar_.rules.push_back({std::move(name), std::move(definition)});
      return;
    }
    Expression either;
    either.kind = Kind::choice;
    either.parts.push_back(std::move(grammar_.rules[*known].definition));
    either.parts.push_back(std::move(definition));
    grammar_.rules[*known].definition = std::move(either);
  }

  Expression read_choice(std::size_t depth) {
    if (depth > nesting_max) fail("groups are nested too deeply");
    Expression choice;
    choice.kind = Kind::choice;
    do {
      choice.parts.push_back(read_sequence(depth));
      skip_blanks();
    } while (take('/'));
    return choice.parts.size() == 1 ? std::move(choice.parts.front()) : std::move(choice);
  }

  bool begins_element() const {
    return !at_end() && (is_letter(peek()) || is_digit(peek()) ||
                         std::string_view("*([\"%<").find(peek()) != std::string_view::npos);
  }

  Expression read_sequence(std::size_t depth) {
    Expression sequence;
    skip_blanks();
    if (!begins_element()) fail("an element is missing");
    while (begins_element()) {
      sequence.parts.push_back(read_repetition(depth));
      skip_blanks();
    }
    return sequence.parts.size() == 1 ? std::move(sequence.parts.front()) : std::move(sequence);
  }

  std::optional<std::size_t> read_count() {
    if (!is_digit(peek())) return std::nullopt;
    std::size_t count = 0;
    while (is_digit(peek())) {
      count = count * 10 + static_cast<std::size_t>(peek() - '0');
      if (count > repetitions_max) fail("more repetitions than this reader takes");
      ++at_;
    }
    return count;
  }

  Expression read_repetition(std::size_t depth) {
    const auto begin = at_;
    const auto first = read_count();
    const bool star = take('*');
    if (!first && !star) return read_element(depth);
    Expression repeat;
    repeat.kind = Kind::repeat;
    repeat.least = first.value_or(0);
    repeat.most = star ? read_count() : first;
    if (repeat.most && *repeat.most < repeat.least) fail(begin, "the bounds are in wrong order");
    repeat.parts.push_back(read_element(depth));
    return repeat;
  }

  Expression read_element(std::size_t depth) {
    const auto begin = at_;
    if (is_letter(peek())) {
      references_.push_back({read_name(), begin});
      Expression reference;
      reference.kind = Kind::rule;
      reference.rule = references_.size() - 1;  // until resolve()
      return reference;
    }
    if (take('(')) {
      auto group = read_choice(depth + 1);
      if (!take(')')) fail("')' is missing");
      return group;
    }
    if (take('[')) {
      Expression option;
      option.kind = Kind::repeat;
      option.most = 1;
      option.parts.push_back(read_choice(depth + 1));
      if (!take(']')) fail("']' is missing");
      return option;
    }
    if (peek() == '"') return read_string(false);
    if (take('%')) return read_percent();
    if (peek() == '<') fail("prose is nothing that a program can read");
    fail("an element is missing");
  }

  Expression read_string(bool case_counts) {
    const auto begin = at_;
    if (!take('"')) fail("a string is missing");
    Expression string;
    while (!take('"')) {
      const char c = peek();
      if (at_end() || at_line_end()) fail(begin, "the string has no end");
      if (c < ' ' || c > '~') fail("a string holds printable ASCII only");
      string.parts.push_back(is_letter(c) && !case_counts ? any_case(c)
                                                          : byte(static_cast<unsigned char>(c)));
      ++at_;
    }
    return string;
  }

  Expression read_percent() {
    const char base = ascii_lower(peek());
    if (base == 's' || base == 'i') {
      ++at_;
      return read_string(base == 's');
    }
    if (base != 'x' && base != 'd' && base != 'b') fail("after '%' stands one of x d b s i");
    ++at_;
    const auto radix = base == 'x' ? 16U : base == 'd' ? 10U : 2U;
    Expression value = byte(read_byte(radix));
    if (take('-')) {
      const auto at = at_;
      value.range.last = read_byte(radix);
      if (value.range.last < value.range.first) fail(at, "the range ends before it begins");
      return value;
    }
    if (peek() != '.') return value;
    Expression sequence;
    sequence.parts.push_back(std::move(value));
    while (take('.')) sequence.parts.push_back(byte(read_byte(radix)));
    return sequence;
  }

  static std::optional<unsigned> digit(char c, unsigned radix) {
    auto value = radix;
    if (is_digit(c)) value = static_cast<unsigned>(c - '0');
    if (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f') {
      value = static_cast<unsigned>(ascii_lower(c) - 'a') + 10;
    }
    return value < radix ? std::optional(value) : std::nullopt;
  }

  unsigned char read_byte(unsigned radix) {
    const auto begin = at_;
    unsigned value = 0;
    while (const auto next = digit(peek(), radix)) {
      value = value * radix + *next;
      if (value > byte_max) fail(begin, "the value is more than one byte");
      ++at_;
    }
    if (at_ == begin) fail("a number is missing");
    return static_cast<unsigned char>(value);
  }

  void resolve(Expression& expression) {
    for (auto& part : expression.parts) resolve(part);
    if (expression.kind != Kind::rule) return;
    const auto& [name, at] = references_[expression.rule];
    const auto found = grammar_.find(name);
    if (!found) fail(at, "no rule is called '" + name + "'");
    expression.rule = *found;
  }

  /// Depth first from rule `start`: is it reached again?
  void refuse_recursion(std::size_t start) const {
    std::vector<bool> seen(grammar_.rules.size());
    std::vector<const Expression*> open{&grammar_.rules[start].definition};
    while (!open.empty()) {
      const auto& expression = *open.back();
      open.pop_back();
      for (const auto& part : expression.parts) open.push_back(&part);
      if (expression.kind != Kind::rule) continue;
      const auto& name = grammar_.rules[start].name;
      if (expression.rule == start) fail(place_of(name), "the rule '" + name + "' contains itself");
      if (seen[expression.rule]) continue;
      seen[expression.rule] = true;
      open.push_back(&grammar_.rules[expression.rule].definition);
    }
  }

  /// Where a rule that is part of a cycle is used: the cycle makes it certain that it is.
  std::size_t place_of(std::string_view name) const {
    const auto same = [&](const Reference& reference) {
      return std::ranges::equal(reference.name, name, {}, ascii_lower, ascii_lower);
    };
    return std::ranges::find_if(references_, same)->at;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Grammar grammar_;
  std::vector<Reference> references_;
};

}  // namespace

std::expected<Grammar, GrammarError> read_grammar(std::string_view text) {
  try {
    return Reader(text).read();
  } catch (Wrong& wrong) {
    const auto before = text.substr(0, wrong.at);
    const auto lines = static_cast<std::size_t>(std::ranges::count(before, '\n'));
    const auto line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
    return std::unexpected(
        GrammarError{lines + 1, wrong.at - line_begin + 1, std::move(wrong.message)});
  }
}

}  // namespace eardrum::conformance

#include "eardrum/conformance/language/byte_text.hpp"

#include <charconv>
#include <limits>

#include "eardrum/protocol/characters.hpp"
#include "eardrum/protocol/numeral.hpp"

namespace eardrum::conformance {
namespace {

// Bulk is for rows by the ten thousand and lines beyond every limit, not for filling memory.
constexpr std::size_t repeat_count_max = 4'000'000;

std::optional<std::size_t> read_count(std::string_view text) {
  std::size_t count = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  const bool whole = error == std::errc{} && stop == text.data() + text.size();
  if (!whole || text.empty() || count > repeat_count_max) return std::nullopt;
  return count;
}

std::optional<unsigned> hex_digit(char c) {
  if (protocol::is_digit(c)) return static_cast<unsigned>(c - '0');
  const char lower = protocol::ascii_lower(c);
  if (lower >= 'a' && lower <= 'f') return static_cast<unsigned>(lower - 'a' + 10);
  return std::nullopt;
}

/// One pass over the text; a fault is thrown within this file only.
class Reader {
 public:
  Reader(std::string_view text, std::string_view loop_variables)
      : text_(text), loop_variables_(loop_variables) {}

  ByteText read() {
    ByteText result;
    while (at_ < text_.size()) {
      if (text_[at_] == '{') {
        check_number_ends(result);
        result.pieces.push_back(read_braces());
      } else {
        append_literal(result);
      }
    }
    check_number_ends(result);
    return result;
  }

 private:
  [[noreturn]] static void fail(std::size_t offset, std::string message) {
    throw TextFault{offset, std::move(message)};
  }

  void append_literal(ByteText& result) {
    if (result.pieces.empty() || !std::holds_alternative<Literal>(result.pieces.back())) {
      result.pieces.emplace_back(Literal{});
    }
    const auto offset = at_;
    const char byte = read_byte();
    auto& bytes = std::get<Literal>(result.pieces.back()).bytes;
    const bool first = bytes.empty() && result.pieces.size() > 1;
    if (first && byte != ' ' && byte != '\n' &&
        std::holds_alternative<AnySpelling>(*(result.pieces.end() - 2))) {
      fail(offset, unended);
    }
    bytes += byte;
  }

  /// Where a number in any spelling ends must be plain from what follows it.
  void check_number_ends(const ByteText& read) const {
    if (!read.pieces.empty() && std::holds_alternative<AnySpelling>(read.pieces.back())) {
      fail(at_, unended);
    }
  }

  char read_byte() {
    const char c = text_[at_];
    if (c == '}') fail(at_, "a closing brace is written \\}");
    if (c < ' ' || c > '~') fail(at_, "only printable ASCII stands for itself; write \\xNN");
    ++at_;
    return c == '\\' ? read_escape() : c;
  }

  char read_escape() {
    const auto backslash = at_ - 1;
    if (at_ == text_.size()) fail(backslash, "an escape needs a character; a backslash is \\\\");
    switch (const char c = text_[at_++]; c) {
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case '0':
        return '\0';
      case '\\':
      case '{':
      case '}':
      case '"':
        return c;
      case 'x':
        break;
      default:
        fail(backslash, std::string("unknown escape \\") + c +
                            "; the escapes are \\n \\r \\t \\0 \\\\ \\{ \\} \\\" \\xNN");
    }
    const auto digits = text_.substr(at_, 2);
    const auto high = digits.size() == 2 ? hex_digit(digits[0]) : std::nullopt;
    const auto low = digits.size() == 2 ? hex_digit(digits[1]) : std::nullopt;
    if (!high || !low) fail(backslash, "\\x needs two hexadecimal digits");
    at_ += 2;
    return static_cast<char>(*high << 4 | *low);
  }

  Piece read_braces() {
    const auto open = at_;
    const auto close = text_.find('}', open);
    if (close == std::string_view::npos) {
      fail(open, "this brace is never closed; a brace as a byte is \\{");
    }
    const auto inside = text_.substr(open + 1, close - open - 1);
    const auto star = inside.rfind('*');
    if (star != std::string_view::npos) return read_repeated(inside, star, open, close);
    at_ = close + 1;
    if (inside.starts_with('~')) return read_number(inside.substr(1), open + 2);
    if (inside.size() == 1 && loop_variables_.contains(inside[0])) return LoopNumber{inside[0]};
    return read_key(inside, open);
  }

  Piece read_repeated(std::string_view inside, std::size_t star, std::size_t open,
                      std::size_t close) {
    const auto count = read_count(inside.substr(star + 1));
    if (!count) fail(open + 1 + star + 1, "a count from 0 to 4000000 stands after the *");
    Repeated repeated{{}, *count};
    for (at_ = open + 1; at_ < open + 1 + star;) repeated.bytes += read_byte();
    if (repeated.bytes.empty()) fail(open, "there is nothing to repeat before the *");
    at_ = close + 1;
    return repeated;
  }

  static Piece read_number(std::string_view number, std::size_t offset) {
    const auto value = protocol::parse_value(number);
    if (!value) fail(offset, "after the ~ stands a number, as in {~10.5}");
    return AnySpelling{std::string(number), *value};
  }

  static Piece read_key(std::string_view inside, std::size_t open) {
    const auto colon = inside.find(':');
    PrivateKey key{std::string(inside.substr(0, colon)), std::nullopt};
    for (const char c : key.name) {
      if (!protocol::is_core_key_byte(c)) {
        fail(open, "a private key is made of letters, digits, '.', '_' and '-'");
      }
    }
    if (key.name.empty()) fail(open, "the braces are empty; a brace as a byte is \\{");
    if (colon == std::string_view::npos) return key;
    key.bytes = read_count(inside.substr(colon + 1));
    if (!key.bytes || *key.bytes < key.name.size() + 8) {
      fail(open, "after the colon stands a length of at least the name's plus 8");
    }
    return key;
  }

  static constexpr auto unended = "a blank or a line end must follow a number in any spelling";

  std::string_view text_;
  std::string_view loop_variables_;
  std::size_t at_ = 0;
};

struct Expander {
  const Binding& binding;
  std::string& out;

  void operator()(const Literal& literal) const { out += literal.bytes; }

  void operator()(const PrivateKey& key) const {
    const auto begin = out.size();
    out += key.name;
    out += binding.key_suffix;
    if (key.bytes) out.resize(begin + *key.bytes, 'x');
  }

  void operator()(const LoopNumber& number) const {
    out += std::to_string(binding.loops.at(number.variable));
  }

  void operator()(const Repeated& repeated) const {
    for (std::size_t i = 0; i < repeated.count; ++i) out += repeated.bytes;
  }

  void operator()(const AnySpelling& number) const { out += number.text; }
};

}  // namespace

std::expected<ByteText, TextFault> read_byte_text(std::string_view text,
                                                  std::string_view loop_variables) {
  try {
    return Reader(text, loop_variables).read();
  } catch (TextFault& fault) {
    return std::unexpected(std::move(fault));
  }
}

std::string expand(const ByteText& text, const Binding& binding) {
  std::string out;
  for (const auto& piece : text.pieces) std::visit(Expander{binding, out}, piece);
  return out;
}

std::vector<std::string> expand(const std::vector<RowText>& rows, const Binding& binding) {
  std::vector<std::string> out;
  for (const auto& row : rows) {
    if (!row.loop) {
      out.push_back(expand(row.text, binding));
      continue;
    }
    auto inner = binding;
    for (auto i = row.loop->first; i <= row.loop->last; ++i) {
      inner.loops[row.loop->variable] = i;
      out.push_back(expand(row.text, inner));
    }
  }
  return out;
}

}  // namespace eardrum::conformance

#include "eardrum/conformance/random/session_text.hpp"

#include <algorithm>
#include <array>

#include "eardrum/protocol/characters.hpp"

namespace eardrum::conformance::random {
namespace {

/// Lines joined, counted as they are written.
class Lines {
 public:
  void add(std::string_view text) {
    text_ += text;
    text_ += '\n';
    count_ += 1 + static_cast<std::size_t>(std::ranges::count(text, '\n'));
  }

  std::size_t next() const { return count_ + 1; }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
  std::size_t count_ = 0;
};

void write_command(const Command& command, const Model& model, Lines& lines) {
  const std::string letter(1, command.connection);
  lines.add(letter + "> " + command.text());
  if (const auto allowed = model.allowed(command); !allowed.empty()) {
    lines.add(letter + "< " + allowed);
  }
  switch (command.end) {
    case Command::End::none:
      break;
    case Command::End::close:
      lines.add(letter + ": close");
      break;
    case Command::End::abort:
      lines.add(letter + ": abort");
      break;
    case Command::End::half_close:
      lines.add(letter + ": half-close");
      break;
  }
  if (command.kind == Command::Kind::bytes) lines.add("testee: still alive");
  if (command.end == Command::End::half_close) lines.add(letter + ": close");
}

}  // namespace

SessionText write_session(const RandomSession& dialogue, const SessionHead& head, Model& model) {
  Lines lines;
  SessionText written;
  lines.add("session " + head.name + "  " + head.rule);
  lines.add("title   " + head.title);
  for (const auto& note : head.notes) lines.add("note    " + note);
  if (head.profile == Profile::course) lines.add("only in course");
  if (dialogue.fresh_store) lines.add("needs   fresh store");
  if (dialogue.overlaps()) lines.add("needs   two connections");
  for (const auto& command : dialogue.commands) {
    written.lines.push_back(lines.next());
    write_command(command, model, lines);
    model.sent(command);
  }
  written.text = lines.take();
  return written;
}

std::string finding_name(std::string_view rule, Verdict verdict) {
  std::string name = "random.";
  if (verdict == Verdict::crash) name += "crash-";
  if (verdict == Verdict::hang) name += "hang-";
  rule.remove_prefix(std::string_view("REQ-").size());
  for (const char c : rule) name += protocol::ascii_lower(c);
  return name;
}

std::string escaped(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      text += "\\n";
    } else if (c == '\\' || c == '{' || c == '}') {
      text += '\\';
      text += c;
    } else if ((byte > 0x20 && byte < 0x7f) || (c == ' ' && !text.empty())) {
      text += c;
    } else {
      text += "\\x";
      text += digits[byte >> 4U];
      text += digits[byte & 0xfU];
    }
  }
  if (text.ends_with(' ')) text.replace(text.size() - 1, 1, "\\x20");
  return text;
}

}  // namespace eardrum::conformance::random

#include "eardrum/conformance/play/crash_signature.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "eardrum/conformance/observation/proc_file.hpp"
#include "eardrum/conformance/verdict/sanitizer_report.hpp"
#include "eardrum/protocol/characters.hpp"

namespace eardrum::conformance {
namespace {

using Lines = std::vector<std::string_view>;

// Two crashes with the same innermost functions are one, whoever called them.
constexpr std::size_t frames_max = 3;

std::string_view trimmed(std::string_view line) {
  const auto begin = line.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(" \t\r") + 1 - begin);
}

/// Hexadecimal and decimal numbers become "0"; what stands in quotes is data of a request.
std::string without_data(std::string_view line, bool quoted_too = true) {
  std::string text;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (protocol::is_digit(c)) {
      const bool hexadecimal = c == '0' && i + 1 < line.size() && line[i + 1] == 'x';
      i = line.find_first_not_of(
          hexadecimal ? std::string_view("x0123456789abcdefABCDEF") : "0123456789", i);
      i = std::min(i, line.size()) - 1;
      text += '0';
    } else if (quoted_too && (c == '\'' || c == '"')) {
      const auto end = line.find(c, i + 1);
      if (end != std::string_view::npos) i = end;
      text += c;
    } else {
      text += c;
    }
  }
  return text;
}

/// The functions of a sanitizer's stack: "#0 0x55.. in store(char const*) server.cpp:12".
std::string sanitizer(std::string_view err) {
  const auto report = find_sanitizer_report(err);
  if (!report) return "";
  auto text = report->tool + " " + without_data(report->what);
  std::size_t frames = 0;
  for (const auto line : lines_of(err.substr(report->begin))) {
    const auto frame = trimmed(line);
    if (frame.empty() && frames > 0) break;
    if (!frame.starts_with('#')) continue;
    const auto in = frame.find(" in ");
    if (in == std::string_view::npos) continue;
    text += " < " + without_data(frame.substr(in + 4, frame.find(' ', in + 4) - in - 4));
    if (++frames == frames_max) break;
  }
  return text;
}

/// Python: the innermost "File ..., in NAME" and the exception on the last line.
std::string python(const Lines& lines) {
  const auto begin = std::ranges::find_if(lines.rbegin(), lines.rend(), [](std::string_view line) {
    return trimmed(line).starts_with("Traceback (most recent call last):");
  });
  if (begin == lines.rend()) return "";
  std::string_view frame;
  std::string_view exception;
  for (auto line = begin.base(); line != lines.end(); ++line) {
    if (trimmed(*line).starts_with("File \"")) frame = trimmed(*line);
    if (!line->empty() && line->front() != ' ' && line->find("Error") != std::string_view::npos) {
      exception = *line;
    }
  }
  // The line of the file tells two crashes in one function apart, so that number stays.
  const auto name = frame.substr(std::min(frame.rfind('/') + 1, frame.size()));
  return without_data(exception.substr(0, exception.find(':'))) + " < " + std::string(name);
}

/// A line that begins with one of these words says why; the first stack line after it says where.
struct Words {
  std::string_view opening;
  std::string_view frame;    ///< how a line of the stack begins, blanks left out
  bool quotes_type = false;  ///< what stands in quotes is a type, not data
};

constexpr std::array openings{
    Words{"Exception in thread ", "at "},  // Java
    Words{"panic: ", ""},                  // Go: a function stands on a line of its own
    Words{"fatal error: ", ""},            // Go
    Words{"thread '", ""},                 // Rust: the place stands on the same line
    Words{"terminate called ", "", true},  // C++
    Words{"*** ", ""},                     // glibc: "*** stack smashing detected ***"
    Words{"Assertion failed", ""},
};

std::string named(const Lines& lines) {
  for (auto line = lines.begin(); line != lines.end(); ++line) {
    const auto text = trimmed(*line);
    const auto* const words = std::ranges::find_if(
        openings, [&](const Words& one) { return text.starts_with(one.opening); });
    if (words == openings.end()) continue;
    auto signature = without_data(text, !words->quotes_type);
    if (words->frame.empty()) return signature;
    for (auto next = line + 1; next != lines.end(); ++next) {
      if (!trimmed(*next).starts_with(words->frame)) continue;
      return signature + " < " + std::string(trimmed(*next));
    }
    return signature;
  }
  return "";
}

/// Go names the function of a panic two lines below "goroutine N [running]:"; Node names its place
/// in the first line that begins with "at ".
std::string stack_top(const Lines& lines) {
  for (auto line = lines.begin(); line != lines.end(); ++line) {
    const auto text = trimmed(*line);
    if (text.starts_with("goroutine ") && line + 1 != lines.end()) {
      for (auto next = line + 1; next != lines.end(); ++next) {
        const auto function = trimmed(*next);
        if (function.starts_with("main.")) {
          return std::string(function.substr(0, function.rfind('(')));
        }
      }
    }
    if (text.starts_with("at ") && text.find(':') != std::string_view::npos) {
      return std::string(text);
    }
  }
  return "";
}

std::string node(const Lines& lines) {
  for (const auto line : lines) {
    const auto colon = line.find("Error: ");
    if (colon == std::string_view::npos || line.front() == ' ') continue;
    return without_data(line.substr(0, colon + 5));
  }
  return "";
}

}  // namespace

std::string crash_signature(std::string_view err) {
  if (auto text = sanitizer(err); !text.empty()) return text;
  const auto lines = lines_of(err);
  if (auto text = python(lines); !text.empty()) return text;
  auto text = named(lines);
  if (text.empty()) text = node(lines);
  if (text.empty()) return "";
  if (text.find(" < ") != std::string::npos) return text;
  const auto top = stack_top(lines);
  return top.empty() ? text : text + " < " + top;
}

}  // namespace eardrum::conformance

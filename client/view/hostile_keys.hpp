// Keys for tests. A terminal, a shell, a spreadsheet, a browser or a JSON reader would interpret
// them if they were not escaped.
#pragma once

#include <string>
#include <vector>

#include "eardrum/client/answer.hpp"

namespace eardrum::client {

inline const std::vector<std::string> hostile_keys{
    "</script><script>window.canary=1</script>",
    "<img/src=x:/onerror=window.canary=1>",
    "</title><svg/onload=window.canary=1>",
    "\"onmouseover=\"window.canary=1",
    "'&amp;&lt;",
    "=HYPERLINK(\"http://x\")",
    "+1+cmd|'/C\tcalc'!A0",
    "-2+3",
    "@SUM(1)",
    "`touch${IFS}canary`",
    "$(touch${IFS}canary)",
    ";touch${IFS}canary",
    "a,b\";c",
    "\x1b[2J\x1b]0;canary\x07",
    "\x9b"
    "2J",
    "\xE2\x80\xAEright-to-left",
    "\xC2\x9B"
    "2J",
    "\xFF\xFE",
    "@DATA@",
    "back\\slash",
    "__proto__",
    std::string("nul\0nul", 7),
};

/// Two samples for each of these keys.
inline Samples hostile_samples() {
  Samples samples;
  for (const auto& key : hostile_keys) samples[key] = {{1501864247, 1}, {1501864257, -2.5}};
  return samples;
}

/// Whether a terminal only shows the text and interprets no byte of it except line ends.
inline bool is_plain(const std::string& text) {
  for (const char c : text) {
    if (c != '\n' && c != '\r' && (c < ' ' || c > '~')) return false;
  }
  return true;
}

}  // namespace eardrum::client

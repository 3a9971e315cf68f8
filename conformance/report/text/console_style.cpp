#include "eardrum/conformance/report/text/console_style.hpp"

#include <array>

namespace eardrum::conformance {

std::string Pen::operator()(Ink ink, std::string_view text) const {
  if (!colour_) return std::string(text);
  constexpr std::array<std::string_view, 5> codes{"32", "1;31", "33", "1", "2"};
  std::string out = "\x1b[";
  out += codes.at(static_cast<std::size_t>(ink));
  out += 'm';
  out += text;
  out += "\x1b[0m";
  return out;
}

}  // namespace eardrum::conformance

#include "eardrum/conformance/environment.hpp"

#include <algorithm>
#include <map>
#include <string_view>

extern char** environ;  // NOLINT(readability-redundant-declaration): not declared by POSIX headers

namespace eardrum::conformance {

std::vector<std::string> environment_with(
    std::span<const std::pair<std::string, std::string>> added) {
  std::map<std::string, std::string> variables;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const auto equals = std::min(text.find('='), text.size());
    variables[std::string(text.substr(0, equals))] = text.substr(std::min(equals + 1, text.size()));
  }
  variables.erase("EARDRUM_TESTEE_ID");
  for (const auto& [name, value] : added) variables[name] = value;
  std::vector<std::string> out;
  out.reserve(variables.size() + 1);  // the launcher adds its mark
  for (const auto& [name, value] : variables) out.emplace_back(name).append("=").append(value);
  return out;
}

}  // namespace eardrum::conformance

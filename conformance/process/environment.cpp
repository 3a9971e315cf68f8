#include "eardrum/conformance/process/environment.hpp"

#include <algorithm>
#include <array>
#include <map>

extern char** environ;  // NOLINT(readability-redundant-declaration): not declared by POSIX headers

namespace eardrum::conformance {
namespace {

// HOME stays what it is: whoever runs as the same user finds that folder anyway, and much is
// installed there (packages of pip and gem, shims of pyenv and nvm, the cache of go run).
constexpr std::array<std::string_view, 50> passed_names{
    "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "TERM",
    // Where a language finds its parts. Not what changes how it runs (PYTHONSTARTUP, NODE_OPTIONS).
    "LD_LIBRARY_PATH", "PYTHONPATH", "PYTHONHOME", "PYTHONUSERBASE", "VIRTUAL_ENV", "CONDA_PREFIX",
    "PYENV_ROOT", "PYENV_VERSION", "NODE_PATH", "NVM_DIR", "NVM_BIN", "JAVA_HOME", "JDK_HOME",
    "CLASSPATH", "GRADLE_USER_HOME", "GOPATH", "GOROOT", "GOCACHE", "GOMODCACHE", "GOBIN",
    "CARGO_HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN", "DOTNET_ROOT", "DOTNET_CLI_HOME", "GEM_HOME",
    "GEM_PATH", "RBENV_ROOT", "PERL5LIB", "LUA_PATH", "LUA_CPATH", "MIX_HOME",
    "GHCUP_INSTALL_BASE_PREFIX", "SDKMAN_DIR", "ASDF_DIR", "ASDF_DATA_DIR",
    // Sanitizers: how they report is the operator's choice.
    "ASAN_OPTIONS", "LSAN_OPTIONS", "MSAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS"};

constexpr std::string_view mark = "EARDRUM_TESTEE_ID";

}  // namespace

bool is_passed(std::string_view name) {
  return name.starts_with("LC_") || name.starts_with("EARDRUM_") ||
         std::ranges::find(passed_names, name) != passed_names.end();
}

std::vector<std::string> environment_with(
    std::span<const std::pair<std::string, std::string>> added, const Confinement& confinement) {
  const auto& asked_for = confinement.passed_variables;
  std::map<std::string, std::string> variables;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const auto equals = std::min(text.find('='), text.size());
    const auto name = text.substr(0, equals);
    const bool wanted = confinement.level == Confinement::Level::none || is_passed(name) ||
                        std::ranges::find(asked_for, name) != asked_for.end();
    if (wanted && name != mark) {
      variables[std::string(name)] = text.substr(std::min(equals + 1, text.size()));
    }
  }
  for (const auto& [name, value] : added) variables[name] = value;
  std::vector<std::string> out;
  out.reserve(variables.size() + 1);  // the launcher adds its mark
  for (const auto& [name, value] : variables) out.emplace_back(name).append("=").append(value);
  return out;
}

}  // namespace eardrum::conformance

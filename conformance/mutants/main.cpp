// eardrum-mutant: serves with one planted fault, or faithfully in an unusual way.
#include <iostream>
#include <string_view>

#include "eardrum/conformance/mutants/mutants.hpp"
#include "eardrum/conformance/mutants/runtime.hpp"

namespace {

namespace mutants = eardrum::conformance::mutants;

constexpr int usage_or_setup_error = 2;

int fail(std::string_view message) {
  std::cerr << "eardrum-mutant: " << message << '\n';
  return usage_or_setup_error;
}

int list(std::span<const mutants::Mutant> all) {
  for (const auto& each : all) {
    std::cout << each.name << '\t' << each.requirement << '\t' << each.sentence << '\n';
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> words(argv + 1, argv + argc);
  if (words.size() == 1 && words[0] == "--list") return list(mutants::faulty());
  if (words.size() == 1 && words[0] == "--list-faithful") return list(mutants::faithful());
  if (words.size() == 1 && words[0] == "--list-elusive") return list(mutants::elusive());
  if (words.size() != 3 || words[1] != "--listen") {
    return fail("use: NAME --listen HOST:PORT, or --list, --list-elusive, --list-faithful");
  }
  const auto* mutant = mutants::find(words[0]);
  if (mutant == nullptr) return fail("no such server; --list and --list-faithful name all");
  return fail(mutants::serve(mutant->make(), std::string(words[2])));
}

// eardrum-agreement: compares the grammar and the codec on as many texts as asked for, and says
// what was compared.  eardrum-agreement [--count N] [--seed N]
#include <charconv>
#include <chrono>
#include <iostream>
#include <span>
#include <string_view>

#include "eardrum/fuzz/grammar/agreement.hpp"

namespace {

using namespace eardrum;

constexpr int exit_disagreement = 1;
constexpr int exit_usage = 2;

struct Options {
  std::uint64_t count = 1'000'000;
  std::uint64_t seed = 1;
};

bool read_number(std::string_view text, std::uint64_t& number) {
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc{} && stop == end;
}

bool read_options(std::span<char*> words, Options& options) {
  for (std::size_t i = 0; i < words.size(); i += 2) {
    const std::string_view word = words[i];
    if (i + 1 == words.size()) return false;
    auto* const number = word == "--count"  ? &options.count
                         : word == "--seed" ? &options.seed
                                            : nullptr;
    if (number == nullptr || !read_number(words[i + 1], *number)) return false;
  }
  return true;
}

void print(const fuzz::Agreement& agreement) {
  const auto& tally = agreement.tally();
  std::cout << tally.requests << " request lines (" << tally.core_requests << " core, "
            << tally.strict_requests << " strict) and " << tally.responses << " responses ("
            << tally.taken_responses << " taken)\nexceptions:\n";
  for (std::size_t i = 0; i < fuzz::exceptions; ++i) {
    std::cout << "  " << fuzz::name(static_cast<fuzz::Exception>(i)) << ' ' << tally.excepted.at(i)
              << '\n';
  }
  std::cout << "rules:\n";
  for (std::size_t i = 0; i < tally.rule_hits.size(); ++i) {
    std::cout << "  " << agreement.grammar().rules[i].name << ' ' << tally.rule_hits[i] << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (!read_options({argv + 1, static_cast<std::size_t>(argc - 1)}, options)) {
    std::cerr << "use: eardrum-agreement [--count N] [--seed N]\n";
    return exit_usage;
  }
  const auto begin = std::chrono::steady_clock::now();
  fuzz::Agreement agreement;
  const auto wrong = fuzz::compare_many(agreement, options.seed, options.count);
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
  print(agreement);
  if (wrong) {
    std::cout << "DISAGREEMENT: " << *wrong << '\n';
    return exit_disagreement;
  }
  std::cout << "no disagreement, " << elapsed.count() << " s\n";
  return 0;
}

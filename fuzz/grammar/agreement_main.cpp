// eardrum-agreement: compares the grammar and the codec on as many texts as asked for, and says
// what was compared; with --oracle the formal model as well, on the same texts.
//   eardrum-agreement [--count N] [--seed N] [--oracle PROGRAM]
#include <charconv>
#include <chrono>
#include <iostream>
#include <span>
#include <string_view>

#include "eardrum/fuzz/grammar/agreement.hpp"
#include "eardrum/fuzz/grammar/model.hpp"

namespace {

using namespace eardrum;

constexpr int exit_disagreement = 1;
constexpr int exit_usage = 2;

struct Options {
  std::uint64_t count = 1'000'000;
  std::uint64_t seed = 1;
  std::string oracle;
};

bool read_number(std::string_view text, std::uint64_t& number) {
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && stop == end;
}

bool read_options(std::span<char*> words, Options& options) {
  for (std::size_t i = 0; i < words.size(); i += 2) {
    const std::string_view word = words[i];
    if (i + 1 == words.size()) return false;
    if (word == "--oracle") {
      options.oracle = words[i + 1];
      continue;
    }
    auto* const number = word == "--count"  ? &options.count
                         : word == "--seed" ? &options.seed
                                            : nullptr;
    if (number == nullptr || !read_number(words[i + 1], *number)) return false;
  }
  return true;
}

/// Gathers questions, and compares the oracle's answers a batch at a time.
class Oracle {
 public:
  Oracle(std::string program, fuzz::Agreement& agreement)
      : program_(std::move(program)), agreement_(agreement) {}

  void note(fuzz::TextKind kind, std::string_view text) {
    constexpr std::size_t batch = 50'000;
    questions_.push_back(fuzz::question(kind, text));
    if (questions_.size() >= batch) ask();
  }

  void ask() {
    const auto answers = fuzz::ask_oracle(program_, questions_);
    if (!answers && !wrong_) wrong_ = "the oracle failed, or did not answer every line";
    for (const auto& answer : answers.value_or(std::vector<std::string>())) {
      ++answered_;
      if (!wrong_) wrong_ = fuzz::compare_with_model(agreement_, answer);
    }
    questions_.clear();
  }

  std::uint64_t answered() const { return answered_; }
  const std::optional<std::string>& wrong() const { return wrong_; }

 private:
  std::string program_;
  fuzz::Agreement& agreement_;
  std::vector<std::string> questions_;
  std::uint64_t answered_ = 0;
  std::optional<std::string> wrong_;
};

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
    std::cerr << "use: eardrum-agreement [--count N] [--seed N] [--oracle PROGRAM]\n";
    return exit_usage;
  }
  const auto begin = std::chrono::steady_clock::now();
  fuzz::Agreement agreement;
  fuzz::Agreement asked;  // counts apart what the model is asked about
  Oracle oracle(options.oracle, asked);
  fuzz::OnText on_text;
  if (!options.oracle.empty()) {
    on_text = [&](fuzz::TextKind kind, std::string_view text) { oracle.note(kind, text); };
  }
  auto wrong = fuzz::compare_many(agreement, options.seed, options.count, on_text);
  if (!options.oracle.empty()) {
    oracle.ask();
    std::cout << oracle.answered() << " texts asked of the model\n";
    if (!wrong) wrong = oracle.wrong();
  }
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
  print(agreement);
  if (wrong) {
    std::cout << "DISAGREEMENT: " << *wrong << '\n';
    return exit_disagreement;
  }
  std::cout << "no disagreement, " << elapsed.count() << " s\n";
  return 0;
}

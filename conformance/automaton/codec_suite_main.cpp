// eardrum-codec-suite: the complete suites against the codec, with as much slack as asked for.
//   eardrum-codec-suite [EXTRA-STATES]      (1 unless given; each one more takes some 20 times
//   longer)
#include <chrono>
#include <iostream>
#include <string_view>

#include "eardrum/conformance/automaton/codec_suite.hpp"
#include "eardrum/conformance/verdict/testee_bytes.hpp"

namespace {

using namespace eardrum::conformance;

constexpr int exit_wrong = 1;
constexpr int exit_usage = 2;

bool run(std::string_view name, const FrameLanguage& language, std::size_t extra_states,
         const Acceptor& acceptor) {
  const auto begin = std::chrono::steady_clock::now();
  const auto result = run_suite(language, extra_states, acceptor);
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
  std::cout << name << ": " << language.automaton.states() << " states, "
            << language.automaton.letters() << " classes of bytes, " << extra_states
            << " extra: " << result.tests << " tests, " << result.undecided
            << " refused for a number's size, " << elapsed.count() << " s\n";
  if (result.wrong) std::cout << "WRONG: " << visible(*result.wrong) << '\n';
  return !result.wrong;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view word = argc > 1 ? argv[1] : "1";
  if (argc > 2 || word.size() != 1 || word[0] < '0' || word[0] > '3') {
    std::cerr << "use: eardrum-codec-suite [0|1|2|3]\n";
    return exit_usage;
  }
  const auto extra_states = static_cast<std::size_t>(word[0] - '0');
  const bool requests = run("requests", request_language(), extra_states, takes_request);
  const bool responses = run("responses", response_language(), extra_states, takes_response);
  return requests && responses ? 0 : exit_wrong;
}

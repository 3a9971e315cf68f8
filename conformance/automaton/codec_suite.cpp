#include "eardrum/conformance/automaton/codec_suite.hpp"

#include <vector>

#include "eardrum/conformance/automaton/suite.hpp"
#include "eardrum/protocol/parse.hpp"

namespace eardrum::conformance {
namespace {

using protocol::Refusal;

FrameLanguage language_of(std::string_view rule) {
  ByteClasses classes(protocol_grammar(), {rule});
  auto automaton = automaton_of(protocol_grammar(), rule, classes);
  return {std::move(classes), std::move(automaton)};
}

/// One test; false once something is wrong.
bool compare(SuiteRun& run, const Acceptor& acceptor, const std::string& frame, bool expected) {
  ++run.tests;
  const auto taken = acceptor(frame);
  if (!taken) {
    ++run.undecided;
  } else if (*taken != expected) {
    run.wrong = frame;
  }
  return !run.wrong;
}

}  // namespace

std::optional<bool> takes_request(std::string_view frame) {
  const auto request = protocol::parse_request(frame);
  if (request) return true;
  const auto refusal = request.error().refusal;
  if (refusal == Refusal::value_out_of_range || refusal == Refusal::timestamp_out_of_range) {
    return std::nullopt;
  }
  return false;
}

std::optional<bool> takes_response(std::string_view frame) {
  std::vector<protocol::Row> rows;
  return protocol::parse_response(frame, rows).has_value();
}

const FrameLanguage& request_language() {
  static const auto language = language_of("strict-request");
  return language;
}

const FrameLanguage& response_language() {
  static const auto language = language_of("response");
  return language;
}

SuiteRun run_suite(const FrameLanguage& language, std::size_t extra_states,
                   const Acceptor& acceptor, std::size_t member) {
  SuiteRun run;
  for_each_test(language.automaton, extra_states, [&](const Word& word) {
    return compare(run, acceptor, language.classes.text(word, member),
                   language.automaton.accepts(word));
  });
  return run;
}

SuiteRun run_class_check(const FrameLanguage& language, const Acceptor& acceptor) {
  const auto& automaton = language.automaton;
  const auto identifiers = state_identifiers(automaton);
  SuiteRun run;
  for (const auto& way : state_cover(automaton)) {
    const auto begin = language.classes.text(way);
    for (int value = 0; value < 256; ++value) {
      const auto byte = static_cast<char>(value);
      const auto state = automaton.next[automaton.after(way)][language.classes.letter_of(byte)];
      for (const auto& end : identifiers[state]) {
        const bool expected = automaton.accepting[automaton.after(end, state)];
        const auto frame = begin + byte + language.classes.text(end);
        if (!compare(run, acceptor, frame, expected)) return run;
      }
    }
  }
  return run;
}

}  // namespace eardrum::conformance

// The complete suites of the protocol's two languages, run against a codec in this process. What is
// compared is acceptance; what was accepted means is the laws' business (fuzz/laws/).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "eardrum/conformance/automaton/automaton.hpp"

namespace eardrum::conformance {

/// Whether a codec takes a frame; nothing where it refuses a number for its size, which no
/// automaton of bounded size can know: such a test says nothing.
using Acceptor = std::function<std::optional<bool>(std::string_view frame)>;

/// protocol::parse_request and protocol::parse_response.
std::optional<bool> takes_request(std::string_view frame);
std::optional<bool> takes_response(std::string_view frame);

/// One of the two languages, whole frames with their end markers.
struct FrameLanguage {
  ByteClasses classes;
  Automaton automaton;
};
const FrameLanguage& request_language();   ///< rule strict-request
const FrameLanguage& response_language();  ///< rule response

struct SuiteRun {
  std::uint64_t tests = 0;
  std::uint64_t undecided = 0;       ///< see Acceptor
  std::optional<std::string> wrong;  ///< the first frame on which language and codec differ
};

/// Runs the suite for `extra_states`. `member` chooses the byte that stands for each class. Words
/// that the method gives twice are run twice, and counted so.
SuiteRun run_suite(const FrameLanguage& language, std::size_t extra_states,
                   const Acceptor& acceptor, std::size_t member = 0);

/// Looks at the assumption itself: after a shortest way to each state, is each single byte treated
/// as the others of its class, as far as the words that identify states can tell?
SuiteRun run_class_check(const FrameLanguage& language, const Acceptor& acceptor);

}  // namespace eardrum::conformance

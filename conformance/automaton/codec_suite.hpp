// Runs the complete test suites of the two languages, requests and responses, on a codec in this
// process. The suites compare only whether a frame is accepted. The laws in fuzz/laws/ compare its
// meaning.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "eardrum/conformance/automaton/automaton.hpp"

namespace eardrum::conformance {

/// Whether a codec accepts a frame. Nothing if the codec refuses a number because of its size: a
/// finite automaton cannot know the size of numbers, so such a test is not counted as a difference.
using Acceptor = std::function<std::optional<bool>(std::string_view frame)>;

/// protocol::parse_request and protocol::parse_response.
std::optional<bool> takes_request(std::string_view frame);
std::optional<bool> takes_response(std::string_view frame);

/// One of the two languages. Its words are complete frames with their end markers.
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

/// Runs the suite for `extra_states`. `member` chooses the byte that represents each class. A word
/// that occurs twice in the suite is run twice and counted twice.
SuiteRun run_suite(const FrameLanguage& language, std::size_t extra_states,
                   const Acceptor& acceptor, std::size_t member = 0);

/// Tests the assumption of byte_classes.hpp. After a shortest word to each state, it sends each of
/// the 256 bytes, and checks with the words that identify states that the codec treats the byte as
/// the others of its class.
SuiteRun run_class_check(const FrameLanguage& language, const Acceptor& acceptor);

}  // namespace eardrum::conformance

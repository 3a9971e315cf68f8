// Do the grammar, read as data, and the C++ codec say the same of the same bytes? What the grammar
// cannot say (ranges of numbers, lengths) is listed here by name, one exception each; an exception
// counts only where its own test of the bytes, written apart from the codec, says that it applies.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/automaton/grammar.hpp"
#include "eardrum/fuzz/grammar/recogniser.hpp"
#include "eardrum/fuzz/laws/codec.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::fuzz {

/// Why the grammar takes bytes that the codec, or the zone of what all must take, does not.
enum class Exception {
  line_beyond_limit,
  key_beyond_limit,
  value_beyond_binary64,
  timestamp_beyond_int64,
  core_line_beyond_limit,
  core_timestamp_beyond_31_bits,
  row_key_beyond_limit,
  row_value_beyond_binary64,
  row_timestamp_beyond_int64,
};
inline constexpr std::size_t exceptions = 9;

/// "line-beyond-limit"
std::string_view name(Exception exception);

/// What is compared with the grammar; the tests replace parts of it by faulty ones.
struct Judged {
  Codec codec = reference_codec();
  std::function<protocol::Zone(std::string_view line)> zone = protocol::request_zone;
};

/// What was compared so far.
struct Tally {
  std::uint64_t requests = 0;
  std::uint64_t core_requests = 0;    ///< taken by core-request
  std::uint64_t strict_requests = 0;  ///< taken by strict-request
  std::uint64_t responses = 0;
  std::uint64_t taken_responses = 0;
  std::array<std::uint64_t, exceptions> excepted{};
  /// Texts in whose derivation a rule took part. To count takes ten times as long as to compare, so
  /// it is done for each eighth text that the grammar takes, of up to 200 bytes.
  std::vector<std::uint64_t> rule_hits;
};

class Agreement {
 public:
  explicit Agreement(conformance::Grammar grammar = conformance::protocol_grammar(),
                     Judged judged = {});
  Agreement(const Agreement&) = delete;  // the recognisers view the grammar
  Agreement& operator=(const Agreement&) = delete;
  ~Agreement() = default;

  /// Any bytes, as a request frame and, without their LF, as a line in a zone. Returns the
  /// disagreement, or nothing.
  std::optional<std::string> compare_request(std::string_view frame);

  /// Any bytes, as a response frame.
  std::optional<std::string> compare_response(std::string_view frame);

  const Tally& tally() const { return tally_; }
  const conformance::Grammar& grammar() const { return grammar_; }

 private:
  std::optional<std::string> compare_zone(std::string_view frame, bool core, bool strict);
  bool excepted(Exception exception, bool applies);
  void count_hits(const Recogniser& recogniser, std::string_view text);

  conformance::Grammar grammar_;
  Judged judged_;
  Recogniser core_;
  Recogniser strict_;
  Recogniser response_;
  Tally tally_;
  std::uint64_t taken_ = 0;
};

enum class TextKind { request, response };

/// Called with each text that grammar and codec agree on. May be empty.
using OnText = std::function<void(TextKind kind, std::string_view text)>;

/// Compares `count` texts drawn from `seed`: chosen ones, generated ones, and mutated ones. Returns
/// the first disagreement, with its bytes made visible, or nothing.
std::optional<std::string> compare_many(Agreement& agreement, std::uint64_t seed,
                                        std::uint64_t count, const OnText& on_text = {});

}  // namespace eardrum::fuzz

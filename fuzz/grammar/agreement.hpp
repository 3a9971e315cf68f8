// Checks that the grammar, read as data, and the C++ codec agree on every text. A grammar cannot
// express ranges of numbers and lengths. `Exception` lists these cases by name. An exception is
// accepted only if its own test of the bytes, which does not use the codec, confirms it.
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

/// Why the grammar accepts bytes that the codec refuses, or that are not in zone must_accept.
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

/// The functions that are compared with the grammar. Tests replace some of them by faulty ones.
struct Judged {
  Codec codec = reference_codec();
  std::function<protocol::Zone(std::string_view line)> zone = protocol::request_zone;
};

/// Counts of the comparisons so far.
struct Tally {
  std::uint64_t requests = 0;
  std::uint64_t core_requests = 0;    ///< accepted by the rule core-request
  std::uint64_t strict_requests = 0;  ///< accepted by the rule strict-request
  std::uint64_t responses = 0;
  std::uint64_t taken_responses = 0;
  std::array<std::uint64_t, exceptions> excepted{};
  /// For each rule, the number of texts whose derivation uses it. Counting takes ten times as long
  /// as comparing. So only every eighth accepted text of up to 200 bytes is counted.
  std::vector<std::uint64_t> rule_hits;
};

class Agreement {
 public:
  explicit Agreement(conformance::Grammar grammar = conformance::protocol_grammar(),
                     Judged judged = {});
  Agreement(const Agreement&) = delete;  // the recognisers refer to the grammar
  Agreement& operator=(const Agreement&) = delete;
  ~Agreement() = default;

  /// Compares any bytes as a request frame, and their zone as a line without LF. Returns the
  /// disagreement, or nothing.
  std::optional<std::string> compare_request(std::string_view frame);

  /// Compares any bytes as a response frame.
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

/// Called with each text on which grammar and codec agree. May be empty.
using OnText = std::function<void(TextKind kind, std::string_view text)>;

/// Compares `count` texts: chosen ones, generated ones, and mutated ones. `seed` determines them.
/// Returns the first disagreement with its bytes through visible(), or nothing.
std::optional<std::string> compare_many(Agreement& agreement, std::uint64_t seed,
                                        std::uint64_t count, const OnText& on_text = {});

}  // namespace eardrum::fuzz

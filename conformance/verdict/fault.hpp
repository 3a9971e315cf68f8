// A fault as data: how the received bytes differ from the expected ones, what the last request was,
// and which features of the dialogue are unusual. blame/rules.cpp decides the rule from it, never
// from the sentence of the finding.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/verdict/client_fault.hpp"

namespace eardrum::conformance {

/// How a program under test violated the session.
enum class FaultKind : std::uint8_t {
  other,          ///< none of the kinds below, or a finding without a dialogue
  rows,           ///< a well-formed answer with wrong rows
  error_instead,  ///< the error answer instead of another answer
  accepted,       ///< an answer that begins with ok instead of the error answer
  error_text,     ///< other bytes instead of the error answer
  malformed,      ///< bytes that are not an answer of the protocol
  second_answer,  ///< another answer after the expected one
  beyond_end,     ///< other bytes after the end of the answer
  early,          ///< an answer instead of silence
  unfinished,     ///< the beginning of an answer, and then nothing more
  closed,         ///< a closed connection instead of an answer
  silent,         ///< no answer
  refused,        ///< no connection was accepted, or no bytes
  crashed,        ///< the process ended
  kept,           ///< it keeps resources that it should release
  contradiction,  ///< it answered the same request differently before
  choice,         ///< a choice that the text allows and the profile does not
};

inline constexpr std::size_t fault_kinds = static_cast<std::size_t>(FaultKind::choice) + 1;

/// The name in JSON, such as "error-instead". It never changes.
std::string_view slug(FaultKind kind);
std::optional<FaultKind> parse_fault_kind(std::string_view slug);

/// What is wrong in the rows of an answer.
enum class RowFaultKind : std::uint8_t {
  swapped,      ///< a row with value and timestamp swapped
  foreign_key,  ///< a row with a key that was not put
  other_time,   ///< a row with a time that was not put for its key
  other_value,  ///< a row with a value that was not put for its key and time
  too_often,    ///< a row more often than it was put
  missing,      ///< no row for a key and time that were put
  order,        ///< the right rows in the wrong order
  changed,      ///< other rows for a key and time than in an earlier answer, without a put between
};

inline constexpr std::size_t row_fault_kinds = static_cast<std::size_t>(RowFaultKind::changed) + 1;

/// The name in JSON, such as "other-value". It never changes.
std::string_view slug(RowFaultKind kind);
std::optional<RowFaultKind> parse_row_fault_kind(std::string_view slug);

/// The kind of the request that failed. fault.cpp compiles only if all_asked has all of them, in
/// order.
enum class Asked : std::uint8_t {
  put,
  get,         ///< of one key
  star,        ///< get *
  no_command,  ///< a line that must be refused
};

inline constexpr std::array all_asked{Asked::put, Asked::get, Asked::star, Asked::no_command};

/// "put", "get", "star", "no-command".
std::string_view slug(Asked asked);
std::optional<Asked> parse_asked(std::string_view slug);

/// Unusual features of requests. The simplest dialogue, which puts "palm.cpu 10.6 1501864247" and
/// gets it, has none of them.
enum class Unusual : std::uint8_t {
  integer,            ///< a value without a fraction
  zero,               ///< a value of zero
  negative,           ///< a value below zero
  below_one,          ///< a value that begins with 0.
  many_digits,        ///< a value of more than three digits on a side
  value,              ///< a value with any other unusual spelling
  short_time,         ///< a timestamp of fewer than ten digits
  zero_time,          ///< a timestamp of zero
  late_time,          ///< a timestamp of ten digits, beyond 1999999999
  time,               ///< a timestamp with any other unusual spelling
  capital,            ///< a capital letter in a name
  underscore,         ///< an underscore in a name
  hyphen,             ///< a hyphen in a name
  undotted,           ///< a name without a full stop
  digit_first,        ///< a name that begins with a digit
  outer_punctuation,  ///< a name with punctuation at an end, or several punctuation marks together
  long_name,          ///< a name of more than 40 bytes
  protocol_word,      ///< a name that begins with a word of the protocol: ok, error, put, get
  star_in_name,       ///< a name that contains a * and other bytes
  name,               ///< a name with any other byte
  line,               ///< a line that is neither a plain request nor an unknown command
  long_line,          ///< a request of more than 1000 bytes
  pieces,             ///< a request that is sent in pieces
  pipeline,           ///< several requests at once
  later_sample,       ///< a second timestamp of a key
  earlier_sample,     ///< a timestamp that is less than an earlier one of the key
  other_key,          ///< a second key
  same_time,          ///< a timestamp that another key has too
  other_case,         ///< a key that differs from another one only in case
  resembling_key,     ///< a key that contains another one, or differs only in punctuation
  put_again,          ///< a second put for a key and timestamp
  put_thrice,         ///< a third put for a key and timestamp
  asked_again,        ///< the same get again, without a put between
  after_refusal,      ///< a line that must be refused was sent before
  refused_since_put,  ///< a line that must be refused was sent after the last put
  other_connection,   ///< a second connection
  many_requests,      ///< more than six of them
  everything,         ///< get *
};

inline constexpr std::size_t unusual_kinds = static_cast<std::size_t>(Unusual::everything) + 1;
using Unusuals = std::bitset<unusual_kinds>;

/// The name in JSON, such as "earlier-sample". It never changes.
std::string_view slug(Unusual unusual);
std::optional<Unusual> parse_unusual(std::string_view slug);

/// The requests up to the failure.
struct Dialogue {
  Asked asked{};
  Unusuals unusual;           ///< features of all requests
  Unusuals unusual_at_last;   ///< features of the last request, from its fields and from their
                              ///< relation to earlier requests
  bool asked_before = false;  ///< an earlier request of the same kind was answered
  std::uint64_t requests = 0;
  std::uint64_t bytes = 0;  ///< sent
  std::string demands;      ///< the rule that demands to refuse the last request; may be empty

  bool has(Unusual what) const { return unusual.test(static_cast<std::size_t>(what)); }
  friend bool operator==(const Dialogue&, const Dialogue&) = default;
};

/// For each kind of request, the unusual features of requests that were answered correctly. So none
/// of these features alone makes such a request fail.
class AnsweredRightly {
 public:
  const Unusuals& of(Asked asked) const { return unusual_[static_cast<std::size_t>(asked)]; }
  void add(Asked asked, const Unusuals& unusual) {
    unusual_[static_cast<std::size_t>(asked)] |= unusual;
  }
  void add(const AnsweredRightly& other) {
    for (const auto asked : all_asked) add(asked, other.of(asked));
  }

  friend bool operator==(const AnsweredRightly&, const AnsweredRightly&) = default;

 private:
  std::array<Unusuals, all_asked.size()> unusual_;
};

/// The fault of a finding, without any sentence.
struct Fault {
  FaultKind kind = FaultKind::other;
  std::vector<RowFaultKind>
      rows;                    ///< for FaultKind::rows: each once, in the order of the enumeration
  bool rows_came = false;      ///< for FaultKind::rows: the answer contains rows
  bool nothing_due = false;    ///< only an answer without rows is correct
  bool case_changed = false;   ///< for foreign_key: the key differs only in the case of letters
  bool fraction_lost = false;  ///< for other_value: the value has lost its fraction
  std::optional<Dialogue> dialogue;     ///< nothing if the requests are not known
  std::optional<ClientFault> client{};  ///< only for clients; then `kind` is `other`

  bool has(RowFaultKind what) const;
  friend bool operator==(const Fault&, const Fault&) = default;
};

}  // namespace eardrum::conformance

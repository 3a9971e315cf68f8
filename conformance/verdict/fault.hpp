// What is wrong, as data: the vocabulary in which a finding says how what came differs from what
// was due, what was asked, and what was unusual in the dialogue up to there. The table in blame/
// turns it into rules; sentences are for people and nothing reads them.
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

/// In what way a program under test left the session.
enum class FaultKind : std::uint8_t {
  other,          ///< none of those below; also for findings that no dialogue shows
  rows,           ///< a well-formed answer with other rows than are allowed
  error_instead,  ///< the error answer, where another answer was due
  accepted,       ///< an answer that begins with ok, where the error was due
  error_text,     ///< other bytes than the error's, where the error was due
  malformed,      ///< an answer that is none of the protocol's, or of a wrong form
  second_answer,  ///< another answer after the one that was due
  beyond_end,     ///< other bytes after the end of the answer
  early,          ///< an answer where silence was due
  unfinished,     ///< the beginning of an answer, and then nothing more
  closed,         ///< an end of the connection where an answer was due
  silent,         ///< no answer
  refused,        ///< no connection was taken, or no bytes
  crashed,        ///< the process ended
  kept,           ///< it holds on to what it should have given back
  contradiction,  ///< it answered otherwise than it had answered the same before
  choice,         ///< an allowed choice that the profile does not allow
};

inline constexpr std::size_t fault_kinds = static_cast<std::size_t>(FaultKind::choice) + 1;

/// "error-instead": stable, for machines.
std::string_view slug(FaultKind kind);
std::optional<FaultKind> parse_fault_kind(std::string_view slug);

/// In what a row differs from those that are allowed.
enum class RowFaultKind : std::uint8_t {
  swapped,      ///< a row with its value and timestamp in each other's place
  foreign_key,  ///< a row of a key that nothing was put under
  other_time,   ///< a row of a time at which nothing was put under its key
  other_value,  ///< a row with a value that was not put at its key and time
  too_often,    ///< a row more often than it was put
  missing,      ///< no row of a key and time at which something was put
  order,        ///< the right rows in another order than is due
  changed,      ///< other rows of a key and time than an answer before showed, with no put between
};

inline constexpr std::size_t row_fault_kinds = static_cast<std::size_t>(RowFaultKind::changed) + 1;

/// "other-value": stable, for machines.
std::string_view slug(RowFaultKind kind);
std::optional<RowFaultKind> parse_row_fault_kind(std::string_view slug);

/// What was asked when it went wrong. fault.cpp compiles only if all_asked holds each, in order.
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

/// What the plainest dialogue has none of: that puts "palm.cpu 10.6 1501864247" and gets it.
enum class Unusual : std::uint8_t {
  integer,            ///< a value without a fraction
  zero,               ///< a value of zero
  negative,           ///< a value below zero
  below_one,          ///< a value that begins with 0.
  many_digits,        ///< a value of more than three digits on a side
  value,              ///< a value that is spelled in any other way
  short_time,         ///< a timestamp of fewer than ten digits
  zero_time,          ///< a timestamp of zero
  late_time,          ///< a timestamp of ten digits, beyond 1999999999
  time,               ///< a timestamp that is spelled in any other way
  capital,            ///< a capital letter in a name
  underscore,         ///< an underscore in a name
  hyphen,             ///< a hyphen in a name
  undotted,           ///< a name without a full stop
  digit_first,        ///< a name that begins with a digit
  outer_punctuation,  ///< a name that begins or ends with punctuation, or has some in a row
  long_name,          ///< a name of more than 40 bytes
  protocol_word,      ///< a name that begins with a word of the protocol: ok, error, put, get
  star_in_name,       ///< a name that holds a * and is more than that
  name,               ///< a name with any other byte
  line,               ///< a request that is neither plain nor an unknown word
  long_line,          ///< a request of more than 1000 bytes
  pieces,             ///< a request that comes in pieces
  pipeline,           ///< several requests at once
  later_sample,       ///< a second timestamp of a key
  earlier_sample,     ///< ... that is less than one before
  other_key,          ///< a second key
  same_time,          ///< a timestamp under a second key
  other_case,         ///< a key that differs from another in case alone
  resembling_key,     ///< a key that contains another, or differs from it in punctuation alone
  put_again,          ///< a second put at a key and timestamp
  put_thrice,         ///< a third one
  asked_again,        ///< the same asked a second time, with no put between
  after_refusal,      ///< a line that must be refused was sent before
  refused_since_put,  ///< ... and no put since
  other_connection,   ///< a second connection
  many_requests,      ///< more than six of them
  everything,         ///< get *
};

inline constexpr std::size_t unusual_kinds = static_cast<std::size_t>(Unusual::everything) + 1;
using Unusuals = std::bitset<unusual_kinds>;

/// "earlier-sample": stable, for machines.
std::string_view slug(Unusual unusual);
std::optional<Unusual> parse_unusual(std::string_view slug);

/// What was asked until it went wrong.
struct Dialogue {
  Asked asked{};
  Unusuals unusual;           ///< in all of it
  Unusuals unusual_at_last;   ///< in the last request: its own fields, and how they relate to
                              ///< earlier ones
  bool asked_before = false;  ///< something of that kind, and it was answered
  std::uint64_t requests = 0;
  std::uint64_t bytes = 0;  ///< sent
  std::string demands;      ///< the rule by which the last request must be refused; empty if none

  bool has(Unusual what) const { return unusual.test(static_cast<std::size_t>(what)); }
  friend bool operator==(const Dialogue&, const Dialogue&) = default;
};

/// What was unusual in requests of each kind that were answered as they should be: none of it alone
/// makes such a request fail.
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

/// What a finding is about, without a word of prose.
struct Fault {
  FaultKind kind = FaultKind::other;
  std::vector<RowFaultKind>
      rows;                    ///< for FaultKind::rows: each once, in the order of the enumeration
  bool rows_came = false;      ///< for FaultKind::rows: the answer held some
  bool nothing_due = false;    ///< no row at all was the only right answer
  bool case_changed = false;   ///< for foreign_key: the key differs in the case of letters alone
  bool fraction_lost = false;  ///< for other_value: what came is the whole part of what was put
  std::optional<Dialogue> dialogue;     ///< nothing where what was asked is not known
  std::optional<ClientFault> client{};  ///< of a client, whose `kind` is `other`

  bool has(RowFaultKind what) const;
  friend bool operator==(const Fault&, const Fault&) = default;
};

}  // namespace eardrum::conformance

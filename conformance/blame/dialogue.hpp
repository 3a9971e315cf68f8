// What was asked until a case failed, and what in that is unusual: a session about underscores in
// names fails for another reason than one about plain names, though both are refused alike.
#pragma once

#include <bitset>
#include <cstddef>
#include <optional>
#include <string>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// What was asked when it failed.
enum class Asked : char { put = 'p', get = 'g', star = '*', no_command = '-' };

/// What the plainest dialogue has none of: that puts "palm.cpu 10.6 1501864247" and gets it.
enum class Unusual : unsigned {
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
  name,               ///< a name with any other byte
  line,               ///< a request that is neither plain nor an unknown word
  pieces,             ///< a request that comes in pieces
  pipeline,           ///< several requests at once
  later_sample,       ///< a second timestamp of a key
  earlier_sample,     ///< ... that is less than one before
  other_key,          ///< a second key
  put_again,          ///< a second put at a key and timestamp
  asked_again,        ///< the same asked a second time, with no put between
  after_refusal,      ///< what is no command was sent before
  other_connection,   ///< a second connection
  many_requests,      ///< more than six of them
  count,              ///< of the kinds
};

using Unusuals = std::bitset<static_cast<std::size_t>(Unusual::count)>;

struct Dialogue {
  Asked asked{};
  Unusuals unusual;
  bool asked_before = false;  ///< something of that kind, and it was answered
  std::size_t requests = 0;
  std::size_t bytes = 0;  ///< sent

  bool has(Unusual what) const { return unusual.test(static_cast<std::size_t>(what)); }
};

/// What was asked until `result` failed; nothing where that is not known.
std::optional<Dialogue> dialogue_of(const CaseResult& result);

}  // namespace eardrum::conformance

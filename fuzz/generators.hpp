// What the properties draw from: keys, numbers, requests, lines, streams and ways to cut them.
// Small alphabets where things must collide, extremes where numbers break.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include <rapidcheck.h>

#include "eardrum/protocol/command.hpp"
#include "eardrum/protocol/request.hpp"
#include "eardrum/protocol/response.hpp"

namespace eardrum::fuzz {

/// A sample that owns its key.
struct Sample {
  std::string key;
  double value = 0;
  std::int64_t timestamp = 0;

  protocol::Put put() const { return {.key = key, .value = value, .timestamp = timestamp}; }
  protocol::Row row() const { return {.key = key, .value = value, .timestamp = timestamp}; }
};

/// A request that owns its key.
struct AnyRequest {
  protocol::CommandKind kind = protocol::CommandKind::get;
  Sample sample;  ///< of a get, the key alone counts

  protocol::Request view() const;
};

// RapidCheck finds these by name when it shows a counter-example.
void showValue(const Sample& sample, std::ostream& out);
void showValue(const AnyRequest& request, std::ostream& out);

namespace generate {

/// Letters, digits, ".", "_", "-": 1 to 255 bytes, mostly few.
rc::Gen<std::string> core_key();

/// Any bytes that the strict grammar takes in a key of put: non-ASCII too; never "*".
rc::Gen<std::string> any_key();

/// One of a handful, some of them prefixes or case variants of others, so that samples collide.
rc::Gen<std::string> colliding_key();

/// Any bit pattern but NaN and infinities, and often an ordinary metric, a boundary, a subnormal or
/// a zero of either sign.
rc::Gen<double> finite_value();

/// All of int64, its extremes and small numbers often.
rc::Gen<std::int64_t> timestamp();

rc::Gen<Sample> sample();
rc::Gen<std::vector<Sample>> samples();

/// Requests of a dialogue: colliding keys, few timestamps, so that gets find something.
rc::Gen<std::vector<AnyRequest>> dialogue();

/// A request line without its LF: core, open, refused, or one of those with a byte changed.
rc::Gen<std::string> request_line();

/// A response frame with its LF LF: well-formed, or with a byte changed.
rc::Gen<std::string> response();

/// Lines of a dialogue and lines of any kind, each with its LF, and perhaps an unfinished tail.
rc::Gen<std::string> request_stream();

/// Responses and their fragments, one after the other.
rc::Gen<std::string> response_stream();

/// Any bytes, with the protocol's own among them more often than chance has it.
rc::Gen<std::string> bytes();

/// Sizes of pieces, for cut(): mostly tiny.
rc::Gen<std::vector<std::size_t>> piece_sizes();

}  // namespace generate
}  // namespace eardrum::fuzz

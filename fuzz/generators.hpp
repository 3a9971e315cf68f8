// RapidCheck generators for the properties: keys, numbers, requests, lines, streams and sizes of
// pieces. Keys come from a small alphabet, so that they collide. Numbers are often extreme values.
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
  Sample sample;  ///< for a get, only the key is used

  protocol::Request view() const;
};

// RapidCheck calls these functions to print a counter-example.
void showValue(const Sample& sample, std::ostream& out);
void showValue(const AnyRequest& request, std::ostream& out);

namespace generate {

/// Letters, digits, ".", "_", "-": 1 to 255 bytes, mostly few.
rc::Gen<std::string> core_key();

/// Any key that the strict grammar accepts in a put, also with non-ASCII bytes; never "*".
rc::Gen<std::string> any_key();

/// One of a few keys, so that samples collide. Some are prefixes or case variants of others.
rc::Gen<std::string> colliding_key();

/// Any finite value. Often an ordinary metric, a boundary, a subnormal, or a zero of either sign.
rc::Gen<double> finite_value();

/// Any int64, often an extreme value or a small number.
rc::Gen<std::int64_t> timestamp();

rc::Gen<Sample> sample();
rc::Gen<std::vector<Sample>> samples();

/// The requests of a dialogue. Keys collide and there are few timestamps, so that gets find
/// samples.
rc::Gen<std::vector<AnyRequest>> dialogue();

/// A request line without its LF: core, open, refused, or one of these with a changed byte.
rc::Gen<std::string> request_line();

/// A response frame with its LF LF: well-formed, or with a changed byte.
rc::Gen<std::string> response();

/// Lines of a dialogue and lines of any kind, each with its LF, and perhaps an unfinished tail.
rc::Gen<std::string> request_stream();

/// Responses and their fragments, one after the other.
rc::Gen<std::string> response_stream();

/// Any bytes. Bytes with a meaning in the protocol are more frequent.
rc::Gen<std::string> bytes();

/// Sizes of pieces for cut(), mostly very small.
rc::Gen<std::vector<std::size_t>> piece_sizes();

}  // namespace generate
}  // namespace eardrum::fuzz

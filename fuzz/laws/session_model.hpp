// Law: session model. The server's pure session does what a dumb model does: a map, a list of
// lines, nothing clever. However the bytes were cut, and whatever stands in them, after each
// segment exactly the answers to the lines that are whole by then have come out.
//
// theorem: session_equals_model
// theorem: one_response_per_line
// theorem: error_changes_nothing
// theorem: star_is_union
// theorem: last_write_wins_in_time_order
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "eardrum/fuzz/laws/codec.hpp"
#include "eardrum/fuzz/laws/verdict.hpp"

namespace eardrum::fuzz {

/// Feeds all pieces to one session of a new server; what came out after each piece.
using Serve = std::function<std::vector<std::string>(const Pieces& pieces)>;

/// eardrum::server::Session on a store of its own. Lives as long as the program.
const Serve& reference_serve();

/// The model: what a strict server that keeps the last write answers. Numbers are spelled by the
/// protocol's own writer, whose truth is the business of the law round trip.
class ServerModel {
 public:
  using Sample = std::pair<std::string, std::int64_t>;  ///< key and timestamp

  /// The answer to one line, given without its LF; empty for an empty line (REQ-ERR-5).
  std::string answer(std::string_view line);

  void put(const protocol::Put& put);

  /// The rows that get `key` must bring, in order; their keys view the model until the next put.
  std::vector<protocol::Row> rows(std::string_view key) const;

 private:
  std::map<Sample, double> values_;
};

/// Output after each piece equals the model's.
Verdict session_equals_model(const Pieces& pieces, const Serve& serve = reference_serve());

/// As many responses as non-empty whole lines, each of them one frame.
Verdict one_response_per_line(std::string_view stream, const Serve& serve = reference_serve());

/// Without the lines that were answered by the error, the store ends as it does with them.
Verdict error_changes_nothing(std::string_view stream, const Serve& serve = reference_serve());

/// After the stream, get * holds the answers to get of each of its keys, joined, and no key that
/// the stream put is missing.
Verdict star_is_union(std::string_view stream, const Serve& serve = reference_serve());

/// After the stream, the rows of each key are in strictly ascending time, and each has the value
/// that was put last.
Verdict last_write_wins_in_time_order(std::string_view stream,
                                      const Serve& serve = reference_serve());

}  // namespace eardrum::fuzz

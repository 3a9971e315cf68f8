// Law: session model. The session of the server answers as a simple model does, which uses a map
// and a list of lines. For any bytes in any segmentation, after each segment the output consists of
// exactly the answers to the lines that are complete by then.
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

/// Feeds all pieces to one session of a new server. Returns the output after each piece.
using Serve = std::function<std::vector<std::string>(const Pieces& pieces)>;

/// Serves with eardrum::server::Session on its own store. Valid as long as the program.
const Serve& reference_serve();

/// The model of a strict server that keeps the last write. It writes numbers with
/// protocol/format.hpp, which the law round trip tests.
class ServerModel {
 public:
  using Sample = std::pair<std::string, std::int64_t>;  ///< key and timestamp

  /// The answer to one line without its LF; empty for an empty line (REQ-ERR-5).
  std::string answer(std::string_view line);

  void put(const protocol::Put& put);

  /// The rows that a get of `key` must return, in order. Their keys are views into the model, valid
  /// until the next put.
  std::vector<protocol::Row> rows(std::string_view key) const;

 private:
  std::map<Sample, double> values_;
};

/// The output after each piece equals that of the model.
Verdict session_equals_model(const Pieces& pieces, const Serve& serve = reference_serve());

/// There is one response for each non-empty complete line, and each response is one frame.
Verdict one_response_per_line(std::string_view stream, const Serve& serve = reference_serve());

/// The final store is the same if the lines that got the error answer are removed.
Verdict error_changes_nothing(std::string_view stream, const Serve& serve = reference_serve());

/// After the stream, get * returns exactly the rows that the gets of all its keys return, and no
/// key that the stream put is missing.
Verdict star_is_union(std::string_view stream, const Serve& serve = reference_serve());

/// After the stream, the rows of each key have strictly ascending times, and each row has the value
/// that was put last.
Verdict last_write_wins_in_time_order(std::string_view stream,
                                      const Serve& serve = reference_serve());

}  // namespace eardrum::fuzz

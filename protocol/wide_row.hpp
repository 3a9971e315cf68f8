// Reads rows of other implementations leniently, and determines the zone of each row.
//
// The strict codec refuses some spellings of numbers, but REQ-GET-7 leaves the spelling open.
// Programs that show the samples of a server, and do not judge it, use this reader. They decide
// which rows they use.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string_view>

#include "eardrum/protocol/response.hpp"
#include "eardrum/protocol/violation.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::protocol {

struct WideRow {
  std::string_view key;                   ///< view into the row; empty if there are not three words
  std::optional<double> value;            ///< "1e400" is infinity; nothing if it is not a number
  std::optional<std::int64_t> timestamp;  ///< nothing if it is not an integer within int64
  bool strict = false;                    ///< the strict codec accepts this row
  Zone zone = Zone::must_reject;          ///< the worst zone of the three words, as in a put

  friend bool operator==(const WideRow&, const WideRow&) = default;
};

/// Reads one row without its LF. Blanks and TABs separate words, and a CR at the end is dropped. A
/// row with other separators than single blanks is not in zone must_accept. Defined for any bytes.
WideRow read_row_widely(std::string_view line);

/// Reads a response frame, with its LF LF, and calls `take` for each row in the order received. The
/// status line is read strictly, as in parse_response().
std::expected<Status, Violation> read_response_widely(
    std::string_view frame, const std::function<void(const WideRow&)>& take);

}  // namespace eardrum::protocol

// A stranger's row, read as widely as it can be understood, with the zone that it stands in.
//
// The strict codec has one answer for each row; REQ-GET-7 leaves the spelling of numbers open. Who
// wants to look at what a server has, and not to judge it, reads here and decides what to take.
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
  std::string_view key;                   ///< views the row; empty if the row has no three words
  std::optional<double> value;            ///< "1e400" is infinity; nothing for "nan" and no numbers
  std::optional<std::int64_t> timestamp;  ///< nothing for what is no integer within int64
  bool strict = false;                    ///< the strict codec takes this row
  Zone zone = Zone::must_reject;          ///< as if it were put: the worst of its three words

  friend bool operator==(const WideRow&, const WideRow&) = default;
};

/// Reads one row, given without its LF. Words are separated by blanks and TABs; a CR at the end is
/// dropped; either leaves the row open. Total on any bytes.
WideRow read_row_widely(std::string_view line);

/// Reads a response frame, its LF LF included, and calls `take` for each row in the order received.
/// The status line is read strictly, as by parse_response().
std::expected<Status, Violation> read_response_widely(
    std::string_view frame, const std::function<void(const WideRow&)>& take);

}  // namespace eardrum::protocol

// Reads the rows of an answer as leniently as the protocol allows, and compares rows by their
// meaning.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/verdict/fault.hpp"

namespace eardrum::conformance {

/// The meaning of one row. Two rows are equal if the bytes of their keys, their values as binary64
/// and their timestamps are equal. The sign of zero is ignored (SPEC.md, "Equal on the wire").
struct WideRow {
  std::string key;
  double value = 0;
  std::int64_t timestamp = 0;

  friend bool operator==(const WideRow&, const WideRow&) = default;
  friend auto operator<=>(const WideRow&, const WideRow&) = default;
};

/// The row as it is quoted in sentences: "'palm.cpu 10.5 1501864247'".
std::string quoted(const WideRow& row);

/// Reads "key value timestamp" without its line end. Single blanks separate the fields. The numbers
/// may have any spelling that read_value_widely() and read_timestamp_widely() accept.
std::optional<WideRow> read_row_widely(std::string_view line);

/// Whether `received` is an ok answer in which all rows have value and timestamp swapped, so that
/// not all of them can be read as rows: "key 100 1.5". The end of the answer may be missing.
bool are_swapped_rows(std::string_view received);

/// Why a frame cannot be read, and at which offset.
struct FrameFault {
  std::size_t offset = 0;
  std::string reason;
};

/// Reads an ok answer up to and including its LF LF. `frame` must end with the first LF LF in it.
std::expected<std::vector<WideRow>, FrameFault> read_ok_frame(std::string_view frame);

/// The rows of the first answer in `received`, whatever follows it; nothing if `received` does not
/// begin with a complete ok answer.
std::optional<std::vector<WideRow>> rows_of_first_answer(std::string_view received);

/// Why the puts do not allow an answer.
struct RowFault {
  using Kind = RowFaultKind;
  Kind kind{};
  WideRow row;  ///< the received row; for `missing`, a row that was put
};

/// Why a store may not give the answer `received` after `puts`; nothing if it may. A correct answer
/// has at least one of the rows that were put for each key and timestamp, no row more often than it
/// was put, and no other row (REQ-GET-4, REQ-GET-5, REQ-PUT-17).
std::optional<RowFault> find_row_fault(const std::vector<WideRow>& puts,
                                       const std::vector<WideRow>& received);

/// The difference between the received and the expected rows.
struct RowsDifference {
  std::vector<RowFaultKind> kinds;  ///< each once, in the order of the enumeration
  bool case_changed = false;   ///< for foreign_key: the key differs only in the case of letters
  bool fraction_lost = false;  ///< for other_value: the value has lost its fraction
  std::string sentence;        ///< for people
};

/// Why `received` does not match `expected` under `order`; nothing if it does. A row that differs
/// from a missing row in a single field is paired with it: "1 row with another value".
std::optional<RowsDifference> compare_rows(const std::vector<WideRow>& expected,
                                           const std::vector<WideRow>& received, RowOrder order);

}  // namespace eardrum::conformance

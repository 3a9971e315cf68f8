// Rows of a stranger's answer, read as widely as the protocol leaves room, and compared by meaning.
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

/// One row by meaning. Two rows are the same if keys are equal bytes, values equal as binary64 and
/// timestamps equal; zero signs are not told apart (SPEC.md, "Equal on the wire").
struct WideRow {
  std::string key;
  double value = 0;
  std::int64_t timestamp = 0;

  friend bool operator==(const WideRow&, const WideRow&) = default;
  friend auto operator<=>(const WideRow&, const WideRow&) = default;
};

/// The row as sentences quote it: "'palm.cpu 10.5 1501864247'".
std::string quoted(const WideRow& row);

/// Reads "key value timestamp" without its line end: two single blanks, numbers in any spelling
/// that read_value_widely() and read_timestamp_widely() take.
std::optional<WideRow> read_row_widely(std::string_view line);

/// Whether `received` is an ok answer with rows that all have value and timestamp in each other's
/// place, so that not all of them can be read as rows: "key 100 1.5". The end may be missing.
bool are_swapped_rows(std::string_view received);

/// A place and a reason inside a frame.
struct FrameFault {
  std::size_t offset = 0;
  std::string reason;
};

/// Reads an ok answer up to and including its LF LF. `frame` must end with the first LF LF in it.
std::expected<std::vector<WideRow>, FrameFault> read_ok_frame(std::string_view frame);

/// The rows of the first answer in `received`, whatever follows it; nothing if that is no whole ok
/// answer.
std::optional<std::vector<WideRow>> rows_of_first_answer(std::string_view received);

/// Where an answer is none that its puts allow.
struct RowFault {
  using Kind = RowFaultKind;
  Kind kind{};
  WideRow row;  ///< the row received; for `missing`, one that was put there
};

/// The answers that a store may give after `puts`, as a relation: for each key and timestamp at
/// least one of the rows put there, none more often than it was put, and no other row
/// (REQ-GET-4, REQ-GET-5, REQ-PUT-17). Nothing if `received` is such an answer.
std::optional<RowFault> find_row_fault(const std::vector<WideRow>& puts,
                                       const std::vector<WideRow>& received);

/// In what rows differ from those that are due.
struct RowsDifference {
  std::vector<RowFaultKind> kinds;  ///< each once, in the order of the enumeration
  bool case_changed = false;   ///< for foreign_key: the key differs in the case of letters alone
  bool fraction_lost = false;  ///< for other_value: the whole part of what was put came back
  std::string sentence;        ///< for people
};

/// Why `received` does not meet `expected` under `order`; nothing if it does. A row that differs
/// from a missing one in a single field is paired with it: "1 row with another value".
std::optional<RowsDifference> compare_rows(const std::vector<WideRow>& expected,
                                           const std::vector<WideRow>& received, RowOrder order);

}  // namespace eardrum::conformance

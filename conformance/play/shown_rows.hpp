// The rows that answers have shown since the last put. The text leaves open which of repeated puts
// a store keeps (REQ-PUT-18). But a get changes nothing, so all answers until the next put must
// show the same rows.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "eardrum/conformance/language/rows.hpp"

namespace eardrum::conformance {

class ShownRows {
 public:
  /// Forgets all rows. Call this after a put, because it may change the store.
  void forget() { values_.clear(); }

  /// Notes the rows of an answer. For each key and timestamp in it, the answer must have all rows.
  void note(const std::vector<WideRow>& answer);

  /// Why `answer` contradicts earlier answers; nothing if it does not. Only the keys and timestamps
  /// in `puts` are compared.
  std::optional<RowsDifference> contradiction(const std::vector<WideRow>& puts,
                                              const std::vector<WideRow>& answer) const;

 private:
  using Slot = std::pair<std::string, std::int64_t>;
  using Values = std::map<Slot, std::vector<double>>;  ///< values in ascending order

  static Values values_of(const std::vector<WideRow>& rows);

  Values values_;
};

}  // namespace eardrum::conformance

// What answers have shown of a store that nobody put anything into meanwhile. Which of repeated
// puts are kept is open (REQ-PUT-18), but a get changes nothing: each later answer shows the same.
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
  /// A put may have changed what the store holds: earlier answers tell nothing any more.
  void forget() { values_.clear(); }

  /// An answer showed these rows, and all rows of each key and timestamp among them.
  void note(const std::vector<WideRow>& answer);

  /// Why `answer` contradicts what was shown before, if it does. Only what `puts` name is compared.
  std::optional<RowsDifference> contradiction(const std::vector<WideRow>& puts,
                                              const std::vector<WideRow>& answer) const;

 private:
  using Slot = std::pair<std::string, std::int64_t>;
  using Values = std::map<Slot, std::vector<double>>;  ///< of each slot in ascending order

  static Values values_of(const std::vector<WideRow>& rows);

  Values values_;
};

}  // namespace eardrum::conformance

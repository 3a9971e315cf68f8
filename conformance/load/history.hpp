// What several connections did to one store at the same time, and whether any order of it explains
// what they saw. Every put of a history has a timestamp of its own, so that a row names its put.
//
// Four conditions hold in every linearizable run (protocol/formal proves it), so that breaking one
// is never a false alarm, and each names a small part of the history:
//   from the past   a row is seen only by gets that end after its put was sent        (REQ-CON-3)
//   acknowledged    a get sent after a put's answer sees its row                      (REQ-CON-3)
//   reads grow      a get sent after the answer of a get that saw a row sees it too   (REQ-CON-4)
//   snapshots nest  of two gets of one key, one saw all that the other saw            (REQ-CON-4)
// Where all four hold, the exact condition is checked (order.hpp):
//   one order       some order of all operations explains each answer                  (REQ-CON-4)
// Pure.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eardrum::conformance::load {

using Moment = std::chrono::nanoseconds;  ///< since the history began, on a steady clock

/// When an operation was under way: from before its first byte was sent until its answer was there.
struct Interval {
  Moment begin{};
  std::optional<Moment> end{};  ///< nothing: no answer was seen, so it may take effect at any time
};

struct Put {
  char connection = 'A';
  std::size_t key = 0;
  Interval when{};
};

struct Get {
  char connection = 'A';
  std::optional<std::size_t> key{};  ///< nothing: `get *`
  Interval when{};                   ///< answered, always
  std::vector<std::size_t> puts{};   ///< whose rows it returned: indices, ascending, each once
};

/// All puts, acknowledged or pending, and all gets that were answered, in any order.
struct History {
  std::vector<Put> puts;
  std::vector<Get> gets;
};

enum class Condition { from_the_past, acknowledged, reads_grow, snapshots_nest, one_order };

/// One operation of a history.
struct Operation {
  bool is_get = false;
  std::size_t index = 0;  ///< in the puts or in the gets

  friend bool operator==(const Operation&, const Operation&) = default;
};

/// The rule that breaks with the condition.
std::string_view rule_of(Condition condition);

/// The smallest part of a history that no order of its operations explains.
struct Violation {
  Condition condition{};
  std::size_t put = 0;                   ///< the row that is there or is missing
  std::size_t get = 0;                   ///< the get that shows it
  std::optional<std::size_t> witness{};  ///< the get before (reads grow) or beside it (nest)
  std::vector<Operation> cycle{};        ///< for one order alone: shortest_cycle()
};

/// Nothing if all conditions hold. Of several violations of the first condition that is broken, in
/// the order of the enumeration, the one whose get was sent first.
std::optional<Violation> find_violation(const History& history);

/// The violation as lines of text: a sentence, then its operations with times and bars on one
/// scale. Our own words and numbers only.
std::vector<std::string> timeline(const History& history, const Violation& violation);

}  // namespace eardrum::conformance::load

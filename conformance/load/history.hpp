// The history of parallel operations on one store, and the conditions that it must satisfy. Every
// put of a history has its own timestamp, so each row identifies its put. rule_of() gives the rule
// of each condition.
//
// Four conditions hold in every linearizable run (proved in protocol/formal), so a violation is
// never a false alarm. Each violation names a small part of the history:
//   from the past   a row is seen only by gets that end after its put was sent        (REQ-CON-3)
//   acknowledged    a get sent after a put's answer sees its row                      (REQ-CON-3)
//   reads grow      a get sent after the answer of a get that saw a row sees it too   (REQ-CON-4)
//   snapshots nest  of two gets of one key, one saw all rows that the other saw       (REQ-CON-4)
// If all four hold, the exact condition is checked (order.hpp):
//   one order       an order of all operations explains every answer                  (REQ-CON-4)
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

/// The time of an operation, from before its first byte was sent until its answer was complete.
struct Interval {
  Moment begin{};
  std::optional<Moment> end{};  ///< nothing: no answer arrived, so it may take effect at any time
};

struct Put {
  char connection = 'A';
  std::size_t key = 0;
  Interval when{};
};

struct Get {
  char connection = 'A';
  std::optional<std::size_t> key{};  ///< nothing: `get *`
  Interval when{};                   ///< always has an end
  std::vector<std::size_t> puts{};   ///< the puts of the returned rows: indices, ascending, unique
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

/// The rule that a server breaks if the condition does not hold.
std::string_view rule_of(Condition condition);

/// The smallest part of a history that no order of its operations explains.
struct Violation {
  Condition condition{};
  std::size_t put = 0;                   ///< the put of the wrong or missing row
  std::size_t get = 0;                   ///< the get with the wrong answer
  std::optional<std::size_t> witness{};  ///< the other get, for reads grow and snapshots nest
  std::vector<Operation> cycle{};        ///< only for one order: shortest_cycle()
};

/// Nothing if all conditions hold. Otherwise a violation of the first condition that does not hold,
/// in the order of the enumeration; of several violations the one whose get was sent first.
std::optional<Violation> find_violation(const History& history);

/// The violation as lines of text: a sentence, then its operations with times and bars on one
/// scale. Contains no bytes of the testee.
std::vector<std::string> timeline(const History& history, const Violation& violation);

}  // namespace eardrum::conformance::load

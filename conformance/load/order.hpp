// The exact condition on a history: an order of all its operations explains every answer and
// respects real time. protocol/formal/Order.v proves that such an order exists if and only if the
// relation "must come before" has no cycle. It consists of:
//   - an operation that ended, before an operation that began later;
//   - a put, before a get that returned its row;
//   - a get, before a put of its key whose row it did not return.
// Pure.
#pragma once

#include <vector>

#include "eardrum/conformance/load/history.hpp"

namespace eardrum::conformance::load {

/// Whether `first` must come before `second`, for one of the three reasons above.
bool must_precede(const History& history, const Operation& first, const Operation& second);

/// The shortest cycle: each of its operations must come before the next one, and the last before
/// the first. Empty if an order explains the history. A put without an answer is included only if
/// its row was seen. The time is quadratic in the number of operations. A history of more than 4096
/// operations is checked in overlapping windows of that size, in the order in which the operations
/// were sent.
std::vector<Operation> shortest_cycle(const History& history);

}  // namespace eardrum::conformance::load

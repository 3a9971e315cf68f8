// The exact condition on a history: some order of all its operations explains each answer and keeps
// real time. protocol/formal/Order.v proves that this is so if and only if no cycle exists in the
// relation "must come before":
//   - an operation that has ended before another one begins;
//   - a put whose row a get returned, before that get;
//   - a get that did not return the row of a put that it asked for, before that put.
// Pure.
#pragma once

#include <vector>

#include "eardrum/conformance/load/history.hpp"

namespace eardrum::conformance::load {

/// Whether `first` must come before `second` by one of the three reasons.
bool must_precede(const History& history, const Operation& first, const Operation& second);

/// Operations of which each must come before the next, and the last before the first: as few as
/// there can be. Empty if some order explains the history. A put without an answer takes part only
/// if its row was seen. Quadratic in the operations; a history of more than 4096 is looked at in
/// overlapping windows of that size, by the time when its operations were sent.
std::vector<Operation> shortest_cycle(const History& history);

}  // namespace eardrum::conformance::load

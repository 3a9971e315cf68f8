#include "eardrum/conformance/automaton/automaton.hpp"

#include <algorithm>
#include <cassert>
#include <map>
#include <set>

namespace eardrum::conformance {
namespace {

using Kind = Expression::Kind;

/// Thompson's construction: one expression becomes a path between two states.
class Nondeterministic {
 public:
  Nondeterministic(const Grammar& grammar, const ByteClasses& classes)
      : grammar_(grammar), classes_(classes) {}

  std::size_t add_state() {
    states_.emplace_back();
    return states_.size() - 1;
  }

  /// Adds what `expression` takes behind state `from`; returns the state where it ends.
  std::size_t add(const Expression& expression, std::size_t from) {
    switch (expression.kind) {
      case Kind::bytes:
        return add_bytes(expression.range, from);
      case Kind::rule:
        return add(grammar_.rules[expression.rule].definition, from);
      case Kind::sequence:
        for (const auto& part : expression.parts) from = add(part, from);
        return from;
      case Kind::choice:
        return add_choice(expression, from);
      case Kind::repeat:
        break;
    }
    return add_repeat(expression, from);
  }

  /// All states that can be reached without a letter.
  std::set<std::size_t> closure(std::set<std::size_t> states) const {
    std::vector<std::size_t> open(states.begin(), states.end());
    while (!open.empty()) {
      const auto state = open.back();
      open.pop_back();
      for (const auto to : states_[state].silent) {
        if (states.insert(to).second) open.push_back(to);
      }
    }
    return states;
  }

  std::set<std::size_t> step(const std::set<std::size_t>& states, std::size_t letter) const {
    std::set<std::size_t> to;
    for (const auto state : states) {
      for (const auto& [taken, target] : states_[state].moves) {
        if (taken == letter) to.insert(target);
      }
    }
    return closure(std::move(to));
  }

 private:
  struct State {
    std::vector<std::pair<std::size_t, std::size_t>> moves;  ///< letter, target
    std::vector<std::size_t> silent;
  };

  std::size_t add_bytes(ByteRange range, std::size_t from) {
    const auto to = add_state();
    for (std::size_t letter = 0; letter < classes_.count(); ++letter) {
      if (range.contains(classes_.members(letter).front())) {
        states_[from].moves.emplace_back(letter, to);
      }
    }
    return to;
  }

  std::size_t add_choice(const Expression& expression, std::size_t from) {
    const auto to = add_state();
    for (const auto& part : expression.parts) {
      const auto end = add(part, branch(from));
      states_[end].silent.push_back(to);
    }
    return to;
  }

  std::size_t add_repeat(const Expression& expression, std::size_t from) {
    const auto& part = expression.parts.front();
    for (std::size_t i = 0; i < expression.least; ++i) from = add(part, from);
    if (!expression.most) {
      const auto loop = branch(from);
      states_[add(part, loop)].silent.push_back(loop);
      return branch(loop);
    }
    const auto to = add_state();
    states_[from].silent.push_back(to);
    for (auto i = expression.least; i < *expression.most; ++i) {
      from = add(part, branch(from));
      states_[from].silent.push_back(to);
    }
    return to;
  }

  /// A new state behind `from`: loops and branches must not leak into their neighbours.
  std::size_t branch(std::size_t from) {
    const auto to = add_state();
    states_[from].silent.push_back(to);
    return to;
  }

  const Grammar& grammar_;
  const ByteClasses& classes_;
  std::vector<State> states_;
};

/// Numbers the reachable states in the order of a search in breadth and drops the others.
Automaton in_order_of_search(const Automaton& automaton) {
  std::vector<std::size_t> order{0};
  std::map<std::size_t, std::size_t> number{{0, 0}};
  Automaton result;
  for (std::size_t i = 0; i < order.size(); ++i) {
    result.accepting.push_back(automaton.accepting[order[i]]);
    result.next.emplace_back();
    for (const auto target : automaton.next[order[i]]) {
      const auto [found, added] = number.emplace(target, order.size());
      if (added) order.push_back(target);
      result.next.back().push_back(found->second);
    }
  }
  return result;
}

}  // namespace

std::size_t Automaton::after(const Word& word, std::size_t from) const {
  for (const auto letter : word) from = next[from][letter];
  return from;
}

Automaton minimal(const Automaton& automaton) {
  const auto reachable = in_order_of_search(automaton);
  // Moore: states stay together as long as nothing tells them apart.
  std::vector<std::size_t> block(reachable.states());
  for (std::size_t i = 0; i < block.size(); ++i) block[i] = reachable.accepting[i] ? 1 : 0;
  for (std::size_t blocks = 0;;) {
    std::map<std::vector<std::size_t>, std::size_t> signatures;
    std::vector<std::size_t> finer(block.size());
    for (std::size_t i = 0; i < block.size(); ++i) {
      std::vector<std::size_t> signature{block[i]};
      for (const auto target : reachable.next[i]) signature.push_back(block[target]);
      finer[i] = signatures.emplace(signature, signatures.size()).first->second;
    }
    block = std::move(finer);
    if (signatures.size() == blocks) break;
    blocks = signatures.size();
  }
  Automaton merged;
  merged.next.resize(1 + *std::ranges::max_element(block));
  merged.accepting.resize(merged.next.size());
  for (std::size_t i = 0; i < block.size(); ++i) {
    merged.accepting[block[i]] = reachable.accepting[i];
    merged.next[block[i]].clear();
    for (const auto target : reachable.next[i]) merged.next[block[i]].push_back(block[target]);
  }
  assert(block.front() == 0);  // the start is seen first
  return in_order_of_search(merged);
}

Automaton automaton_of(const Grammar& grammar, std::string_view rule, const ByteClasses& classes) {
  const auto index = grammar.find(rule);
  assert(index);
  Nondeterministic paths(grammar, classes);
  const auto start = paths.add_state();
  const auto end = paths.add(grammar.rules[*index].definition, start);
  std::vector<std::set<std::size_t>> sets{paths.closure({start})};
  std::map<std::set<std::size_t>, std::size_t> number{{sets.front(), 0}};
  Automaton automaton;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    automaton.accepting.push_back(sets[i].contains(end));
    automaton.next.emplace_back();
    for (std::size_t letter = 0; letter < classes.count(); ++letter) {
      auto target = paths.step(sets[i], letter);
      const auto [found, added] = number.emplace(target, sets.size());
      if (added) sets.push_back(std::move(target));
      automaton.next.back().push_back(found->second);
    }
  }
  return minimal(automaton);
}

Automaton before(const Automaton& automaton, char8_t letter) {
  auto cut = automaton;
  const auto nowhere = cut.states();
  cut.next.emplace_back(cut.letters(), nowhere);
  cut.accepting.push_back(false);
  for (std::size_t i = 0; i < automaton.states(); ++i) {
    cut.accepting[i] = automaton.accepting[automaton.next[i][letter]];
    cut.next[i][letter] = nowhere;
  }
  return minimal(cut);
}

}  // namespace eardrum::conformance

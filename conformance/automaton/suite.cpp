#include "eardrum/conformance/automaton/suite.hpp"

#include <algorithm>
#include <cassert>
#include <optional>
#include <set>
#include <utility>

namespace eardrum::conformance {
namespace {

bool shorter_first(const Word& a, const Word& b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

/// A shortest word for every two states that tells them apart.
class Separations {
 public:
  explicit Separations(const Automaton& automaton) : automaton_(automaton) {
    const auto states = automaton.states();
    words_.resize(states, std::vector<std::optional<Word>>(states));
    for (std::size_t a = 0; a < states; ++a) {
      for (std::size_t b = 0; b < states; ++b) {
        if (automaton.accepting[a] != automaton.accepting[b]) words_[a][b] = Word();
      }
    }
    while (lengthen()) {
    }
  }

  /// Each of them once, the shortest first.
  std::vector<Word> all() const {
    std::set<Word> words;
    for (std::size_t a = 0; a < words_.size(); ++a) {
      for (std::size_t b = 0; b < a; ++b) {
        assert(words_[a][b]);  // the automaton is minimal
        words.insert(*words_[a][b]);
      }
    }
    std::vector<Word> sorted(words.begin(), words.end());
    std::ranges::stable_sort(sorted, shorter_first);
    return sorted;
  }

 private:
  /// Finds the pairs that a word one letter longer tells apart.
  bool lengthen() {
    const auto known = words_;
    bool more = false;
    for (std::size_t a = 0; a < known.size(); ++a) {
      for (std::size_t b = 0; b < known.size(); ++b) {
        if (a == b || known[a][b]) continue;
        for (std::size_t letter = 0; letter < automaton_.letters() && !words_[a][b]; ++letter) {
          const auto& rest = known[automaton_.next[a][letter]][automaton_.next[b][letter]];
          if (rest) words_[a][b] = Word(1, static_cast<char8_t>(letter)) + *rest;
        }
        more = more || words_[a][b].has_value();
      }
    }
    return more;
  }

  const Automaton& automaton_;
  std::vector<std::vector<std::optional<Word>>> words_;
};

/// Splits sets of states by words until each stands alone; the words on the way to a state are its
/// identifier. Two states share all words up to the one that parts them: that is the harmony.
class SplittingTree {
 public:
  explicit SplittingTree(const Automaton& automaton)
      : automaton_(automaton),
        words_(Separations(automaton).all()),
        identifiers_(automaton.states()) {}

  std::vector<std::vector<Word>> grow() {
    std::vector<std::size_t> all(automaton_.states());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    split(all);
    return std::move(identifiers_);
  }

 private:
  using States = std::vector<std::size_t>;

  void split(const States& states) {
    if (states.size() < 2) return;
    std::pair<States, States> best;
    const Word* chosen = nullptr;
    for (const auto& word : words_) {
      auto parts = part(states, word);
      const auto smaller = [](const auto& p) { return std::min(p.first.size(), p.second.size()); };
      if (smaller(parts) <= smaller(best)) continue;
      best = std::move(parts);
      chosen = &word;
      if (word.empty()) break;  // acceptance itself comes first, so that every state shows it
    }
    assert(chosen != nullptr);
    for (const auto state : states) identifiers_[state].push_back(*chosen);
    split(best.first);
    split(best.second);
  }

  std::pair<States, States> part(const States& states, const Word& word) const {
    std::pair<States, States> parts;
    for (const auto state : states) {
      const bool accepted = automaton_.accepting[automaton_.after(word, state)];
      (accepted ? parts.first : parts.second).push_back(state);
    }
    return parts;
  }

  const Automaton& automaton_;
  std::vector<Word> words_;
  std::vector<std::vector<Word>> identifiers_;
};

/// Walks from each state of the cover along all words of bounded length.
class SuiteWalk {
 public:
  SuiteWalk(const Automaton& automaton, const std::function<bool(const Word&)>& test)
      : automaton_(automaton), test_(test), identifiers_(state_identifiers(automaton)) {
    for (const auto& word : state_cover(automaton)) cover_.insert(word);
  }

  void run(std::size_t letters_more) {
    for (const auto& word : cover_) {
      if (!visit(word, automaton_.after(word), letters_more)) return;
    }
  }

 private:
  bool visit(const Word& word, std::size_t state, std::size_t letters_more) {
    for (const auto& end : identifiers_[state]) {
      if (!test_(word + end)) return false;
    }
    if (letters_more == 0) return true;
    for (std::size_t letter = 0; letter < automaton_.letters(); ++letter) {
      const auto longer = word + static_cast<char8_t>(letter);
      if (cover_.contains(longer)) continue;  // visited from there, and further
      if (!visit(longer, automaton_.next[state][letter], letters_more - 1)) return false;
    }
    return true;
  }

  const Automaton& automaton_;
  const std::function<bool(const Word&)>& test_;
  std::vector<std::vector<Word>> identifiers_;
  std::set<Word> cover_;
};

}  // namespace

std::vector<std::vector<Word>> state_identifiers(const Automaton& automaton) {
  return SplittingTree(automaton).grow();
}

std::vector<Word> state_cover(const Automaton& automaton) {
  std::vector<Word> words(automaton.states());
  std::vector<bool> found(automaton.states());
  std::vector<std::size_t> order{0};
  found[0] = true;
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t letter = 0; letter < automaton.letters(); ++letter) {
      const auto target = automaton.next[order[i]][letter];
      if (found[target]) continue;
      found[target] = true;
      words[target] = words[order[i]] + static_cast<char8_t>(letter);
      order.push_back(target);
    }
  }
  return words;
}

void for_each_test(const Automaton& automaton, std::size_t extra_states,
                   const std::function<bool(const Word&)>& test) {
  SuiteWalk(automaton, test).run(extra_states + 1);
}

std::vector<Word> suite(const Automaton& automaton, std::size_t extra_states) {
  std::set<Word> words;
  for_each_test(automaton, extra_states, [&](const Word& word) {
    words.insert(word);
    return true;
  });
  std::vector<Word> sorted(words.begin(), words.end());
  std::ranges::stable_sort(sorted, shorter_first);
  return sorted;
}

}  // namespace eardrum::conformance

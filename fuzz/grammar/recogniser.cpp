#include "eardrum/fuzz/grammar/recogniser.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>

namespace eardrum::fuzz {
namespace {

using conformance::Expression;
using conformance::Grammar;
using Kind = Expression::Kind;

/// Positions between bytes, ascending: 0 is before the first.
using Positions = std::vector<std::size_t>;

Positions united(const Positions& a, const Positions& b) {
  Positions all;
  std::ranges::set_union(a, b, std::back_inserter(all));
  return all;
}

Positions common(const Positions& a, const Positions& b) {
  Positions both;
  std::ranges::set_intersection(a, b, std::back_inserter(both));
  return both;
}

/// Follows an expression over one text: forwards, to the positions where it can end, or backwards,
/// to those where it can have begun.
class Walk {
 public:
  enum class Direction { forwards, backwards };

  Walk(const Grammar& grammar, std::string_view text) : grammar_(grammar), text_(text) {}

  Positions follow(const Expression& expression, const Positions& from, Direction way) const {
    if (from.empty()) return {};
    switch (expression.kind) {
      case Kind::bytes:
        return follow_byte(expression, from, way);
      case Kind::rule:
        return follow(grammar_.rules[expression.rule].definition, from, way);
      case Kind::sequence:
        return follow_sequence(expression, from, way).back();
      case Kind::choice:
        return follow_choice(expression, from, way);
      case Kind::repeat:
        break;
    }
    return follow_repeat(expression, from, way);
  }

  /// Counts the rules on the ways from `from` to `to`.
  void count(const Expression& expression, const Positions& from, const Positions& to,
             std::vector<std::uint64_t>& hits) const {
    if (common(follow(expression, from, forwards), to).empty()) return;
    if (expression.kind == Kind::rule) {
      hits[expression.rule] = 1;
      count(grammar_.rules[expression.rule].definition, from, to, hits);
    } else if (expression.kind == Kind::choice) {
      for (const auto& part : expression.parts) count(part, from, to, hits);
    } else if (expression.kind == Kind::sequence) {
      const auto there = follow_sequence(expression, from, forwards);
      const auto back = follow_sequence(expression, to, backwards);
      const auto parts = expression.parts.size();
      for (std::size_t i = 0; i < parts; ++i) {
        count(expression.parts[i], common(there[i], back[parts - i]),
              common(there[i + 1], back[parts - i - 1]), hits);
      }
    } else if (expression.kind == Kind::repeat) {
      auto any = expression;  // however often: what lies between is passed on the way
      any.least = 0;
      any.most.reset();
      const auto between = common(follow(any, from, forwards), follow(any, to, backwards));
      count(expression.parts.front(), between, between, hits);
    }
  }

 private:
  static constexpr auto forwards = Direction::forwards;
  static constexpr auto backwards = Direction::backwards;

  Positions follow_byte(const Expression& expression, const Positions& from, Direction way) const {
    Positions to;
    for (const auto at : from) {
      if (way == forwards && at < text_.size() && expression.range.contains(text_[at])) {
        to.push_back(at + 1);
      }
      if (way == backwards && at > 0 && expression.range.contains(text_[at - 1])) {
        to.push_back(at - 1);
      }
    }
    return to;
  }

  /// The positions before the first part, after it, after the second ... ; backwards in turn.
  std::vector<Positions> follow_sequence(const Expression& expression, const Positions& from,
                                         Direction way) const {
    std::vector<Positions> stations{from};
    const auto count = expression.parts.size();
    for (std::size_t i = 0; i < count; ++i) {
      const auto& part = expression.parts[way == forwards ? i : count - 1 - i];
      stations.push_back(follow(part, stations.back(), way));
    }
    return stations;
  }

  Positions follow_choice(const Expression& expression, const Positions& from,
                          Direction way) const {
    Positions to;
    for (const auto& part : expression.parts) to = united(to, follow(part, from, way));
    return to;
  }

  Positions follow_repeat(const Expression& expression, const Positions& from,
                          Direction way) const {
    const auto& part = expression.parts.front();
    auto here = from;
    std::size_t times = 0;
    for (; times < expression.least; ++times) here = follow(part, here, way);
    // From here on each position counts once: coming back to it brings nothing new.
    std::vector<bool> seen(text_.size() + 1);
    for (const auto at : here) seen[at] = true;
    while (!here.empty() && (!expression.most || times < *expression.most)) {
      auto next = follow(part, here, way);
      std::erase_if(next, [&](std::size_t at) { return seen[at]; });
      for (const auto at : next) seen[at] = true;
      here = std::move(next);
      ++times;
    }
    Positions to;
    for (std::size_t at = 0; at < seen.size(); ++at) {
      if (seen[at]) to.push_back(at);
    }
    return to;
  }

  const Grammar& grammar_;
  std::string_view text_;
};

}  // namespace

Recogniser::Recogniser(const Grammar& grammar, std::string_view rule) : grammar_(grammar) {
  const auto index = grammar.find(rule);
  assert(index);
  start_.kind = Kind::rule;
  start_.rule = *index;
}

bool Recogniser::matches(std::string_view text) const {
  const auto ends = Walk(grammar_, text).follow(start_, {0}, Walk::Direction::forwards);
  return !ends.empty() && ends.back() == text.size();
}

void Recogniser::count_hits(std::string_view text, std::vector<std::uint64_t>& hits) const {
  assert(hits.size() == grammar_.rules.size());
  std::vector<std::uint64_t> met(hits.size());
  Walk(grammar_, text).count(start_, {0}, {text.size()}, met);
  std::ranges::transform(hits, met, hits.begin(), std::plus{});
}

}  // namespace eardrum::fuzz

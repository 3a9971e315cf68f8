// Faults that only several answers together show: what repeated puts left looks otherwise from one
// get to the next, and each answer alone is allowed.
#include <algorithm>
#include <map>
#include <memory>

#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"

namespace eardrum::conformance::mutants {
namespace {

using std::string;
using std::string_view;

/// The values put at one key and time, as they came, oldest first. Never empty.
using Values = std::vector<string>;

/// What an answer shows of them; it may change what is kept.
using View = std::function<Values(Values& kept, Peer& peer)>;

/// Keeps every put. What a get of one key and what get * shows of repeated ones is the fault.
class EveryPut {
 public:
  EveryPut(View of_key, View of_star) : of_key_(std::move(of_key)), of_star_(std::move(of_star)) {}

  Reply answer(Peer& peer, string_view line) {
    if (const auto put = as_put(line)) {
      const auto fields = words(line);
      samples_[fields[1]][put->timestamp].push_back(fields[2]);
    }
    const auto get = as_get(line);
    if (!get) return honest(peer.store, line);
    std::vector<string> rows;
    for (auto& [key, slots] : samples_) {
      if (!get->every_key() && key != get->key) continue;
      for (auto& [timestamp, kept] : slots) {
        for (const auto& value : (get->every_key() ? of_star_ : of_key_)(kept, peer)) {
          rows.push_back(key + ' ' + value + ' ' + std::to_string(timestamp));
        }
      }
    }
    return ok_with(rows);
  }

 private:
  View of_key_;
  View of_star_;
  std::map<string, std::map<std::int64_t, Values>> samples_;
};

Server showing(View of_key, View of_star) {
  const auto every = std::make_shared<EveryPut>(std::move(of_key), std::move(of_star));
  return by_line([every](Peer& peer, string_view line) { return every->answer(peer, line); });
}

Values all(Values& kept, Peer&) {
  return kept;
}

Values first(Values& kept, Peer&) {
  return {kept.front()};
}

Values last(Values& kept, Peer&) {
  return {kept.back()};
}

Values each_once(Values& kept, Peer&) {
  Values once;
  for (const auto& value : kept) {
    if (std::ranges::find(once, value) == once.end()) once.push_back(value);
  }
  return once;
}

/// Shows all, and keeps the last alone.
Values shows_and_merges(Values& kept, Peer& peer) {
  auto shown = all(kept, peer);
  kept = last(kept, peer);
  return shown;
}

/// Keeps the last alone, and shows it.
Values merges(Values& kept, Peer& peer) {
  kept = last(kept, peer);
  return kept;
}

/// The first and the last in turn, from one answer to the next.
Server in_turn() {
  const auto asked = std::make_shared<std::size_t>(0);
  const View view = [asked](Values& kept, Peer& peer) {
    return ++*asked % 2 == 0 ? first(kept, peer) : last(kept, peer);
  };
  return showing(view, view);
}

/// Each answer to get * begins the values anew with the next one.
Values rotates(Values& kept, Peer&) {
  std::ranges::rotate(kept, kept.begin() + 1);
  return {kept.front()};
}

/// Odd connections read the first values, even ones the last: two copies that were never compared.
Values by_connection(Values& kept, Peer& peer) {
  return peer.number % 2 == 0 ? first(kept, peer) : last(kept, peer);
}

/// Answers to such gets are kept until a sample comes at a key and time that had none.
Server cached_until_new_slot(bool star) {
  auto answers = std::make_shared<std::map<string, string>>();
  return by_line([star, answers](Peer& peer, string_view line) -> Reply {
    const auto put = as_put(line);
    const auto* samples = put ? peer.store.find(put->key) : nullptr;
    if (put && (samples == nullptr || !samples->contains(put->timestamp))) answers->clear();
    const auto answer = honest(peer.store, line);
    const auto get = as_get(line);
    if (!get || get->every_key() != star) return answer;
    return answers->emplace(string(line), answer).first->second;
  });
}

/// A put at a key and time that another connection had put at is taken for a conflict, and neither
/// value is kept.
Server conflicts_delete() {
  auto owners = std::make_shared<std::map<string, std::size_t>>();
  return by_line([owners](Peer& peer, string_view line) -> Reply {
    const auto put = as_put(line);
    const auto answer = honest(peer.store, line);
    if (!put) return answer;
    const auto slot = string(put->key) + ' ' + std::to_string(put->timestamp);
    const auto owner = owners->emplace(slot, peer.number).first->second;
    if (owner != peer.number) forget(peer.store, put->key, put->timestamp);
    return answer;
  });
}

/// Puts are counted for each key and time; what happens at the one with this number is the fault.
Server at_put(std::size_t number, bool same_values, bool refuses) {
  auto puts = std::make_shared<std::map<string, std::size_t>>();
  return by_line([=](Peer& peer, string_view line) -> Reply {
    const auto put = as_put(line);
    if (!put) return honest(peer.store, line);
    auto slot = string(put->key) + ' ' + std::to_string(put->timestamp);
    if (same_values) slot += ' ' + words(line)[2];
    const bool due = ++(*puts)[slot] == number;
    if (due && refuses) return string(error_answer);
    const auto answer = honest(peer.store, line);
    if (due) forget(peer.store, put->key, put->timestamp);
    return answer;
  });
}

}  // namespace

std::vector<Mutant> state_faults() {
  return {
      {"star-forgets", "REQ-GET-10", "get * merges repeated puts, which a get of the key had shown",
       [] { return showing(all, merges); }},
      {"get-forgets", "REQ-GET-10", "a get of a key merges the repeated puts that it shows",
       [] { return showing(shows_and_merges, all); }},
      {"star-forgets-after-showing", "REQ-GET-10", "get * merges the repeated puts that it shows",
       [] { return showing(all, shows_and_merges); }},
      {"repeated-shown-in-turn", "REQ-GET-10",
       "shows the first and the last of repeated puts in turn", in_turn},
      {"star-rotates", "REQ-GET-10", "each get * shows the next one of repeated puts",
       [] { return showing(last, rotates); }},
      {"repeated-by-connection", "REQ-GET-10",
       "each second connection is shown the first of repeated puts, others the last",
       [] { return showing(by_connection, by_connection); }},
      {"star-shows-first", "REQ-GET-13", "get * shows the first of repeated puts, get the last",
       [] { return showing(last, first); }},
      {"star-shows-last", "REQ-GET-13", "get * shows the last of repeated puts, get the first",
       [] { return showing(first, last); }},
      {"star-shows-all", "REQ-GET-13", "get * shows all of repeated puts, get the last",
       [] { return showing(last, all); }},
      {"star-shows-one", "REQ-GET-13", "get * shows the last of repeated puts, get all",
       [] { return showing(all, last); }},
      {"star-without-copies", "REQ-GET-13",
       "get * shows each value of repeated puts once, get as often as it was put",
       [] { return showing(all, each_once); }},
      {"star-cached-until-new-slot", "REQ-GET-13",
       "get * goes on to show a value that a later put replaced",
       [] { return cached_until_new_slot(true); }},
      {"get-cached-until-new-slot", "REQ-GET-13",
       "a get of a key goes on to show a value that a later put replaced",
       [] { return cached_until_new_slot(false); }},
      {"conflicts-delete", "REQ-PUT-17",
       "a put at a timestamp that another connection had put at loses the sample",
       conflicts_delete},
      {"second-put-loses", "REQ-PUT-17", "the second put at one timestamp loses the sample",
       [] { return at_put(2, false, false); }},
      {"third-put-loses", "REQ-PUT-17", "the third put at one timestamp loses the sample",
       [] { return at_put(3, false, false); }},
      {"fourth-put-loses", "REQ-PUT-17", "the fourth put at one timestamp loses the sample",
       [] { return at_put(4, false, false); }},
      {"fourth-time-loses", "REQ-PUT-17", "the fourth put of one sample loses it",
       [] { return at_put(4, true, false); }},
      {"third-put-refused", "REQ-PUT-17", "refuses the third put at one timestamp",
       [] { return at_put(3, false, true); }},
      {"fourth-put-refused", "REQ-PUT-17", "refuses the fourth put at one timestamp",
       [] { return at_put(4, false, true); }},
  };
}

}  // namespace eardrum::conformance::mutants

// Faults in what is kept of acknowledged puts. Some need two or three particular puts to show.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <memory>

#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"
#include "eardrum/protocol/numeral.hpp"

namespace eardrum::conformance::mutants {
namespace {

using protocol::Put;
using std::string;
using std::string_view;

/// The reference, but for how puts are stored; each is acknowledged.
Server storing(std::function<void(server::Store&, const Put&)> store) {
  return by_line([store = std::move(store)](Peer& peer, string_view line) -> Reply {
    const auto put = as_put(line);
    if (!put) return honest(peer.store, line);
    store(peer.store, *put);
    return string(ok_answer);
  });
}

void keep(server::Store& store, const Put& put) {
  store.put(put.key, put.timestamp, put.value);
}

/// The value at that key and time, if there is one.
const double* value_at(const server::Store& store, string_view key, std::int64_t timestamp) {
  const auto* samples = store.find(key);
  if (samples == nullptr) return nullptr;
  const auto found = samples->find(timestamp);
  return found == samples->end() ? nullptr : &found->second;
}

/// Whether any sample of any key satisfies `wanted`.
template <typename Wanted>
bool any_sample(const server::Store& store, Wanted wanted) {
  for (const auto& [key, samples] : store.keys()) {
    for (const auto& [timestamp, value] : samples) {
      if (wanted(string_view(key), timestamp, value)) return true;
    }
  }
  return false;
}

/// Keeps a sample unless the store holds one that resembles it.
template <typename Resembles>
Server dropping(Resembles resembles) {
  return storing([resembles](server::Store& store, const Put& put) {
    const bool resembling =
        any_sample(store, [&](string_view key, std::int64_t timestamp, double value) {
          return resembles(put, key, timestamp, value);
        });
    if (!resembling) keep(store, put);
  });
}

bool same_slot(const Put& put, string_view key, std::int64_t timestamp) {
  return key == put.key && timestamp == put.timestamp;
}

Server only_newest_row() {
  return storing([](server::Store& store, const Put& put) {
    while (const auto* samples = store.find(put.key)) {
      forget(store, put.key, samples->begin()->first);
    }
    keep(store, put);
  });
}

/// One list of slots by time for all keys: a new key takes the slot.
Server slots_of_time_alone() {
  return storing([](server::Store& store, const Put& put) {
    const auto before = store;
    for (const auto& [key, samples] : before.keys()) {
      if (key != put.key && samples.contains(put.timestamp)) forget(store, key, put.timestamp);
    }
    keep(store, put);
  });
}

/// Overwrites every row of the key that has the value of the overwritten one.
Server overwrites_equal_values() {
  return storing([](server::Store& store, const Put& put) {
    if (const auto* old = value_at(store, put.key, put.timestamp)) {
      const double replaced = *old;
      const auto before = *store.find(put.key);
      for (const auto& [timestamp, value] : before) {
        if (value == replaced) store.put(put.key, timestamp, put.value);
      }
    }
    keep(store, put);
  });
}

Server overwrites_other_keys() {
  return storing([](server::Store& store, const Put& put) {
    if (value_at(store, put.key, put.timestamp) != nullptr) {
      const auto before = store;
      for (const auto& [key, samples] : before.keys()) {
        if (samples.contains(put.timestamp)) store.put(key, put.timestamp, put.value);
      }
    }
    keep(store, put);
  });
}

Server sums_repeated() {
  return storing([](server::Store& store, const Put& put) {
    const auto* old = value_at(store, put.key, put.timestamp);
    store.put(put.key, put.timestamp, old == nullptr ? put.value : *old + put.value);
  });
}

/// A second put of a slot deletes it, as if it were a switch.
Server toggles() {
  return storing([](server::Store& store, const Put& put) {
    if (value_at(store, put.key, put.timestamp) != nullptr) {
      forget(store, put.key, put.timestamp);
    } else {
      keep(store, put);
    }
  });
}

/// Shows a sample once more for each time that its slot was put again, and one more.
Server copies_grow() {
  auto puts = std::make_shared<std::map<string, std::size_t>>();
  return by_line([puts](Peer& peer, string_view line) -> Reply {
    const auto answer = honest(peer.store, line);
    if (const auto put = as_put(line)) {
      ++(*puts)[string(put->key) + ' ' + std::to_string(put->timestamp)];
      return answer;
    }
    if (!as_get(line)) return answer;
    std::vector<string> rows;
    for (const auto& row : rows_of(answer)) {
      const auto fields = words(row);
      const auto count = (*puts)[fields[0] + ' ' + fields[2]];
      rows.insert(rows.end(), count > 1 ? count + 1 : 1, row);
    }
    return ok_with(rows);
  });
}

Server drops_older() {
  return storing([](server::Store& store, const Put& put) {
    const auto* samples = store.find(put.key);
    if (samples == nullptr || samples->rbegin()->first <= put.timestamp) keep(store, put);
  });
}

/// Overwriting goes wrong in a way that depends on the place of the sample in its key's list.
Server overwriting_in_list(std::function<void(server::Store&, const Put&, std::int64_t first,
                                              std::int64_t last, std::size_t count)>
                               goes_wrong) {
  return storing([goes_wrong = std::move(goes_wrong)](server::Store& store, const Put& put) {
    if (value_at(store, put.key, put.timestamp) != nullptr) {
      const auto& samples = *store.find(put.key);
      const auto first = samples.begin()->first;
      const auto last = samples.rbegin()->first;
      goes_wrong(store, put, first, last, samples.size());
    }
    keep(store, put);
  });
}

/// The sample before one in the middle gets the new value too.
Server overwrites_the_one_before() {
  return overwriting_in_list(
      [](server::Store& store, const Put& put, std::int64_t first, std::int64_t last, std::size_t) {
        if (put.timestamp == first || put.timestamp == last) return;
        const auto before = std::prev(store.find(put.key)->find(put.timestamp))->first;
        store.put(put.key, before, put.value);
      });
}

/// A list that is full pushes its oldest out, although nothing was added.
Server overwriting_newest_drops_oldest() {
  return overwriting_in_list([](server::Store& store, const Put& put, std::int64_t first,
                                std::int64_t last, std::size_t count) {
    if (put.timestamp == last && count > 3) forget(store, put.key, first);
  });
}

Server overwriting_oldest_drops_newest() {
  return overwriting_in_list([](server::Store& store, const Put& put, std::int64_t first,
                                std::int64_t last, std::size_t count) {
    if (put.timestamp == first && count > 3) forget(store, put.key, last);
  });
}

/// Overwrites by `key in row`: keys that contain the key are overwritten with it.
Server overwrites_similar_keys() {
  return storing([](server::Store& store, const Put& put) {
    const auto before = store;
    for (const auto& [key, samples] : before.keys()) {
      const bool hit = key.contains(put.key) && samples.contains(put.timestamp);
      if (hit && samples.size() == 1 && value_at(before, put.key, put.timestamp) != nullptr) {
        store.put(key, put.timestamp, put.value);
      }
    }
    keep(store, put);
  });
}

/// Keeps the answer to a key's first get that found something.
Server frozen_after_get() {
  auto answers = std::make_shared<std::map<string, string>>();
  return by_line([answers](Peer& peer, string_view line) -> Reply {
    const auto answer = honest(peer.store, line);
    const auto get = as_get(line);
    if (!get || get->every_key() || answer == ok_answer) return answer;
    return answers->emplace(get->key, answer).first->second;
  });
}

/// Keeps in mind which keys were asked for in vain.
Server missing_key_remembered() {
  auto missing = std::make_shared<std::map<string, bool>>();
  return by_line([missing](Peer& peer, string_view line) -> Reply {
    const auto answer = honest(peer.store, line);
    const auto get = as_get(line);
    if (!get || get->every_key()) return answer;
    const bool known = missing->emplace(get->key, answer == ok_answer).first->second;
    return known ? string(ok_answer) : answer;
  });
}

/// Room for so many keys of one family: those that begin alike.
Server fifty_keys_at_most() {
  return storing([](server::Store& store, const Put& put) {
    const auto family = put.key.substr(0, put.key.rfind('.'));
    const auto alike = std::ranges::count_if(
        store.keys(), [&](const auto& each) { return each.first.starts_with(family); });
    if (store.find(put.key) != nullptr || alike < 50) keep(store, put);
  });
}

/// Counts how often the very same sample was put, and takes the third time for a wish to forget it.
Server third_time_deletes() {
  auto times = std::make_shared<std::map<string, int>>();
  return by_line([times](Peer& peer, string_view line) -> Reply {
    const auto put = as_put(line);
    const auto answer = honest(peer.store, line);
    if (put && ++(*times)[string(line)] == 3) forget(peer.store, put->key, put->timestamp);
    return answer;
  });
}

Server zero_deletes() {
  return storing([](server::Store& store, const Put& put) {
    const bool known = value_at(store, put.key, put.timestamp) != nullptr;
    keep(store, put);
    if (known && put.value == 0) forget(store, put.key, put.timestamp);
  });
}

}  // namespace

std::vector<Mutant> stored_faults() {
  return {
      {"ok-but-not-stored", "REQ-PUT-2", "acknowledges puts and stores nothing",
       [] { return storing([](server::Store&, const Put&) {}); }},
      {"first-row-only", "REQ-PUT-2", "keeps the first sample of each key alone",
       [] {
         return dropping([](const Put& put, string_view key, std::int64_t timestamp, double) {
           return key == put.key && timestamp != put.timestamp;
         });
       }},
      {"newest-row-only", "REQ-PUT-15", "keeps the newest sample of each key alone",
       only_newest_row},
      {"same-value-dropped", "REQ-PUT-15", "drops a sample whose value its key has already",
       [] {
         return dropping([](const Put& put, string_view key, std::int64_t timestamp, double value) {
           return key == put.key && value == put.value && timestamp != put.timestamp;
         });
       }},
      {"crossed-numbers-dropped", "REQ-PUT-15",
       "drops a sample whose value and timestamp are another's timestamp and value",
       [] {
         return dropping([](const Put& put, string_view key, std::int64_t timestamp, double value) {
           return key == put.key && !same_slot(put, key, timestamp) &&
                  value == static_cast<double>(put.timestamp) &&
                  put.value == static_cast<double>(timestamp);
         });
       }},
      {"slots-of-time-alone", "REQ-PUT-16", "a put takes the timestamp away from other keys",
       slots_of_time_alone},
      {"same-numbers-dropped", "REQ-PUT-16",
       "drops a sample whose value and timestamp another key has",
       [] {
         return dropping([](const Put& put, string_view key, std::int64_t timestamp, double value) {
           return key != put.key && value == put.value && timestamp == put.timestamp;
         });
       }},
      {"sums-repeated-puts", "REQ-PUT-17", "adds up the values put at one timestamp",
       sums_repeated},
      {"repeated-put-deletes", "REQ-PUT-17", "a second put at one timestamp deletes the sample",
       toggles},
      {"overwrites-equal-values", "REQ-PUT-17",
       "overwriting a sample overwrites its key's others of the same value",
       overwrites_equal_values},
      {"overwrites-other-keys", "REQ-PUT-17",
       "overwriting a sample overwrites other keys at its timestamp", overwrites_other_keys},
      {"overwrites-the-one-before", "REQ-PUT-17",
       "overwriting a sample in the middle overwrites the one before it",
       overwrites_the_one_before},
      {"overwriting-newest-drops-oldest", "REQ-PUT-17",
       "overwriting the newest of more than three samples drops the oldest",
       overwriting_newest_drops_oldest},
      {"overwriting-oldest-drops-newest", "REQ-PUT-17",
       "overwriting the oldest of more than three samples drops the newest",
       overwriting_oldest_drops_newest},
      {"overwrites-similar-keys", "REQ-PUT-17",
       "overwriting a sample overwrites that of a key which contains its key",
       overwrites_similar_keys},
      {"third-time-deletes", "REQ-PUT-17", "a sample that is put for the third time is deleted",
       third_time_deletes},
      {"zero-deletes", "REQ-PUT-17", "0 as a second value deletes the sample", zero_deletes},
      {"frozen-after-get", "REQ-PUT-2", "a key that was read shows no later puts",
       frozen_after_get},
      {"missing-key-remembered", "REQ-PUT-2", "a key that was asked for in vain stays missing",
       missing_key_remembered},
      {"fifty-keys-at-most", "REQ-PUT-2", "acknowledges puts of more than fifty keys, keeps fifty",
       fifty_keys_at_most},
      {"copies-grow", "REQ-PUT-17", "shows more copies of a sample than there were puts of it",
       copies_grow},
      {"older-dropped", "REQ-PUT-19", "drops samples that are older than the newest of their key",
       drops_older},
  };
}

}  // namespace eardrum::conformance::mutants

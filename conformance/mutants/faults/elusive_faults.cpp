// Faults that need two or three particular requests before they show. No scripted session has just
// these; random sessions find them (random/exploration_test.cpp).
#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"
#include "eardrum/protocol/characters.hpp"

namespace eardrum::conformance::mutants {
namespace {

using protocol::Put;
using std::string;
using std::string_view;

/// The reference, but for how puts are stored; each is acknowledged.
Server storing(std::function<void(server::Store&, const Put&, string_view line)> store) {
  return by_line([store = std::move(store)](Peer& peer, string_view line) -> Reply {
    const auto put = as_put(line);
    if (!put) return honest(peer.store, line);
    store(peer.store, *put, line);
    return string(ok_answer);
  });
}

void keep(server::Store& store, const Put& put) {
  store.put(put.key, put.timestamp, put.value);
}

bool holds(const server::Store& store, string_view key, std::int64_t timestamp) {
  const auto* samples = store.find(key);
  return samples != nullptr && samples->contains(timestamp);
}

/// Keys of which this is true, with a sample at that time.
std::vector<string> keys_at(const server::Store& store, std::int64_t timestamp,
                            const std::function<bool(string_view)>& which) {
  std::vector<string> found;
  for (const auto& [key, samples] : store.keys()) {
    if (which(key) && samples.contains(timestamp)) found.push_back(key);
  }
  return found;
}

/// Looks for the new row in the text of the whole file, as a shell script would.
Server row_found_in_text() {
  return storing([](server::Store& store, const Put& put, string_view line) {
    const auto row = line.substr(4, line.size() - 5);
    const auto rows = rows_of(honest(store, "get *\n"));
    const bool found = std::ranges::any_of(
        rows, [&](const string& old) { return old.contains(row) && words(old)[0] != put.key; });
    if (!found) keep(store, put);
  });
}

/// Updates by prefix: UPDATE ... WHERE key LIKE 'k%' AND time = t.
Server update_by_prefix() {
  return storing([](server::Store& store, const Put& put, string_view) {
    if (holds(store, put.key, put.timestamp)) {
      const auto longer = [&](string_view key) { return key.starts_with(put.key); };
      for (const auto& key : keys_at(store, put.timestamp, longer)) {
        store.put(key, put.timestamp, put.value);
      }
    }
    keep(store, put);
  });
}

/// Value and timestamp of two keys that are each other's.
Server crossed_keys() {
  return storing([](server::Store& store, const Put& put, string_view) {
    for (const auto& [key, samples] : store.keys()) {
      for (const auto& [timestamp, value] : samples) {
        if (key != put.key && value == static_cast<double>(put.timestamp) &&
            put.value == static_cast<double>(timestamp) && timestamp != put.timestamp) {
          return;
        }
      }
    }
    keep(store, put);
  });
}

/// Overwriting with the value of the sample before deletes the sample: nothing has changed then.
Server storing_changes() {
  return storing([](server::Store& store, const Put& put, string_view) {
    const bool overwrites = holds(store, put.key, put.timestamp);
    keep(store, put);
    const auto& samples = *store.find(put.key);
    const auto own = samples.find(put.timestamp);
    if (!overwrites || own == samples.begin() || std::prev(own)->second != put.value) return;
    forget(store, put.key, put.timestamp);
  });
}

/// Overwriting with a value that the key has at another time deletes that other sample.
Server overwriting_moves() {
  return storing([](server::Store& store, const Put& put, string_view) {
    if (holds(store, put.key, put.timestamp)) {
      const auto samples = *store.find(put.key);
      for (const auto& [timestamp, value] : samples) {
        if (timestamp != put.timestamp && value == put.value) forget(store, put.key, timestamp);
      }
    }
    keep(store, put);
  });
}

/// Answers to get are remembered until something newer is put under the key.
Server remembered_answers() {
  struct Remembered {
    string answer;
    std::int64_t newest = 0;
  };
  auto memory = std::make_shared<std::map<string, Remembered>>();
  return by_line([memory](Peer& peer, string_view line) -> Reply {
    if (const auto put = as_put(line)) {
      const auto found = memory->find(string(put->key));
      if (found != memory->end() && put->timestamp >= found->second.newest) memory->erase(found);
      return honest(peer.store, line);
    }
    const auto get = as_get(line);
    if (!get || get->every_key()) return honest(peer.store, line);
    const auto found = memory->find(string(get->key));
    if (found != memory->end()) return found->second.answer;
    auto answer = honest(peer.store, line);
    const auto* samples = peer.store.find(get->key);
    if (samples != nullptr) {
      (*memory)[string(get->key)] = {.answer = answer, .newest = samples->rbegin()->first};
    }
    return answer;
  });
}

/// get * joins keys on their time without regard to case, and shows one of each such pair.
Server star_ignoring_case() {
  return with_rows([](std::vector<string>& rows, const protocol::Get& get) {
    if (!get.every_key()) return;
    std::set<string> seen;
    std::erase_if(rows, [&](const string& row) {
      auto fields = words(row);
      std::ranges::transform(fields[0], fields[0].begin(), protocol::ascii_lower);
      return !seen.insert(fields[0] + ' ' + fields[2]).second;
    });
  });
}

/// A refused put empties the slot that the put before it filled, if that overwrote another.
Server undoing_on_error() {
  struct Last {
    string key;
    std::int64_t timestamp = 0;
    bool overwrote = false;
  };
  auto last = std::make_shared<Last>();
  return by_line([last](Peer& peer, string_view line) -> Reply {
    if (const auto put = as_put(line)) {
      *last = {string(put->key), put->timestamp, holds(peer.store, put->key, put->timestamp)};
    }
    auto answer = honest(peer.store, line);
    if (answer == error_answer && last->overwrote) {
      forget(peer.store, last->key, last->timestamp);
      *last = {};
    }
    return answer;
  });
}

}  // namespace

std::vector<Mutant> elusive_faults() {
  return {
      {"row-found-in-text", "REQ-GET-5",
       "drops a sample whose row stands within one of another key", row_found_in_text},
      {"update-by-prefix", "REQ-PUT-17",
       "overwriting a sample overwrites those of longer keys at its time", update_by_prefix},
      {"crossed-keys-dropped", "REQ-PUT-16",
       "drops a sample whose value and timestamp are another key's timestamp and value",
       crossed_keys},
      {"unchanged-dropped", "REQ-PUT-17",
       "overwriting a sample with the value of the one before it deletes it", storing_changes},
      {"overwriting-moves", "REQ-PUT-17",
       "overwriting with a value of another time deletes that other sample", overwriting_moves},
      {"answers-remembered", "REQ-GET-10",
       "remembers an answer until something newer is put under its key", remembered_answers},
      {"star-ignores-case", "REQ-GET-2",
       "get * shows one of two keys that differ in case alone, at times that both have",
       star_ignoring_case},
      {"undone-on-error", "REQ-ERR-3",
       "an error undoes the put before it, if that overwrote a sample", undoing_on_error},
  };
}

}  // namespace eardrum::conformance::mutants

// Stores that take one sample for another because their texts or numbers resemble each other, or
// that judge a sample by its age. Each fault needs two or three particular puts to show.
#include <algorithm>
#include <cmath>
#include <memory>

#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"
#include "eardrum/protocol/numeral.hpp"

namespace eardrum::conformance::mutants {
namespace {

using protocol::Put;
using std::string;
using std::string_view;

/// A sample that is stored already.
struct Stored {
  string_view key;
  std::int64_t timestamp = 0;
  double value = 0;
};

using Resembles = std::function<bool(const Put&, const Stored&)>;

std::vector<Stored> samples_of(const server::Store& store) {
  std::vector<Stored> all;
  for (const auto& [key, samples] : store.keys()) {
    for (const auto& [timestamp, value] : samples) all.push_back({key, timestamp, value});
  }
  return all;
}

/// The reference, but for how puts are stored; each is acknowledged.
Server storing(std::function<void(server::Store&, const Put&)> store) {
  return by_line([store = std::move(store)](Peer& peer, string_view line) -> Reply {
    const auto put = as_put(line);
    if (!put) return honest(peer.store, line);
    store(peer.store, *put);
    return string(ok_answer);
  });
}

/// Drops a sample where another, in another slot, resembles it.
Server dropping(Resembles resembles) {
  return storing([resembles = std::move(resembles)](server::Store& store, const Put& put) {
    for (const auto& old : samples_of(store)) {
      const bool same_slot = old.key == put.key && old.timestamp == put.timestamp;
      if (!same_slot && resembles(put, old)) return;
    }
    store.put(put.key, put.timestamp, put.value);
  });
}

/// Removes the stored samples that resemble the new one.
Server replacing(Resembles resembles) {
  return storing([resembles = std::move(resembles)](server::Store& store, const Put& put) {
    const auto before = store;
    for (const auto& old : samples_of(before)) {
      if (resembles(put, old)) forget(store, old.key, old.timestamp);
    }
    store.put(put.key, put.timestamp, put.value);
  });
}

string text_of(double value) {
  string text;
  protocol::append_value(value, text);
  return text;
}

/// A sample of the same key that is found by the end of its timestamp's text.
bool timestamp_ends_alike(const Put& put, const Stored& old) {
  return old.key == put.key &&
         std::to_string(old.timestamp).ends_with(std::to_string(put.timestamp));
}

bool value_text_within(const Put& put, const Stored& old) {
  return old.key == put.key && old.value != put.value &&
         text_of(old.value).contains(text_of(put.value));
}

bool same_integer_part(const Put& put, const Stored& old) {
  return old.key == put.key && std::trunc(std::abs(old.value)) == std::trunc(std::abs(put.value));
}

bool numbers_join_alike(const Put& put, const Stored& old) {
  return old.key == put.key && text_of(old.value) + std::to_string(old.timestamp) ==
                                   text_of(put.value) + std::to_string(put.timestamp);
}

bool slots_join_alike(const Put& put, const Stored& old) {
  return string(old.key) + std::to_string(old.timestamp) ==
         string(put.key) + std::to_string(put.timestamp);
}

bool same_low_bits_of_timestamp(const Put& put, const Stored& old) {
  constexpr std::int64_t sixteen_bits = 0xffff;
  return old.key == put.key && (old.timestamp & sixteen_bits) == (put.timestamp & sixteen_bits);
}

bool similar_key_at_same_time(const Put& put, const Stored& old) {
  return old.timestamp == put.timestamp && old.key != put.key && old.key.contains(put.key);
}

/// Keeps changes alone: the same value as the key's newest sample is no news.
bool repeats_newest_value(const server::Store& store, const Put& put) {
  const auto* samples = store.find(put.key);
  if (samples == nullptr) return false;
  const auto& [timestamp, value] = *samples->rbegin();
  return timestamp != put.timestamp && value == put.value;
}

Server keeps_changes_alone() {
  return storing([](server::Store& store, const Put& put) {
    if (!repeats_newest_value(store, put)) store.put(put.key, put.timestamp, put.value);
  });
}

/// Compares with what was put last, and forgets to compare the key.
Server drops_last_value_of_another_key() {
  struct Last {
    string key;
    double value = 0;
  };
  auto last = std::make_shared<Last>();
  return storing([last](server::Store& store, const Put& put) {
    const bool repeated = !last->key.empty() && last->key != put.key && last->value == put.value;
    if (!repeated) store.put(put.key, put.timestamp, put.value);
    *last = {string(put.key), put.value};
  });
}

constexpr std::int64_t hour_seconds = 3600;
constexpr std::int64_t day_seconds = 24 * hour_seconds;

bool is_an_hour_late(const Put& put, const Stored& old) {
  return old.key == put.key && put.timestamp < old.timestamp - hour_seconds;
}

bool is_late_for_another_key(const Put& put, const Stored& old) {
  return old.key != put.key && put.timestamp < old.timestamp - day_seconds;
}

bool is_a_day_older(const Put& put, const Stored& old) {
  return old.key == put.key && old.timestamp < put.timestamp - day_seconds;
}

/// A search by halves that goes wrong in long lists: late samples between others are lost.
Server drops_late_between_others() {
  return storing([](server::Store& store, const Put& put) {
    const auto* samples = store.find(put.key);
    const bool between =
        samples != nullptr && samples->size() > 3 && !samples->contains(put.timestamp) &&
        samples->begin()->first < put.timestamp && put.timestamp < samples->rbegin()->first;
    if (!between) store.put(put.key, put.timestamp, put.value);
  });
}

}  // namespace

std::vector<Mutant> resembling_faults() {
  return {
      {"timestamps-of-16-bits", "REQ-PUT-15", "has one slot for timestamps alike in 16 bits",
       [] { return replacing(same_low_bits_of_timestamp); }},
      {"value-equal-to-timestamp-dropped", "REQ-PUT-2",
       "drops a sample whose value is its timestamp",
       [] {
         return storing([](server::Store& store, const Put& put) {
           const bool equal = put.value == static_cast<double>(put.timestamp);
           if (!equal) store.put(put.key, put.timestamp, put.value);
         });
       }},
      {"timestamps-by-their-end", "REQ-PUT-15",
       "replaces samples whose timestamp ends in the digits of the new one",
       [] { return replacing(timestamp_ends_alike); }},
      {"similar-values-dropped", "REQ-PUT-15", "drops a value that stands within an older one",
       [] { return dropping(value_text_within); }},
      {"equal-integer-parts-dropped", "REQ-PUT-15",
       "drops a value that differs from an older one in sign and fraction alone",
       [] { return dropping(same_integer_part); }},
      {"joined-numbers-dropped", "REQ-PUT-15",
       "drops a sample whose numbers, joined, are those of an older one",
       [] { return dropping(numbers_join_alike); }},
      {"timestamps-among-values-dropped", "REQ-PUT-15",
       "drops a sample whose timestamp is an older one's value",
       [] {
         return dropping([](const Put& put, const Stored& old) {
           return old.key == put.key && old.value == static_cast<double>(put.timestamp);
         });
       }},
      {"changes-alone", "REQ-PUT-15", "keeps a sample only if its value is new",
       keeps_changes_alone},
      {"every-other-second", "REQ-PUT-15", "has one slot for two seconds",
       [] {
         return replacing([](const Put& put, const Stored& old) {
           return old.key == put.key && old.timestamp / 2 == put.timestamp / 2;
         });
       }},
      {"older-than-a-day-removed", "REQ-PUT-15", "removes what is a day older than a new sample",
       [] { return replacing(is_a_day_older); }},
      {"slots-of-similar-keys", "REQ-PUT-16",
       "drops a sample if a key that contains its key has one of that time",
       [] { return dropping(similar_key_at_same_time); }},
      {"joined-slots-dropped", "REQ-PUT-16",
       "drops a sample whose key and timestamp, joined, are those of an older one",
       [] { return dropping(slots_join_alike); }},
      {"last-value-of-another-key-dropped", "REQ-PUT-16",
       "drops a value that another key got just before", drops_last_value_of_another_key},
      {"an-hour-late-dropped", "REQ-PUT-19", "drops samples an hour older than the key's newest",
       [] { return dropping(is_an_hour_late); }},
      {"late-for-another-key-dropped", "REQ-PUT-19",
       "drops samples a day older than the newest of another key",
       [] { return dropping(is_late_for_another_key); }},
      {"late-between-dropped", "REQ-PUT-19", "drops late samples between many others",
       drops_late_between_others},
  };
}

}  // namespace eardrum::conformance::mutants

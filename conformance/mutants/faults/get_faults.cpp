// Faults in what get finds.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>

#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"

namespace eardrum::conformance::mutants {
namespace {

using protocol::Get;
using std::string;
using std::string_view;

using Rows = std::vector<string>;

/// Whether `text` fits `pattern`, in which `any` stands for any one byte.
bool fits(string_view text, string_view pattern, char any) {
  return std::ranges::equal(
      text, pattern, [any](char byte, char wanted) { return byte == wanted || wanted == any; });
}

Server star_rows(std::function<void(Rows&)> change) {
  return with_rows([change = std::move(change)](Rows& rows, const Get& get) {
    if (get.every_key()) change(rows);
  });
}

void first_of_each_key(Rows& rows) {
  std::set<string> seen;
  std::erase_if(rows, [&](const string& row) { return !seen.insert(words(row)[0]).second; });
}

void first_64_kib(Rows& rows) {
  std::size_t bytes = 0;
  std::erase_if(rows, [&](const string& row) {
    bytes += row.size() + 1;
    return bytes > std::size_t{64} << 10;
  });
}

void without_last_key(Rows& rows) {
  if (rows.empty()) return;
  const auto last = words(rows.back())[0];
  std::erase_if(rows, [&](const string& row) { return words(row)[0] == last; });
}

/// Rows of other keys that carry the same numbers are taken for duplicates.
void distinct_numbers(Rows& rows) {
  std::set<string> seen;
  std::erase_if(rows, [&](const string& row) {
    const auto fields = words(row);
    return !seen.insert(fields[1] + ' ' + fields[2]).second;
  });
}

Server star_of_own_connection() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    honest(peer.own, line);
    const auto get = as_get(line);
    return honest(get && get->every_key() ? peer.own : peer.store, line);
  });
}

/// A get that finds nothing is an error.
Server nothing_is_error(bool star) {
  return with_answers([star](string answer, string_view line) {
    const auto get = as_get(line);
    return get && get->every_key() == star && answer == ok_answer ? string(error_answer) : answer;
  });
}

/// Rows are lost when puts of another key came between.
Server run_of_key_only() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    if (const auto put = as_put(line)) {
      const bool other = peer.memory != put->key;
      peer.memory = put->key;
      while (const auto* samples = other ? peer.store.find(put->key) : nullptr) {
        forget(peer.store, put->key, samples->begin()->first);
      }
    }
    return honest(peer.store, line);
  });
}

/// Deletes what it returned, of one key or of all.
Server consuming(bool star) {
  return by_line([star](Peer& peer, string_view line) -> Reply {
    const auto answer = honest(peer.store, line);
    const auto get = as_get(line);
    if (!get || get->every_key() != star) return answer;
    if (star) peer.store = {};
    while (const auto* samples = star ? nullptr : peer.store.find(get->key)) {
      forget(peer.store, get->key, samples->begin()->first);
    }
    return answer;
  });
}

/// A dictionary that makes what it is asked for: the key then has a sample.
Server asking_makes_key() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    const auto answer = honest(peer.store, line);
    const auto get = as_get(line);
    if (get && !get->every_key() && answer == ok_answer) peer.store.put(get->key, 0, 0);
    return answer;
  });
}

Server ignores_second_key() {
  return with_requests([](string_view line) {
    auto fields = words(line);
    if (fields[0] == "get" && fields.size() > 2) fields.resize(2);
    return line_of(fields);
  });
}

Server lone_get(string_view answer) {
  return by_line([answer](Peer& peer, string_view line) -> Reply {
    return line == "get\n" ? string(answer) : honest(peer.store, line);
  });
}

/// A connection's choice of all keys stays on.
Server key_after_star_is_star() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    const auto get = as_get(line);
    if (get && get->every_key()) peer.memory = "all";
    return honest(peer.store, get && !peer.memory.empty() ? "get *\n" : line);
  });
}

/// The answer to the first get * that found something is given for ever.
Server star_from_cache() {
  auto cache = std::make_shared<string>();
  return with_answers([cache](string answer, string_view line) {
    const auto get = as_get(line);
    if (!get || !get->every_key() || answer == ok_answer) return answer;
    if (cache->empty()) *cache = answer;
    return *cache;
  });
}

void first_hundred_keys(Rows& rows) {
  std::set<string> seen;
  std::erase_if(rows, [&](const string& row) {
    if (seen.size() < 100) seen.insert(words(row)[0]);
    return !seen.contains(words(row)[0]);
  });
}

void without_zeros(Rows& rows) {
  std::erase_if(rows, [](const string& row) {
    const auto fields = words(row);
    return fields[1] == "0" || fields[2] == "0";
  });
}

void lower_case_keys(Rows& rows) {
  for (auto& row : rows) {
    for (auto& letter : row) {
      if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
  }
}

/// To six decimal places, as many ways to print a number do.
void six_places(Rows& rows) {
  for (auto& row : rows) {
    const auto fields = words(row);
    row = fields[0] + ' ' + std::to_string(std::stod(fields[1])) + ' ' + fields[2];
  }
}

/// Takes two numbers behind a key for a span of time.
Server takes_times() {
  return with_requests([](string_view line) {
    auto fields = words(line);
    const bool span = fields[0] == "get" && fields.size() == 4 && fields[2] == "0";
    if (span) fields.resize(2);
    return line_of(fields);
  });
}

}  // namespace

std::vector<Mutant> get_faults() {
  return {
      {"star-misses-a-key", "REQ-GET-2", "get * leaves out the last key",
       [] { return star_rows(without_last_key); }},
      {"star-shows-first-rows", "REQ-GET-2", "get * shows the first row of each key alone",
       [] { return star_rows(first_of_each_key); }},
      {"star-of-own-connection", "REQ-GET-2", "get * shows what its own connection put",
       star_of_own_connection},
      {"star-is-a-key", "REQ-GET-2", "get * looks for a key of that name",
       [] { return star_rows([](Rows& rows) { rows.clear(); }); }},
      {"star-from-cache", "REQ-GET-2", "get * shows what it showed the first time",
       star_from_cache},
      {"star-of-hundred-keys", "REQ-GET-2", "get * shows a hundred keys at most",
       [] { return star_rows(first_hundred_keys); }},
      {"star-up-to-64-kib", "REQ-GET-2", "get * leaves out rows beyond the first 64 KiB",
       [] { return star_rows(first_64_kib); }},
      {"star-hides-zeros", "REQ-GET-2", "get * leaves out values and timestamps that are 0",
       [] { return star_rows(without_zeros); }},
      {"nothing-found-is-error", "REQ-GET-3", "a get that finds nothing is answered by the error",
       [] { return nothing_is_error(false); }},
      {"empty-star-is-error", "REQ-GET-3", "get * of an empty store is answered by the error",
       [] { return nothing_is_error(true); }},
      {"get-returns-everything", "REQ-GET-4", "get returns the samples of all keys",
       [] { return matching([](string_view, const Rows&) { return true; }); }},
      {"key-after-star-is-star", "REQ-GET-4",
       "once a connection has asked for *, each of its gets returns all", key_after_star_is_star},
      {"run-of-key-only", "REQ-GET-5", "a key loses its samples when others were put in between",
       run_of_key_only},
      {"thousand-rows-at-most", "REQ-GET-5", "an answer holds at most 1000 rows",
       [] {
         return with_rows([](Rows& rows, const Get&) {
           if (rows.size() > 1000) rows.resize(1000);
         });
       }},
      {"get-consumes", "REQ-GET-10", "get of a key deletes what it returns",
       [] { return consuming(false); }},
      {"star-consumes", "REQ-GET-10", "get * deletes what it returns",
       [] { return consuming(true); }},
      {"asking-makes-key", "REQ-GET-10", "a get of an unknown key makes it", asking_makes_key},
      {"prefix-match", "REQ-GET-11", "get finds the keys that begin with the asked one",
       [] {
         return matching(
             [](string_view asked, const Rows& row) { return row[0].starts_with(asked); });
       }},
      {"suffix-match", "REQ-GET-11", "get finds the keys that end in the asked one",
       [] {
         return matching(
             [](string_view asked, const Rows& row) { return row[0].ends_with(asked); });
       }},
      {"substring-match", "REQ-GET-11", "get finds the keys that hold the asked one",
       [] {
         return matching([](string_view asked, const Rows& row) { return row[0].contains(asked); });
       }},
      {"reversed-substring-match", "REQ-GET-11", "get finds the keys that the asked one holds",
       [] {
         return matching([](string_view asked, const Rows& row) { return asked.contains(row[0]); });
       }},
      {"dot-is-any-byte", "REQ-GET-11", "'.' in the asked key stands for any byte",
       [] {
         return matching(
             [](string_view asked, const Rows& row) { return fits(row[0], asked, '.'); });
       }},
      {"underscore-is-any-byte", "REQ-GET-11", "'_' in the asked key stands for any byte",
       [] {
         return matching(
             [](string_view asked, const Rows& row) { return fits(row[0], asked, '_'); });
       }},
      {"value-match", "REQ-GET-11", "get finds samples by the text of any of their fields",
       [] {
         return matching([](string_view asked, const Rows& row) {
           return std::ranges::find(row, asked) != row.end();
         });
       }},
      {"second-key-ignored", "REQ-GET-12", "ignores what follows the key of a get",
       ignores_second_key},
      {"get-takes-times", "REQ-GET-12", "takes two numbers behind the key for a span of time",
       takes_times},
      {"lone-get-is-ok", "REQ-GET-12", "answers ok to a get without a key",
       [] { return lone_get(ok_answer); }},
      {"lone-get-is-silent", "REQ-GET-12", "answers nothing to a get without a key",
       [] { return lone_get(""); }},
      {"star-drops-equal-numbers", "REQ-GET-13",
       "get * takes samples of other keys with the same numbers for duplicates",
       [] { return star_rows(distinct_numbers); }},
      {"star-in-lower-case", "REQ-GET-13", "get * shows its keys in lower case",
       [] { return star_rows(lower_case_keys); }},
      {"star-of-six-places", "REQ-GET-13", "get * rounds values to six decimal places",
       [] { return star_rows(six_places); }},
  };
}

}  // namespace eardrum::conformance::mutants

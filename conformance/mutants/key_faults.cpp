// Faults in keys: which are taken, and what becomes of them.
#include <algorithm>
#include <charconv>

#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"
#include "eardrum/protocol/characters.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::conformance::mutants {
namespace {

using std::string;
using std::string_view;

bool is_star(const string& key) {
  return key == "*";
}

/// Requests whose key is of that kind are refused.
Server refusing_keys(std::function<bool(const string& key)> which) {
  return refusing([which = std::move(which)](string_view line) {
    const auto fields = words(line);
    return fields.size() > 1 && !is_star(fields[1]) && which(fields[1]);
  });
}

/// Keys are changed before they are stored or looked for.
Server changing_keys(std::function<string(string key)> change) {
  return with_requests([change = std::move(change)](string_view line) {
    auto fields = words(line);
    if (fields.size() < 2) return string(line);
    fields[1] = change(std::move(fields[1]));
    return line_of(fields);
  });
}

string lower(string text) {
  std::ranges::transform(text, text.begin(), protocol::ascii_lower);
  return text;
}

/// A key that reads as a number is kept as that number.
string as_number(string key) {
  const auto value = protocol::read_value_widely(key);
  const bool integral = value && *value == static_cast<double>(static_cast<std::int64_t>(*value));
  return integral ? std::to_string(static_cast<std::int64_t>(*value)) : key;
}

string with_underscores(string key) {
  std::ranges::replace_if(key, [](char c) { return c == '.' || c == '-'; }, '_');
  return key;
}

bool holds(const string& key, string_view bytes) {
  return key.find_first_of(bytes) != string::npos;
}

bool only_digits(const string& key) {
  return std::ranges::all_of(key, protocol::is_digit);
}

bool has_capital(const string& key) {
  return lower(key) != key;
}

/// Finds keys whatever the case of their letters; they are stored as they came.
Server ignores_case() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    const auto get = as_get(line);
    if (!get || get->every_key()) return honest(peer.store, line);
    std::vector<string> rows;
    for (const auto& row : rows_of(honest(peer.store, "get *\n"))) {
      if (lower(words(row)[0]) == lower(string(get->key))) rows.push_back(row);
    }
    return ok_with(rows);
  });
}

/// '*' at the end of a key stands for anything.
Server star_at_end_is_wildcard() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    const auto get = as_get(line);
    if (!get || get->every_key() || !get->key.ends_with('*')) return honest(peer.store, line);
    std::vector<string> rows;
    for (const auto& row : rows_of(honest(peer.store, "get *\n"))) {
      if (row.starts_with(get->key.substr(0, get->key.size() - 1))) rows.push_back(row);
    }
    return ok_with(rows);
  });
}

}  // namespace

std::vector<Mutant> key_faults() {
  return {
      {"underscore-refused", "REQ-KEY-1", "refuses keys with '_'",
       [] { return refusing_keys([](const string& key) { return holds(key, "_"); }); }},
      {"hyphen-refused", "REQ-KEY-1", "refuses keys with '-'",
       [] { return refusing_keys([](const string& key) { return holds(key, "-"); }); }},
      {"capitals-refused", "REQ-KEY-1", "refuses keys with capital letters",
       [] { return refusing_keys(has_capital); }},
      {"digits-only-refused", "REQ-KEY-1", "refuses keys of digits alone",
       [] { return refusing_keys(only_digits); }},
      {"key-needs-dot", "REQ-KEY-1", "refuses keys without a dot",
       [] { return refusing_keys([](const string& key) { return !holds(key, "."); }); }},
      {"words-refused", "REQ-KEY-1", "refuses keys that are words of the protocol",
       [] {
         return refusing_keys([](const string& key) { return key == "put" || key == "get"; });
       }},
      {"core-keys-only", "REQ-KEY-2", "takes letters, digits, '.', '_' and '-' alone",
       [] {
         return refusing_keys([](const string& key) {
           return !std::ranges::all_of(key, protocol::is_core_key_byte);
         });
       },
       Profile::strict},
      {"quotes-stripped", "REQ-KEY-2", "drops quotes from keys",
       [] {
         return changing_keys([](string key) {
           std::erase_if(key, [](char c) { return c == '"' || c == '\''; });
           return key;
         });
       },
       Profile::strict},
      {"star-at-end-is-wildcard", "REQ-KEY-2", "'*' at the end of a key stands for anything",
       star_at_end_is_wildcard, Profile::strict},
      {"keys-lower-cased", "REQ-KEY-5", "stores keys in lower case",
       [] { return changing_keys(lower); }},
      {"case-ignored", "REQ-KEY-5", "finds keys whatever the case of their letters", ignores_case},
      {"numeric-keys-normalised", "REQ-KEY-5", "keeps keys that are numbers as numbers",
       [] { return changing_keys(as_number); }},
      {"punctuation-normalised", "REQ-KEY-5", "keeps '.' and '-' in keys as '_'",
       [] { return changing_keys(with_underscores); }},
      {"keys-cut", "REQ-LIM-1", "cuts keys after 200 bytes",
       [] { return changing_keys([](string key) { return key.substr(0, 200); }); },
       Profile::strict},
      {"long-lines-refused", "REQ-LIM-1", "refuses lines of more than 512 bytes",
       [] { return refusing([](string_view line) { return line.size() > 512; }); },
       Profile::strict},
  };
}

}  // namespace eardrum::conformance::mutants

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

bool begins_with(const string& key, char c) {
  return key.front() == c;
}

bool is_punctuation(char c) {
  return c == '.' || c == '_' || c == '-';
}

string without_outer_punctuation(string key) {
  const auto first = std::ranges::find_if_not(key, is_punctuation);
  if (first == key.end()) return key;
  key.erase(key.begin(), first);
  while (is_punctuation(key.back())) key.pop_back();
  return key;
}

bool has_punctuation_in_a_row(const string& key) {
  return std::ranges::adjacent_find(key, [](char a, char b) {
           return is_punctuation(a) && is_punctuation(b);
         }) != key.end();
}

/// Two equal marks beside each other become one.
string collapsed(string key) {
  const auto rest =
      std::ranges::unique(key, [](char a, char b) { return a == b && is_punctuation(a); });
  key.erase(rest.begin(), rest.end());
  return key;
}

bool looks_like_number(const string& key) {
  return protocol::read_value_widely(key).has_value() && !only_digits(key);
}

bool is_null(const string& key) {
  const auto text = lower(key);
  return text == "null" || text == "none" || text == "undefined";
}

int sum_of_bytes(string_view key) {
  int sum = 0;
  for (const char c : key) sum += static_cast<unsigned char>(c);
  return sum;
}

/// What follows the last dot but one; the whole key if it has fewer.
string_view last_two_parts(string_view key) {
  const auto last = key.rfind('.');
  if (last == string_view::npos || last == 0) return key;
  const auto before = key.rfind('.', last - 1);
  return before == string_view::npos ? key : key.substr(before + 1);
}

/// Takes keys for one of which `digest` is the same; they are stored as they came.
template <typename Digest>
Server finding_by(Digest digest) {
  return by_line([digest](Peer& peer, string_view line) -> Reply {
    const auto get = as_get(line);
    if (!get || get->every_key()) return honest(peer.store, line);
    std::vector<string> rows;
    for (const auto& row : rows_of(honest(peer.store, "get *\n"))) {
      if (digest(words(row)[0]) == digest(string(get->key))) rows.push_back(row);
    }
    return ok_with(rows);
  });
}

bool has_capital(const string& key) {
  return lower(key) != key;
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
      {"words-inside-refused", "REQ-KEY-1", "refuses keys that hold error or wrong",
       [] {
         return refusing_keys(
             [](const string& key) { return key.contains("error") || key.contains("wrong"); });
       }},
      {"words-refused", "REQ-KEY-1", "refuses keys that are words of the protocol",
       [] {
         return refusing_keys([](const string& key) { return key == "put" || key == "get"; });
       }},
      {"leading-hyphen-refused", "REQ-KEY-1", "refuses keys that begin with '-'",
       [] { return refusing_keys([](const string& key) { return begins_with(key, '-'); }); }},
      {"leading-underscore-refused", "REQ-KEY-1", "refuses keys that begin with '_'",
       [] { return refusing_keys([](const string& key) { return begins_with(key, '_'); }); }},
      {"leading-dot-refused", "REQ-KEY-1", "refuses keys that begin with '.'",
       [] { return refusing_keys([](const string& key) { return begins_with(key, '.'); }); }},
      {"trailing-punctuation-refused", "REQ-KEY-1", "refuses keys that end in '.', '_' or '-'",
       [] { return refusing_keys([](const string& key) { return is_punctuation(key.back()); }); }},
      {"punctuation-in-a-row-refused", "REQ-KEY-1", "refuses keys with two marks side by side",
       [] { return refusing_keys(has_punctuation_in_a_row); }},
      {"five-parts-at-most", "REQ-KEY-1", "refuses keys of more than five parts",
       [] {
         return refusing_keys([](const string& key) { return std::ranges::count(key, '.') > 4; });
       }},
      {"number-keys-refused", "REQ-KEY-1", "refuses keys that look like values",
       [] { return refusing_keys(looks_like_number); }},
      {"null-keys-refused", "REQ-KEY-1", "refuses keys that mean nothing in its language",
       [] { return refusing_keys(is_null); }},
      {"keys-of-64-bytes-at-most", "REQ-KEY-1", "refuses keys of more than 64 bytes",
       [] { return refusing_keys([](const string& key) { return key.size() > 64; }); }},
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
      {"punctuation-alone-refused", "REQ-KEY-1", "refuses keys without a letter or digit",
       [] {
         return refusing_keys(
             [](const string& key) { return key.find_first_not_of("._-") == string::npos; });
       }},
      {"keys-lower-cased", "REQ-KEY-5", "stores keys in lower case",
       [] { return changing_keys(lower); }},
      {"case-ignored", "REQ-KEY-5", "finds keys whatever the case of their letters",
       [] { return finding_by(lower); }},
      {"numeric-keys-normalised", "REQ-KEY-5", "keeps keys that are numbers as numbers",
       [] { return changing_keys(as_number); }},
      {"punctuation-normalised", "REQ-KEY-5", "keeps '.' and '-' in keys as '_'",
       [] { return changing_keys(with_underscores); }},
      {"outer-punctuation-stripped", "REQ-KEY-5", "strips '.', '_' and '-' from a key's ends",
       [] { return changing_keys(without_outer_punctuation); }},
      {"punctuation-collapsed", "REQ-KEY-5", "makes one of two equal marks side by side",
       [] { return changing_keys(collapsed); }},
      {"keys-cut-at-64", "REQ-KEY-5", "cuts keys after 64 bytes",
       [] { return changing_keys([](string key) { return key.substr(0, 64); }); }},
      {"keys-by-sum-of-bytes", "REQ-KEY-5", "finds keys by the sum of their bytes",
       [] { return finding_by(sum_of_bytes); }},
      {"keys-by-last-parts", "REQ-KEY-5", "finds keys by their last two parts",
       [] { return finding_by([](const string& key) { return string(last_two_parts(key)); }); }},
      {"keys-cut", "REQ-LIM-1", "cuts keys after 200 bytes",
       [] { return changing_keys([](string key) { return key.substr(0, 200); }); },
       Profile::strict},
      {"long-lines-refused", "REQ-LIM-1", "refuses lines of more than 512 bytes",
       [] { return refusing([](string_view line) { return line.size() > 512; }); },
       Profile::strict},
  };
}

}  // namespace eardrum::conformance::mutants

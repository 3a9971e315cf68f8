// Faults in what put takes and how it answers: fields, blanks, timestamps' spelling.
#include <chrono>

#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::conformance::mutants {
namespace {

using std::string;
using std::string_view;

Server with_put_answer(string_view text) {
  return with_answers(
      [text](string answer, string_view line) { return as_put(line) ? string(text) : answer; });
}

/// Says at the second put of a key that it updated something.
Server tells_of_updates() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    const auto put = as_put(line);
    const bool known = put && peer.store.find(put->key) != nullptr;
    const auto answer = honest(peer.store, line);
    return known ? "ok\nupdated\n\n" : answer;
  });
}

/// Refuses core puts of which this is true.
Server refusing_puts(std::function<bool(const protocol::Put&, const std::vector<string>&)> which) {
  return refusing([which = std::move(which)](string_view line) {
    const auto put = as_put(line);
    return put && which(*put, words(line));
  });
}

/// Puts with at least four words have the words after the fourth cut off.
Server ignores_extra_words() {
  return with_requests([](string_view line) {
    auto fields = words(line);
    if (fields[0] == "put" && fields.size() > 4) fields.resize(4);
    return line_of(fields);
  });
}

/// Reads fields without counting them: an exception in the handler ends the connection.
Server closes_on_short_put() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    const auto fields = words(line);
    if (fields[0] == "put" && fields.size() < 4) return Reply::closing();
    return honest(peer.store, line);
  });
}

Server missing_timestamp_is_now() {
  return with_requests([](string_view line) {
    auto fields = words(line);
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    if (fields[0] == "put" && fields.size() == 3) {
      fields.push_back(
          std::to_string(std::chrono::duration_cast<std::chrono::seconds>(now).count()));
    }
    return line_of(fields);
  });
}

Server lone_put_is_ok() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    return line == "put\n" ? string(ok_answer) : honest(peer.store, line);
  });
}

/// split() of a scripting language.
Server splits_at_any_blank() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    const auto fields = split_any_blank(line);
    return fields.empty() ? string() : honest(peer.store, line_of(fields));
  });
}

Server stores_star() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    auto fields = words(line);
    if (fields.size() != 4 || fields[0] != "put" || fields[1] != "*") {
      return honest(peer.store, line);
    }
    fields[1] = "all";
    return honest(peer.store, line_of(fields));
  });
}

/// A field of put is re-spelled before the reference reads it.
Server respelling(std::size_t field, std::function<string(string)> respell) {
  return with_requests([field, respell = std::move(respell)](string_view line) {
    auto fields = words(line);
    if (fields[0] != "put" || fields.size() != 4) return string(line);
    fields[field] = respell(std::move(fields[field]));
    return line_of(fields);
  });
}

/// What int() of a scripting language makes of a text, in canonical digits.
string python_integer(string text) {
  string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, 2) == "\xef\xbc") {  // a full-width digit: EF BC 90 and up
      digits += static_cast<char>('0' + (static_cast<unsigned char>(text[i + 2]) - 0x90));
      i += 2;
    } else if (text[i] != '_') {
      digits += text[i];
    }
  }
  if (digits.size() > 18) digits.resize(18);  // it keeps any number of digits; we need not
  const auto number = protocol::read_timestamp_widely(digits);
  return number ? std::to_string(*number) : text;
}

/// What int(float()) makes of a text.
string truncated_float(string text) {
  const auto number = protocol::read_value_widely(text);
  const bool fits = number && *number > -1e18 && *number < 1e18;
  return fits ? std::to_string(static_cast<std::int64_t>(*number)) : text;
}

}  // namespace

std::vector<Mutant> put_faults() {
  return {
      {"put-answered-stored", "REQ-PUT-1", "answers put with a word more than ok",
       [] { return with_put_answer("ok\nstored\n\n"); }},
      {"put-answered-capital", "REQ-PUT-1", "answers put with OK",
       [] { return with_put_answer("OK\n\n"); }},
      {"tells-of-updates", "REQ-PUT-1", "answers the second put of a key with another text",
       tells_of_updates},
      {"negative-refused", "REQ-PUT-4", "takes only values that begin with a digit",
       [] {
         return refusing_puts([](const auto&, const auto& fields) { return fields[2][0] == '-'; });
       }},
      {"integer-refused", "REQ-PUT-4", "takes only values with a point",
       [] {
         return refusing_puts(
             [](const auto&, const auto& fields) { return !fields[2].contains('.'); });
       }},
      {"zero-value-refused", "REQ-PUT-4", "takes the value 0 for a missing one",
       [] { return refusing_puts([](const auto& put, const auto&) { return put.value == 0; }); }},
      {"fraction-refused", "REQ-PUT-3", "takes only integers for values",
       [] {
         return refusing_puts(
             [](const auto&, const auto& fields) { return fields[2].contains('.'); });
       }},
      {"timestamp-zero-refused", "REQ-PUT-8", "takes the timestamp 0 for a missing one",
       [] {
         return refusing_puts([](const auto& put, const auto&) { return put.timestamp == 0; });
       }},
      {"future-refused", "REQ-PUT-8", "refuses timestamps from 2000000000 on as too far off",
       [] {
         return refusing_puts([](const auto& put, const auto&) {
           return put.timestamp >= 2'000'000'000 && put.timestamp <= 2'147'483'647;
         });
       }},
      {"timestamps-of-32-bits", "REQ-PUT-9", "refuses timestamps beyond 2147483647",
       [] {
         return refusing_puts(
             [](const auto& put, const auto&) { return put.timestamp > 2'147'483'647; });
       },
       Profile::strict},
      {"negative-timestamps-refused", "REQ-PUT-9", "takes only digits for a timestamp",
       [] { return refusing_puts([](const auto& put, const auto&) { return put.timestamp < 0; }); },
       Profile::strict},
      {"timestamp-as-int-of-python", "REQ-PUT-11",
       "takes a timestamp in every spelling that int() of Python takes",
       [] { return respelling(3, python_integer); }, Profile::strict},
      {"timestamp-truncated", "REQ-PUT-11", "takes a timestamp as int(float()) does",
       [] { return respelling(3, truncated_float); }, Profile::strict},
      {"extra-words-ignored", "REQ-PUT-12", "ignores what follows the third argument of put",
       ignores_extra_words},
      {"short-put-closes", "REQ-PUT-12", "closes the connection on a put with too few arguments",
       closes_on_short_put},
      {"missing-timestamp-is-now", "REQ-PUT-12", "puts the present second for a missing timestamp",
       missing_timestamp_is_now},
      {"lone-put-is-ok", "REQ-PUT-12", "answers ok to put without arguments", lone_put_is_ok},
      {"splits-at-any-blank", "REQ-PUT-13", "takes any run of white space for one blank",
       splits_at_any_blank, Profile::strict},
      {"stores-star", "REQ-PUT-14", "takes a put under the key *", stores_star, Profile::strict},
  };
}

}  // namespace eardrum::conformance::mutants

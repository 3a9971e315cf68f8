// Commands that a server made up, and refusals that leave traces: what only some wrong commands
// bring out, or only many of them.
#include <algorithm>
#include <memory>

#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"

namespace eardrum::conformance::mutants {
namespace {

using std::string;
using std::string_view;

bool known_verb(const string& verb) {
  return verb == "put" || verb == "get";
}

/// Lines with this first word are answered in this way.
Server with_command(string_view verb, Reply reply) {
  return by_line([verb, reply = std::move(reply)](Peer& peer, string_view line) -> Reply {
    return words(line)[0] == verb ? reply : Reply(honest(peer.store, line));
  });
}

/// Closes on a first word in capitals, unless it is a verb.
Server shouting_closes() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    const auto verb = words(line)[0];
    const bool shouted =
        verb.size() > 1 && std::ranges::all_of(verb, [](char c) { return c >= 'A' && c <= 'Z'; });
    const bool closes = shouted && verb != "PUT" && verb != "GET";
    return closes ? Reply::closing() : Reply(honest(peer.store, line));
  });
}

/// The first word is replaced before the reference looks at the line.
Server reading_verb(std::function<string(string verb)> read) {
  return with_requests([read = std::move(read)](string_view line) {
    auto fields = words(line);
    fields[0] = read(std::move(fields[0]));
    return line_of(fields);
  });
}

string synonym(string verb) {
  if (verb == "set" || verb == "add" || verb == "send") return "put";
  return verb == "read" ? "get" : verb;
}

string by_suffix(string verb) {
  if (verb.ends_with("put")) return "put";
  return verb.ends_with("get") ? "get" : verb;
}

/// A line that begins with no verb at all is read as a sample.
Server verb_optional() {
  return with_requests([](string_view line) {
    const auto with_verb = "put " + string(line);
    return as_put(with_verb) && !known_verb(words(line)[0]) ? with_verb : string(line);
  });
}

/// Answers the error to delete and del, and deletes.
Server deletes() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    const auto fields = words(line);
    const bool known = fields[0] == "delete" || fields[0] == "del";
    while (const auto* samples =
               known && fields.size() == 2 ? peer.store.find(fields[1]) : nullptr) {
      forget(peer.store, fields[1], samples->begin()->first);
    }
    return honest(peer.store, line);
  });
}

/// Makes room for a key's new list before it has read the put to its end.
Server refused_put_clears_key() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    const auto fields = words(line);
    const auto answer = honest(peer.store, line);
    const bool refused = fields[0] == "put" && answer == error_answer && fields.size() > 1;
    while (const auto* samples = refused ? peer.store.find(fields[1]) : nullptr) {
      forget(peer.store, fields[1], samples->begin()->first);
    }
    return answer;
  });
}

/// Makes a place for a key before it has read the put to its end; get * joins the rows of all
/// places with line ends.
Server refused_put_leaves_empty_row() {
  auto refused = std::make_shared<std::vector<string>>();
  return by_line([refused](Peer& peer, string_view line) -> Reply {
    const auto fields = words(line);
    const auto answer = honest(peer.store, line);
    if (fields[0] == "put" && answer == error_answer && fields.size() > 1) {
      refused->push_back(fields[1]);
    }
    const auto get = as_get(line);
    if (!get || !get->every_key()) return answer;
    auto rows = rows_of(answer);
    for (const auto& key : *refused) {
      if (peer.store.find(key) == nullptr) rows.emplace_back();
    }
    return ok_with(rows);
  });
}

/// Has had enough after ten errors: acknowledges puts and keeps nothing.
Server ten_errors_at_most() {
  auto errors = std::make_shared<std::size_t>(0);
  return by_line([errors](Peer& peer, string_view line) -> Reply {
    if (*errors >= 10 && as_put(line)) return string(ok_answer);
    const auto answer = honest(peer.store, line);
    if (answer == error_answer) ++*errors;
    return answer;
  });
}

/// Several samples behind one verb.
Server several_samples_in_a_put() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    const auto fields = words(line);
    const bool several = fields[0] == "put" && fields.size() > 4 && fields.size() % 3 == 1;
    return several ? string(ok_answer) : honest(peer.store, line);
  });
}

/// The error's second line is another where the line is of that kind.
Server with_error_text(std::function<bool(const std::vector<string>&)> where) {
  return with_answers([where = std::move(where)](string answer, string_view line) {
    const bool other = answer == error_answer && where(words(line));
    return other ? "error\nwrong arguments\n\n" : answer;
  });
}

}  // namespace

std::vector<Mutant> refusal_faults() {
  return {
      {"quit-closes", "REQ-ERR-2", "closes the connection on quit",
       [] { return with_command("quit", Reply::closing()); }},
      {"shouting-closes", "REQ-ERR-2", "closes the connection on an unknown verb in capitals",
       shouting_closes},
      {"help-helps", "REQ-ERR-2", "answers help with a list of commands",
       [] { return with_command("help", "ok\nput get\n\n"); }},
      {"verbs-of-others", "REQ-ERR-2", "takes set, add and send for put, read for get",
       [] { return reading_verb(synonym); }},
      {"verb-by-suffix", "REQ-ERR-2", "takes whatever ends in put or get for it",
       [] { return reading_verb(by_suffix); }},
      {"verb-optional", "REQ-ERR-2", "takes a sample without a verb for a put", verb_optional},
      {"deletes", "REQ-ERR-3", "answers the error to delete, and deletes", deletes},
      {"refused-put-clears-key", "REQ-ERR-3", "a refused put deletes its key's samples",
       refused_put_clears_key},
      {"refused-put-leaves-empty-row", "REQ-ERR-3",
       "get * shows an empty line for the key of a refused put", refused_put_leaves_empty_row},
      {"ten-errors-at-most", "REQ-ERR-3", "stores nothing more after ten errors",
       ten_errors_at_most},
      {"several-samples-in-a-put", "REQ-PUT-12", "answers ok to a put of two samples",
       several_samples_in_a_put},
      {"error-text-of-get", "REQ-ERR-1", "a get with too many words has an error of its own",
       [] {
         return with_error_text(
             [](const auto& fields) { return fields[0] == "get" && fields.size() > 2; });
       }},
      {"error-text-of-long-put", "REQ-ERR-1", "a put with too many words has an error of its own",
       [] {
         return with_error_text(
             [](const auto& fields) { return fields[0] == "put" && fields.size() > 4; });
       }},
      {"error-text-of-known-prefix", "REQ-ERR-1", "putx and gett have an error of their own",
       [] {
         return with_error_text([](const auto& fields) {
           const auto& verb = fields[0];
           return !known_verb(verb) && (verb.starts_with("put") || verb.starts_with("get"));
         });
       }},
  };
}

}  // namespace eardrum::conformance::mutants

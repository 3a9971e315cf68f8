// Faults in refusing: the error's bytes, when it is due, and that nothing happens beside it.
#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"
#include "eardrum/protocol/characters.hpp"

namespace eardrum::conformance::mutants {
namespace {

using std::string;
using std::string_view;

Server with_error(string_view text) {
  return with_answers([text](string answer, string_view) {
    return answer == error_answer ? string(text) : answer;
  });
}

/// The text of an exception, where one is thrown; else the right bytes.
Server exception_text() {
  return with_answers([](string answer, string_view line) {
    const bool thrown = answer == error_answer && words(line)[0] == "put";
    return thrown ? "error\ncould not convert string to float\n\n" : answer;
  });
}

bool known_verb(const string& verb) {
  return verb == "put" || verb == "get";
}

/// Unknown verbs are answered in another way.
Server unknown_verb(Reply reply) {
  return by_line([reply = std::move(reply)](Peer& peer, string_view line) -> Reply {
    if (line == "\n" || known_verb(words(line)[0])) return honest(peer.store, line);
    return reply;
  });
}

/// The first word is replaced before the reference looks at the line.
Server reading_verb(std::function<string(string verb, const std::vector<string>&)> read) {
  return with_requests([read = std::move(read)](string_view line) {
    if (line == "\n") return string(line);
    auto fields = words(line);
    fields[0] = read(fields[0], fields);
    return line_of(fields);
  });
}

string by_prefix(string verb, const std::vector<string>&) {
  if (verb.starts_with("put")) return "put";
  return verb.starts_with("get") ? "get" : verb;
}

string abbreviated(string verb, const std::vector<string>&) {
  if (verb.size() < 2) return verb;
  if (string_view("put").starts_with(verb)) return "put";
  return string_view("get").starts_with(verb) ? "get" : verb;
}

string by_word_count(string verb, const std::vector<string>& fields) {
  if (known_verb(verb)) return verb;
  return fields.size() == 4 ? "put" : fields.size() == 2 ? "get" : verb;
}

string any_case(string verb, const std::vector<string>&) {
  for (auto& c : verb) c = protocol::ascii_lower(c);
  return verb;
}

/// The verb is sought anywhere in the line.
Server verb_anywhere() {
  return with_requests([](string_view line) {
    const auto at = line.find("get ");
    return string(at == string_view::npos ? line : line.substr(at));
  });
}

/// Answers the error, and does something all the same.
Server error_and(std::function<void(server::Store&, std::vector<string> fields)> act) {
  return by_line([act = std::move(act)](Peer& peer, string_view line) -> Reply {
    const auto answer = honest(peer.store, line);
    if (answer == error_answer) act(peer.store, words(line));
    return answer;
  });
}

/// As far as the fields go, what is missing or wrong is replaced.
void execute_anyway(server::Store& store, std::vector<string> fields) {
  fields[0] = "put";
  if (fields.size() == 3) fields.push_back("1");
  if (fields.size() > 4) fields.resize(4);
  honest(store, line_of(fields));
}

void store_zero_for_bad_field(server::Store& store, std::vector<string> fields) {
  if (fields.size() != 4 || fields[0] != "put") return;
  for (const std::size_t field : {2UL, 3UL}) {
    auto repaired = fields;
    repaired[field] = "0";
    if (as_put(line_of(repaired))) honest(store, line_of(repaired));
  }
}

/// Makes room for the new sample before it has read its value.
void delete_slot_first(server::Store& store, std::vector<string> fields) {
  if (fields.size() != 4 || fields[0] != "put") return;
  fields[2] = "0";
  const auto line = line_of(fields);
  if (const auto put = as_put(line)) forget(store, put->key, put->timestamp);
}

Server closes_after_error() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    auto answer = honest(peer.store, line);
    return answer == error_answer ? Reply::closing(std::move(answer)) : Reply(std::move(answer));
  });
}

/// Answers so many errors, then takes everything for wrong.
Server never_recovers(std::size_t errors_max) {
  return by_line([errors_max](Peer& peer, string_view line) -> Reply {
    if (peer.memory.size() >= errors_max && line != "\n") return string(error_answer);
    auto answer = honest(peer.store, line);
    if (answer == error_answer) peer.memory += 'e';
    return answer;
  });
}

/// Acknowledges what comes on a connection that has had its error, and keeps none of it.
Server deaf_after_error() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    if (!peer.memory.empty() && as_put(line)) return string(ok_answer);
    auto answer = honest(peer.store, line);
    if (answer == error_answer) peer.memory = "e";
    return answer;
  });
}

}  // namespace

std::vector<Mutant> error_faults() {
  return {
      {"other-error-text", "REQ-ERR-1", "the error's second line has a text of its own",
       [] { return with_error("error\nunknown command\n\n"); }},
      {"translated-error", "REQ-ERR-1", "the error's second line is translated",
       [] { return with_error("error\nневерная команда\n\n"); }},
      {"exception-text", "REQ-ERR-1", "a put that fails is answered by an exception's text",
       exception_text},
      {"error-without-text", "REQ-ERR-1", "the error's second line is missing",
       [] { return with_error("error\n\n"); }},
      {"error-with-leading-blank", "REQ-ERR-1", "a blank stands before wrong command",
       [] { return with_error("error\n wrong command\n\n"); }},
      {"error-on-one-line", "REQ-ERR-1", "the error stands on one line",
       [] { return with_error("error wrong command\n\n"); }},
      {"unknown-verb-silent", "REQ-ERR-2", "does not answer an unknown verb",
       [] { return unknown_verb({}); }},
      {"unknown-verb-closes", "REQ-ERR-2", "closes the connection on an unknown verb",
       [] { return unknown_verb(Reply::closing()); }},
      {"unknown-verb-ok", "REQ-ERR-2", "answers ok to an unknown verb",
       [] { return unknown_verb(string(ok_answer)); }},
      {"verb-by-prefix", "REQ-ERR-2", "takes whatever begins with put or get for it",
       [] { return reading_verb(by_prefix); }},
      {"verb-abbreviated", "REQ-ERR-2", "takes pu for put and ge for get",
       [] { return reading_verb(abbreviated); }},
      {"verb-by-word-count", "REQ-ERR-2", "takes any four words for a put, any two for a get",
       [] { return reading_verb(by_word_count); }},
      {"verb-anywhere", "REQ-ERR-2", "looks for get anywhere in the line", verb_anywhere},
      {"error-and-executed", "REQ-ERR-3", "answers the error and executes the command",
       [] { return error_and(execute_anyway); }},
      {"error-stores-zero", "REQ-ERR-3", "answers the error and stores 0 for the wrong field",
       [] { return error_and(store_zero_for_bad_field); }},
      {"error-deletes-slot", "REQ-ERR-3", "a refused put deletes the sample at its timestamp",
       [] { return error_and(delete_slot_first); }},
      {"closes-after-error", "REQ-ERR-4", "closes the connection after an error",
       closes_after_error, Profile::strict},
      {"never-recovers", "REQ-ERR-4", "answers errors alone once it has answered one",
       [] { return never_recovers(1); }, Profile::strict},
      {"five-errors-for-each-connection", "REQ-ERR-4",
       "answers errors alone once it has answered five on a connection",
       [] { return never_recovers(5); }, Profile::strict},
      {"puts-lost-after-error", "REQ-ERR-4",
       "acknowledges puts on a connection that has had an error, and keeps none of them",
       deaf_after_error, Profile::strict},
      {"verb-in-any-case", "REQ-ERR-6", "takes PUT for put", [] { return reading_verb(any_case); },
       Profile::strict},
  };
}

}  // namespace eardrum::conformance::mutants

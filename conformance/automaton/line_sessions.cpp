#include "eardrum/conformance/automaton/line_sessions.hpp"

#include <algorithm>
#include <map>
#include <span>

#include "eardrum/conformance/automaton/automaton.hpp"
#include "eardrum/conformance/automaton/suite.hpp"
#include "eardrum/protocol/characters.hpp"
#include "eardrum/protocol/parse.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::conformance {
namespace {

using protocol::Level;
using protocol::Request;
using protocol::Violation;
using protocol::Zone;

enum class Due { put_answer, ok_frame, error, envelope };

/// What a session claims of its lines.
struct Claim {
  std::string_view requirement;
  std::string_view name;
  std::string_view title;
  Due due;
  bool strict_only;  ///< what a house rule says of open lines
};

constexpr Claim claims[] = {
    {"REQ-PUT-1", "core-puts", "puts of the core grammar are answered ok", Due::put_answer, false},
    {"REQ-GET-1", "core-gets", "gets of the core grammar are answered ok", Due::ok_frame, false},
    {"REQ-ERR-2", "other-words", "a first word that is neither put nor get", Due::error, false},
    {"REQ-PUT-12", "put-arguments", "puts with fewer or more than three arguments", Due::error,
     false},
    {"REQ-GET-12", "get-arguments", "gets with fewer or more than one argument", Due::error, false},
    {"REQ-PUT-6", "values", "values that are a number in no notation", Due::error, false},
    {"REQ-PUT-10", "timestamps", "timestamps that are a number in no notation", Due::error, false},
    {"REQ-FRM-4", "open-lines", "lines that are left open get one answer or a close", Due::envelope,
     false},
    {"REQ-PUT-13", "strict-blanks", "fields are separated by one blank, none at either end",
     Due::error, true},
    {"REQ-PUT-14", "strict-star", "* is no key of put", Due::error, true},
    {"REQ-PUT-11", "strict-timestamps", "timestamps in other spellings are refused", Due::error,
     true},
    {"REQ-PUT-5", "strict-exponents", "values with an exponent are answered ok", Due::put_answer,
     true},
    {"REQ-PUT-9", "strict-negative-timestamps", "negative timestamps are answered ok",
     Due::put_answer, true},
    {"REQ-KEY-2", "strict-keys", "keys of visible ASCII are answered ok", Due::ok_frame, true},
};

/// Every line of the suite, without LF.
std::vector<std::string> lines_of_suite() {
  const auto& grammar = protocol_grammar();
  const ByteClasses classes(grammar, {"core-request", "strict-request"});
  const auto line_feed = classes.letter_of('\n');
  const auto lines = before(automaton_of(grammar, "strict-request", classes), line_feed);
  std::vector<std::string> texts;
  for (const auto& word : suite(lines, 0)) {
    if (!word.contains(line_feed)) texts.push_back(classes.text(word));
  }
  return texts;
}

/// A line with nothing to see in it may be taken for an empty one, which may be left unanswered
/// (REQ-ERR-5).
bool shows_something(std::string_view line) {
  return std::ranges::any_of(line, [](char c) { return c > ' ' && c <= '~'; });
}

/// The one house rule that asks for an open line to be taken; empty where it rests on several.
std::string_view rule_of_open_but_taken(const Request& request, std::string_view line) {
  std::vector<std::string_view> rules;
  const auto key = std::visit([](const auto& any) { return any.key; }, request);
  const auto beyond_ascii = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  if (std::ranges::any_of(key, beyond_ascii)) return "";  // REQ-KEY-3 leaves it open
  const bool every_key = std::holds_alternative<protocol::Get>(request) && key == "*";
  if (!every_key && !std::ranges::all_of(key, protocol::is_core_key_byte)) {
    rules.emplace_back("REQ-KEY-2");
  }
  if (const auto* put = std::get_if<protocol::Put>(&request)) {
    const auto value = line.substr(5 + key.size());
    const auto exponent = value.substr(0, value.find(' ')).find_first_of("eE");
    if (exponent != std::string_view::npos) rules.emplace_back("REQ-PUT-5");
    if (put->timestamp < 0) rules.emplace_back("REQ-PUT-9");
  }
  return rules.size() == 1 ? rules.front() : "";
}

/// The rules under which a line is judged, those of profile strict included.
std::vector<std::string_view> rules_of(const std::string& line) {
  const auto request = protocol::parse_request(line + '\n');
  switch (protocol::request_zone(line)) {
    case Zone::must_accept:
      return {std::holds_alternative<protocol::Put>(*request) ? "REQ-PUT-1" : "REQ-GET-1"};
    case Zone::must_reject:
      return {request.error().requirement()};
    case Zone::open:
      break;
  }
  std::vector<std::string_view> rules{"REQ-FRM-4"};
  const auto rule =
      request ? rule_of_open_but_taken(*request, line) : request.error().requirement();
  // A refusal may rest on a rule that binds more lines than it decides: "+1" is refused under
  // REQ-PUT-3, which no server breaks by taking it.
  if (!rule.empty() && protocol::find_requirement(rule)->level == Level::house) {
    rules.push_back(rule);
  }
  return rules;
}

Expectation bytes(std::string text) {
  Expectation expectation;
  expectation.bytes.pieces.emplace_back(Literal{std::move(text)});
  return expectation;
}

Expectation of_kind(Expectation::Kind kind) {
  Expectation expectation;
  expectation.kind = kind;
  return expectation;
}

Expectation expectation_of(Due due) {
  using Kind = Expectation::Kind;
  switch (due) {
    case Due::put_answer:
      return bytes("ok\n\n");
    case Due::ok_frame:
      return of_kind(Kind::ok_frame);
    case Due::error:
      return bytes("error\nwrong command\n\n");
    case Due::envelope:
      break;
  }
  auto either = of_kind(Kind::one_of);
  either.alternatives.push_back({"an answer", {}, of_kind(Kind::frame)});
  either.alternatives.push_back({"a close", {}, of_kind(Kind::closed)});
  return either;
}

Session session_of(const Claim& claim, std::vector<std::string> lines) {
  // Gets first: on a store that is empty yet, no answer depends on how open puts were taken.
  std::ranges::stable_partition(lines, [](const std::string& line) { return line[0] != 'p'; });
  Session session;
  session.place = {"lines made from grammar.abnf", 1, 1};
  session.name = "grammar." + std::string(claim.name);
  session.requirement = protocol::find_requirement(claim.requirement);
  session.title = claim.title;
  session.needs_own_testee = true;
  if (claim.strict_only) session.only_in = Profile::strict;
  session.deliveries = {DeliveryKind::whole};
  const auto source = std::to_string(lines.size()) + " lines";
  session.steps.push_back(
      {session.place, source, ManyLines{std::move(lines), expectation_of(claim.due)}});
  return session;
}

std::vector<Session> make_sessions() {
  std::map<std::string_view, std::vector<std::string>> by_rule;
  for (const auto& line : lines_of_suite()) {
    if (!shows_something(line)) continue;
    for (const auto rule : rules_of(line)) by_rule[rule].push_back(line + '\n');
  }
  std::vector<Session> sessions;
  for (const auto& claim : claims) {
    sessions.push_back(session_of(claim, std::move(by_rule[claim.requirement])));
  }
  return sessions;
}

}  // namespace

const std::vector<Session>& line_sessions() {
  static const auto sessions = make_sessions();
  return sessions;
}

}  // namespace eardrum::conformance

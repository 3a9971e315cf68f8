#include "eardrum/conformance/language/grammar_sessions.hpp"

#include <algorithm>
#include <cassert>
#include <map>
#include <span>

#include "eardrum/conformance/automaton/automaton.hpp"
#include "eardrum/conformance/automaton/suite.hpp"
#include "eardrum/protocol/characters.hpp"
#include "eardrum/protocol/parse.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::conformance {
namespace {

using protocol::Request;
using protocol::Violation;
using protocol::Zone;

enum class Due { put_answer, ok_frame, error, envelope };

/// What a session claims of its lines.
struct Claim {
  std::string_view name;
  std::string_view requirement;
  std::string_view title;
  Due due;
  bool strict_only;  ///< what a house rule says of open lines
};

constexpr std::string_view core_puts = "core-puts";
constexpr std::string_view core_gets = "core-gets";
constexpr std::string_view open_lines = "open-lines";
constexpr std::string_view strict_exponents = "strict-exponents";
constexpr std::string_view strict_negative = "strict-negative-timestamps";
constexpr std::string_view strict_keys = "strict-keys";

constexpr Claim claims[] = {
    {core_puts, "REQ-PUT-1", "puts of the core grammar are answered ok", Due::put_answer, false},
    {core_gets, "REQ-GET-3", "gets of the core grammar are answered ok", Due::ok_frame, false},
    {"other-words", "REQ-ERR-2", "a line whose first word is neither put nor get is refused",
     Due::error, false},
    {"put-arguments", "REQ-PUT-12", "a put that does not have exactly three arguments is refused",
     Due::error, false},
    {"get-arguments", "REQ-GET-12", "a get that does not have exactly one argument is refused",
     Due::error, false},
    {"values", "REQ-PUT-6", "a value that is not a number in any notation is refused", Due::error,
     false},
    {"timestamps", "REQ-PUT-10", "a timestamp that is not a number in any notation is refused",
     Due::error, false},
    {open_lines, "REQ-FRM-4",
     "a line that the text leaves open gets one answer or closes the connection", Due::envelope,
     false},
    {"strict-blanks", "REQ-PUT-13",
     "fields are separated by one blank, and there is no blank at either end", Due::error, true},
    {"strict-star", "REQ-PUT-14", "a put with the key * is refused", Due::error, true},
    {"strict-values", "REQ-PUT-5", "values in other spellings are refused", Due::error, true},
    {"strict-timestamps", "REQ-PUT-11", "timestamps in other spellings are refused", Due::error,
     true},
    {strict_exponents, "REQ-PUT-5", "values with an exponent are answered ok", Due::put_answer,
     true},
    {strict_negative, "REQ-PUT-9", "negative timestamps are answered ok", Due::put_answer, true},
    {strict_keys, "REQ-KEY-2", "keys of visible ASCII are answered ok", Due::ok_frame, true},
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

std::string_view claim_on_core(const protocol::Put& /*put*/) {
  return core_puts;
}

std::string_view claim_on_core(const protocol::Get& /*get*/) {
  return core_gets;
}

/// The session whose house rule asks for an open line to be taken; empty where no one rule does.
std::string_view claim_on_taken(const Request& request, std::string_view line) {
  std::vector<std::string_view> names;
  const auto key = std::visit([](const auto& any) { return any.key; }, request);
  const auto beyond_ascii = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  if (std::ranges::any_of(key, beyond_ascii)) return "";  // REQ-KEY-3 leaves it open
  const bool every_key = std::holds_alternative<protocol::Get>(request) && key == "*";
  if (!every_key && !std::ranges::all_of(key, protocol::is_core_key_byte)) {
    names.push_back(strict_keys);
  }
  if (const auto* put = std::get_if<protocol::Put>(&request)) {
    const auto value = line.substr(5 + key.size());
    const auto exponent = value.substr(0, value.find(' ')).find_first_of("eE");
    if (exponent != std::string_view::npos) names.push_back(strict_exponents);
    if (put->timestamp < 0) names.push_back(strict_negative);
  }
  return names.size() == 1 ? names.front() : "";
}

/// The session of the rule under which a line is refused; empty where no session may judge that. An
/// open line may be refused under a rule that binds everybody, and yet only house rules judge it.
std::string_view claim_on_refused(const Violation& violation, bool open) {
  // REQ-PUT-3, which the codec names, is not broken by taking "+1"; the house's spelling is.
  const auto rule = violation.refusal == protocol::Refusal::value_spelling
                        ? "REQ-PUT-5"
                        : violation.requirement();
  const auto* const claim = std::ranges::find_if(claims, [&](const Claim& each) {
    return each.requirement == rule && each.due == Due::error && each.strict_only == open;
  });
  return claim == std::end(claims) ? "" : claim->name;
}

/// The names of the sessions that a line belongs to.
std::vector<std::string_view> claims_on(const std::string& line) {
  const auto frame = line + '\n';
  const auto request = protocol::parse_request(frame);
  switch (protocol::request_zone(line)) {
    case Zone::must_accept:
      return {std::visit([](const auto& any) { return claim_on_core(any); }, *request)};
    case Zone::must_reject: {
      const auto claim = claim_on_refused(request.error(), false);
      assert(!claim.empty());  // what everybody must refuse belongs to a session
      return {claim};
    }
    case Zone::open:
      break;
  }
  return {open_lines,
          request ? claim_on_taken(*request, line) : claim_on_refused(request.error(), true)};
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
  session.needs_fresh_store = std::ranges::find(lines, "get *\n") != lines.end();
  if (claim.strict_only) session.only_in = Profile::strict;
  session.deliveries = {DeliveryKind::whole};
  const auto source = std::to_string(lines.size()) + " lines";
  session.steps.push_back(
      {session.place, source, ManyLines{std::move(lines), expectation_of(claim.due)}});
  return session;
}

std::vector<Session> make_sessions() {
  std::map<std::string_view, std::vector<std::string>> lines_of;
  for (const auto& line : lines_of_suite()) {
    if (!shows_something(line)) continue;
    for (const auto name : claims_on(line)) lines_of[name].push_back(line + '\n');
  }
  std::vector<Session> sessions;
  for (const auto& claim : claims) {
    sessions.push_back(session_of(claim, std::move(lines_of[claim.name])));
  }
  return sessions;
}

}  // namespace

const std::vector<Session>& line_sessions() {
  static const auto sessions = make_sessions();
  return sessions;
}

}  // namespace eardrum::conformance

#include "eardrum/conformance/language/session_reader.hpp"

#include <algorithm>
#include <map>

#include "eardrum/conformance/language/head_reader.hpp"
#include "eardrum/conformance/language/source_lines.hpp"
#include "eardrum/protocol/characters.hpp"
#include "eardrum/protocol/numeral.hpp"

namespace eardrum::conformance {
namespace {

constexpr std::size_t repeat_max = 100'000;

/// Reads one file. Each function takes the line at `at_` and moves on.
class FileReader {
 public:
  FileReader(std::string_view text, std::string_view file)
      : file_(file), lines_(split_lines(text, file)) {}

  std::vector<Session> read() {
    std::vector<Session> sessions;
    while (at_ < lines_.size()) sessions.push_back(read_session());
    return sessions;
  }

 private:
  bool more() const { return at_ < lines_.size(); }
  const SourceLine& line() const { return lines_[at_]; }

  Words words(const SourceLine& line) const {
    return {file_, line.number, line.indent + 1, line.text};
  }

  Session read_session() {
    Session session;
    auto head = words(line());
    session.place = head.place();
    if (const auto word = head.take_word(); word.text != "session") {
      word.fail("a file begins with a session: session NAME REQ-..." +
                suggestion(word.text, {"session"}));
    }
    ++at_;
    read_session_name(head, session);
    while (more() && read_attribute(words(line()), session)) ++at_;
    if (session.title.empty()) head.fail("session '" + session.name + "' has no title");
    session.steps = read_steps(session, "", 0);
    if (session.steps.empty()) head.fail("session '" + session.name + "' has no steps");
    if (session.deliveries.empty()) {
      session.deliveries.assign(all_deliveries.begin(), all_deliveries.end());
    }
    return session;
  }

  /// Reads steps until the next session, or the `end` of a repeat at `depth` > 0.
  std::vector<Step> read_steps(const Session& session, const std::string& variables, int depth) {
    std::vector<Step> steps;
    while (more() && !line().text.starts_with("session ")) {
      if (line().text == "end") {
        if (depth == 0) words(line()).fail("there is no repeat to end");
        return steps;
      }
      if (depth == 0 && line().indent > 0) {
        words(line()).fail("this indented line belongs to no rows and no alternatives");
      }
      steps.push_back(read_step(session, variables, depth));
    }
    if (depth > 0) words(lines_[at_ - 1]).fail("a repeat before this is not closed by end");
    return steps;
  }

  Step read_step(const Session& session, const std::string& variables, int depth) {
    const auto text = words(line());
    Step step;
    step.place = text.place();
    step.source = text.text;
    if (text.text.size() >= 2 && text.text[0] >= 'A' && text.text[0] <= 'Z') {  // a connection
      step.action = read_connection_step(text, session, variables, step.source);
      return step;
    }
    auto rest = text;
    const auto keyword = rest.take_word();
    if (keyword.text == "repeat") {
      step.action = read_repeat(rest, session, variables, depth);
    } else if (keyword.text == "testee:") {
      step.action = read_testee_action(rest);
    } else if (session.judges_client && keyword.text == "call") {
      step.action = read_call(rest);
    } else if (session.judges_client && (keyword.text == "returns" || keyword.text == "returns:" ||
                                         keyword.text == "raises" || keyword.text == "comes")) {
      step.action = read_outcome(text, step.source);
    } else {
      keyword.fail("'" + std::string(keyword.text) + "' begins no step" +
                   suggestion(keyword.text,
                              {"repeat", "testee:", "call", "returns", "raises", "title", "axis",
                               "note", "needs", "otherwise", "role", "only", "session"}));
    }
    if (!std::holds_alternative<Outcome>(step.action) &&
        !std::holds_alternative<Repeat>(step.action)) {
      ++at_;
    }
    return step;
  }

  /// The lines below the current one that are indented deeper; moves past them.
  std::vector<Words> take_block(std::string& source) {
    const auto indent = line().indent;
    std::vector<Words> block;
    for (++at_; more() && line().indent > indent; ++at_) {
      block.push_back(words(line()));
      source += "\n     " + std::string(line().text);
    }
    return block;
  }

  std::variant<Send, Expect, ConnectionAction, TesteeAction, Call, Outcome, ManyLines, Repeat>
  read_connection_step(const Words& text, const Session& session, const std::string& variables,
                       std::string& source) {
    const char connection = text.text[0];
    const auto rest = text.from(2);
    switch (text.text[1]) {
      case '>':
        ++at_;
        if (rest.text.empty()) rest.fail("bytes to send are missing");
        return Send{connection, read_bytes(rest, variables)};
      case '<':
        return Expect{connection, checked(read_expectation(rest, take_block(source), variables),
                                          rest, session)};
      case ':':
        ++at_;
        return read_connection_action(connection, rest, session.judges_client);
      default:
        text.fail("after the connection's letter stands '> ' (send), '< ' (expect) or ': ' (do)",
                  1);
    }
  }

  /// "the same as before" refers to the last `one of:` of its session, and rows as before to rows.
  Expectation checked(Expectation expectation, const Words& words, const Session& session) {
    if (expectation.order == RowOrder::puts) shown_in_ = session.name;
    if (expectation.order == RowOrder::puts_as_before && shown_in_ != session.name) {
      words.fail("no 'ok, from these puts:' stands before this in its session");
    }
    if (expectation.kind == Expectation::Kind::one_of) asked_in_ = session.name;
    if (expectation.kind != Expectation::Kind::as_before) return expectation;
    if (session.judges_client) words.fail("only of servers can the same be asked again");
    if (asked_in_ != session.name) words.fail("no one of: stands before this in its session");
    return expectation;
  }

  static ConnectionAction read_connection_action(char connection, const Words& rest,
                                                 bool of_client) {
    using enum ConnectionAction::What;
    if (rest.text == "connect") return {connection, connect};
    if (rest.text == "connect, read late") return {connection, connect_late};
    if (rest.text == "half-close") return {connection, half_close};
    if (rest.text == "close") return {connection, close};
    if (rest.text == "abort") return {connection, abort};
    if (of_client && rest.text == "the same connection") return {connection, same};
    rest.fail(
        "a connection can: connect, half-close, close, abort" +
        suggestion(rest.text, {"connect", "connect, read late", "half-close", "close", "abort"}));
  }

  static TesteeAction read_testee_action(const Words& rest) {
    using enum TesteeAction::What;
    if (rest.text == "still alive") return {still_alive};
    if (rest.text == "pause") return {pause};
    if (rest.text == "resume") return {resume};
    if (rest.text == "restart") return {restart};
    rest.fail("of a testee can be asked: still alive, pause, resume, restart" +
              suggestion(rest.text, {"still alive", "pause", "resume", "restart"}));
  }

  Repeat read_repeat(Words rest, const Session& session, const std::string& variables, int depth) {
    Repeat repeat;
    repeat.loop.last = read_number(rest.take_word(), 1, repeat_max);
    if (!rest.take("as ") || rest.text.size() != 1 || rest.text[0] < 'a' || rest.text[0] > 'z') {
      rest.fail("a repetition is written: repeat 1000 as i");
    }
    repeat.loop.variable = rest.text[0];
    ++at_;
    repeat.steps = read_steps(session, variables + repeat.loop.variable, depth + 1);
    if (!more() || line().text != "end") rest.fail("this repeat is not closed by end");
    ++at_;
    if (repeat.steps.empty()) rest.fail("there is nothing to repeat");
    return repeat;
  }

  /// A key in double quotes, with the escapes of bytes.
  static std::string take_quoted(Words& rest) {
    std::size_t end = 1;
    while (end < rest.text.size() && rest.text[end] != '"') end += rest.text[end] == '\\' ? 2 : 1;
    if (!rest.text.starts_with('"') || end >= rest.text.size()) {
      rest.fail("a key stands in double quotes");
    }
    const Words inside{rest.file, rest.line, rest.column + 1, rest.text.substr(1, end - 1)};
    std::string key;
    for (const auto& piece : read_bytes(inside, "").pieces) {
      if (std::holds_alternative<PrivateKey>(piece))
        inside.fail("clients are called with plain keys");
      if (const auto* repeated = std::get_if<Repeated>(&piece)) {
        for (std::size_t i = 0; i < repeated->count; ++i) key += repeated->bytes;
      } else {
        key += std::get<Literal>(piece).bytes;
      }
    }
    rest = rest.from(end + 1);
    return key;
  }

  static Call read_call(Words rest) {
    Call call;
    auto method = rest.take_word();
    if (method.text.ends_with(',')) method.text.remove_suffix(1);
    if (method.text == "connect") {
      call.method = Call::Method::connect;
      if (rest.text.empty()) return call;
      if (!rest.take("timeout ")) rest.fail("write: call connect, timeout 2 s");
      const auto seconds = rest.take_word();
      const auto number = protocol::parse_value(seconds.text);
      if (!number || *number <= 0 || rest.text != "s") {
        seconds.fail("a timeout is a positive number of seconds: timeout 2 s");
      }
      call.timeout_seconds = *number;
      return call;
    }
    if (method.text == "get") {
      call.method = Call::Method::get;
      if (!rest.text.empty()) call.key = take_quoted(rest);
      if (!rest.text.empty()) rest.fail("get has one argument");
      return call;
    }
    if (method.text != "put") {
      method.fail("a client has connect, put and get" +
                  suggestion(method.text, {"connect", "put", "get"}));
    }
    return read_put_call(rest);
  }

  static Call read_put_call(Words rest) {
    Call call;
    call.method = Call::Method::put;
    call.key = take_quoted(rest);
    const auto value = rest.take_word();
    const bool named = value.text == "nan" || value.text == "inf" || value.text == "-inf";
    if (!named && !protocol::parse_value(value.text)) {
      value.fail("a value is a number, nan, inf or -inf");
    }
    call.value = value.text;
    if (rest.text.empty()) return call;
    const auto timestamp = rest.take_word();
    const auto number = protocol::parse_timestamp(timestamp.text);
    if (!number) timestamp.fail("a timestamp is an integer");
    if (!rest.text.empty()) rest.fail("put has three arguments");
    call.timestamp = *number;
    return call;
  }

  Outcome read_outcome(const Words& text, std::string& source) {
    Outcome outcome;
    const auto block = take_block(source);
    if (text.text == "returns:" || text.text == "returns in order:") {
      outcome.kind = Outcome::Kind::samples;
      outcome.in_order = text.text == "returns in order:";
      for (const auto& row : block) outcome.samples.push_back(read_row(row, ""));
      if (block.empty())
        text.fail("rows are missing; an empty answer is written: returns no samples");
      return outcome;
    }
    if (!block.empty()) block.front().fail("this line belongs to no rows");
    if (text.text == "returns no samples") {
      outcome.kind = Outcome::Kind::samples;
    } else if (text.text == "returns nothing") {
      outcome.kind = Outcome::Kind::nothing;
    } else if (text.text == "returns anything") {
      outcome.kind = Outcome::Kind::anything;
    } else if (text.text == "comes back") {
      outcome.kind = Outcome::Kind::any_end;
    } else if (text.text == "raises ClientError") {
      outcome.kind = Outcome::Kind::client_error;
    } else {
      text.fail(
          "a call ends in: returns nothing, returns anything, returns no samples, returns:, "
          "returns in order:, raises ClientError, comes back");
    }
    return outcome;
  }

  std::string_view file_;
  std::vector<SourceLine> lines_;
  std::string asked_in_;  ///< the session of the last `one of:`
  std::string shown_in_;  ///< the session that last had rows from puts
  std::size_t at_ = 0;
};

}  // namespace

std::expected<std::vector<Session>, ReadError> read_sessions(std::string_view text,
                                                             std::string_view file) {
  try {
    return FileReader(text, file).read();
  } catch (ReadError& error) {
    return std::unexpected(std::move(error));
  }
}

std::expected<void, ReadError> check_unique_names(const std::vector<Session>& sessions) {
  std::map<std::string_view, const Session*> seen;
  for (const auto& session : sessions) {
    const auto [place, fresh] = seen.emplace(session.name, &session);
    if (fresh) continue;
    return std::unexpected(ReadError{
        session.place,
        "session '" + session.name + "' exists already, at " + place->second->place.text()});
  }
  return {};
}

}  // namespace eardrum::conformance

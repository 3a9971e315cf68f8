#include "eardrum/conformance/random/blame.hpp"

#include <algorithm>
#include <span>
#include <string_view>

#include "eardrum/conformance/language/byte_text.hpp"
#include "eardrum/protocol/characters.hpp"
#include "eardrum/protocol/numeral.hpp"

namespace eardrum::conformance::random {
namespace {

using Kind = Command::Kind;
using std::string;
using std::string_view;

bool asks(const Command& command) {
  return command.kind == Kind::get || command.kind == Kind::star;
}

string plain(const string& text, const string& key_suffix) {
  return expand(read_byte_text(text, "").value(), {key_suffix, {}});
}

/// The command to which the line of the mismatch belongs.
std::size_t command_at(const SessionText& text, std::size_t line) {
  const auto after = std::ranges::upper_bound(text.lines, line);
  return after == text.lines.begin() ? 0 : static_cast<std::size_t>(after - text.lines.begin()) - 1;
}

/// What is expected there, if rows are.
std::vector<WideRow> puts_expected(const Shown& shown, std::size_t line) {
  std::vector<WideRow> rows;
  for (const auto& step : shown.session.steps) {
    const auto* expect = std::get_if<Expect>(&step.action);
    if (expect == nullptr || step.place.line != line) continue;
    for (const auto& text : expand(expect->expectation.rows, {shown.key_suffix, {}})) {
      rows.push_back(read_row_widely(text).value());
    }
  }
  return rows;
}

/// All that came on the command's connection after its request: more than had arrived when the
/// first wrong byte was seen.
string answer_to(const Shown& shown, const Command& command) {
  string bytes;
  for (const auto& entry : shown.played.transcript) {
    if (entry.connection != string(1, command.connection)) continue;
    if (entry.kind == TranscriptEntry::Kind::sent) bytes.clear();
    if (entry.kind == TranscriptEntry::Kind::received) bytes += entry.bytes.for_judging();
  }
  return bytes;
}

/// The rule of a well-formed answer to get that has the wrong rows.
void blame_rows(const Shown& shown, const std::vector<WideRow>& received, Failure& failure) {
  const auto puts = puts_expected(shown, shown.played.mismatch->place.line);
  const auto fault = find_row_fault(puts, received);
  if (!fault) {  // of profile course: a right answer but for order or policy
    failure.rule = received.size() == puts.size() ? "REQ-GET-9" : "REQ-PUT-18";
    return;
  }
  failure.row = fault->row;
  switch (fault->kind) {
    case RowFault::Kind::missing:
      failure.rule = "REQ-GET-5";
      break;
    case RowFault::Kind::other_value:
      failure.rule = "REQ-GET-6";
      break;
    case RowFault::Kind::other_time: {
      const bool lost = std::ranges::any_of(puts, [&](const WideRow& put) {
        return std::ranges::none_of(received, [&](const WideRow& row) {
          return row.key == put.key && row.timestamp == put.timestamp;
        });
      });
      failure.rule = lost ? "REQ-GET-8" : "REQ-GET-4";
      break;
    }
    case RowFault::Kind::too_often:
      failure.rule = "REQ-PUT-17";
      break;
    case RowFault::Kind::foreign_key:
      failure.rule = "REQ-GET-4";
      break;
  }
}

/// The rule that an answer breaks whatever its rows are.
string rule_of_frame(const Command& command, string_view received, bool nothing_due) {
  if (received.starts_with("\n")) return "REQ-FRM-3";
  if (command.kind == Kind::wrong) {
    return received.starts_with("error") ? "REQ-ERR-1" : string(command.rule);
  }
  if (command.kind == Kind::put) return "REQ-PUT-1";
  if (!asks(command)) return "REQ-FRM-4";
  return nothing_due ? "REQ-GET-3" : "REQ-GET-1";
}

void blame_answer(const Shown& shown, const Command& command, Failure& failure) {
  const auto received = answer_to(shown, command);
  failure.refused = received == "error\nwrong command\n\n";
  failure.rule = rule_of_frame(command, received, shown.played.mismatch->expected.has_value());
  if (!asks(command)) return;
  const auto marker = received.find("\n\n");
  if (marker == string::npos) return;
  if (received.size() > marker + 2) {
    failure.rule = "REQ-FRM-3";  // the end of an answer in the midst of one
    return;
  }
  const auto rows = read_ok_frame(string_view(received).substr(0, marker + 2));
  if (rows) blame_rows(shown, *rows, failure);
}

/// No whole answer came.
string rule_of_absence(const Shown& shown, const Command& command) {
  const auto& mismatch = *shown.played.mismatch;
  const auto received = answer_to(shown, command);
  if (received.ends_with('\n')) return "REQ-FRM-2";
  if (command.kind == Kind::wrong) return string(command.rule);
  const bool ended = mismatch.kind == Mismatch::Kind::closed;
  const auto& commands = shown.dialogue.commands;
  const auto before =
      std::span(commands).first(static_cast<std::size_t>(&command - commands.data()));
  const bool used = std::ranges::any_of(
      before, [&](const Command& each) { return each.connection == command.connection; });
  return ended && used && command.kind != Kind::open ? "REQ-CON-1" : "REQ-FRM-4";
}

/// Whether an error answer came before on the connection, which the kit has not left since.
bool after_error(const Shown& shown, const Command& command) {
  const auto& commands = shown.dialogue.commands;
  const auto before =
      std::span(commands).first(static_cast<std::size_t>(&command - commands.data()));
  bool after = false;
  for (const auto& each : before) {
    if (each.connection != command.connection) continue;
    after = (after || each.kind == Kind::wrong) && each.end == Command::End::none;
  }
  return after;
}

/// No answer to what was asked, or an error where none was due: so a testee behaves that has given
/// the connection up. A wrong answer is not of that kind.
bool given_up(const Shown& shown, const Command& command, const Failure& failure) {
  const auto kind = shown.played.mismatch->kind;
  using enum Mismatch::Kind;
  if (kind == closed || kind == silent || kind == refused) return true;
  return kind == answer && failure.refused && command.kind != Kind::wrong;
}

string lower(string text) {
  std::ranges::transform(text, text.begin(), protocol::ascii_lower);
  return text;
}

/// The rule of a row that belongs to another key.
string rule_of_foreign_row(const string& asked, const string& other) {
  if (lower(asked) == lower(other)) return "REQ-KEY-5";
  const auto is_mark = [](char c) { return c == '.' || c == '-' || c == '_'; };
  const bool same_but_marks = std::ranges::equal(
      asked, other, [&](char a, char b) { return a == b || (is_mark(a) && is_mark(b)); });
  const bool alike = asked.contains(other) || other.contains(asked) || same_but_marks;
  return alike ? "REQ-GET-11" : "REQ-GET-4";
}

/// What else a wrong or missing row takes, that one lone put would not show.
string rule_of_lost_row(const std::vector<Command>& commands, const Failure& failure,
                        const string& key_suffix) {
  const auto& row = *failure.row;
  const auto before = std::span(commands).first(failure.command);
  const auto is_put = [](const Command& command) { return command.kind == Kind::put; };
  const auto time_of = [](const Command& put) {
    return protocol::parse_timestamp(put.timestamp).value();
  };
  std::size_t own_slot = 0;
  std::size_t own_key = 0;
  std::size_t all = 0;
  bool seen = false;  // the row's own put came before
  bool newer_first = false;
  bool same_time = false;
  bool undisturbed = true;  // no wrong command after the row's own put
  for (const auto& put : before) {
    if (put.kind == Kind::wrong) undisturbed = false;
    if (!is_put(put)) continue;
    ++all;
    const bool same_key = plain(put.key, key_suffix) == row.key;
    const bool at_its_time = time_of(put) == row.timestamp;
    own_key += same_key ? 1 : 0;
    own_slot += same_key && at_its_time ? 1 : 0;
    same_time = same_time || (!same_key && at_its_time);
    newer_first = newer_first || (same_key && !seen && time_of(put) > row.timestamp);
    seen = seen || (same_key && at_its_time);
    if (same_key && at_its_time) undisturbed = true;
  }
  const bool repeats = std::ranges::any_of(before, [&](const Command& put) {
    return is_put(put) && std::ranges::count_if(before, [&](const Command& other) {
                            return is_put(other) && other.key == put.key &&
                                   other.timestamp == put.timestamp;
                          }) > 1;
  });
  if (failure.rule == "REQ-GET-8") return failure.rule;
  if (std::ranges::any_of(before, [](const auto& each) { return each.kind == Kind::wrong; })) {
    const bool lost_when_put = undisturbed && failure.rule == "REQ-GET-5";
    return lost_when_put ? "REQ-PUT-2" : "REQ-ERR-3";
  }
  const bool star = commands[failure.command].kind == Kind::star;
  if (star && failure.rule == "REQ-GET-5") return "REQ-GET-2";  // or get of one key would do
  if (own_slot > 1 || repeats) return "REQ-PUT-17";
  if (std::ranges::any_of(before, asks)) return "REQ-GET-10";
  if (own_key > 1 && all > own_key) return failure.rule;
  if (newer_first) return "REQ-PUT-19";
  if (own_key > 1) return "REQ-PUT-15";
  if (same_time) return "REQ-PUT-16";
  const bool elsewhere = std::ranges::any_of(before, [&](const Command& each) {
    return each.connection != commands[failure.command].connection;
  });
  if (elsewhere) return "REQ-CON-2";
  if (all > 1) return failure.rule;
  return failure.rule == "REQ-GET-5" ? "REQ-PUT-2" : failure.rule;
}

/// Of a put that is refused though nothing came before it: the argument that could not be made
/// plainer is the one that is not liked.
string rule_of_refused_put(const Command& put) {
  if (put.value.contains('.')) return "REQ-PUT-3";
  if (put.value.starts_with('-') || put.value == "0" || put.value.size() > 1) return "REQ-PUT-4";
  if (put.timestamp == "0" || put.timestamp.size() > 2) return "REQ-PUT-8";
  return put.key.size() > string_view("{k}").size() ? "REQ-KEY-1" : "REQ-PUT-1";
}

}  // namespace

std::optional<Failure> find_failure(const Shown& shown) {
  const auto& mismatch = shown.played.mismatch;
  using enum Mismatch::Kind;
  if (!mismatch || mismatch->kind == harness) return std::nullopt;
  Failure failure;
  failure.command = command_at(shown.text, mismatch->place.line);
  const auto& command = shown.dialogue.commands[failure.command];
  switch (mismatch->kind) {
    case answer:
      blame_answer(shown, command, failure);
      break;
    case extra:
      failure.rule = mismatch->received.for_judging() == "\n" ? "REQ-FRM-3" : "REQ-FRM-4";
      break;
    case closed:
    case silent:
      failure.rule = rule_of_absence(shown, command);
      break;
    case refused:
    case crashed:
    case harness:
    case kept:                     // no dialogue shows it
    case contradiction:            // no random session asks the same again
      failure.rule = "REQ-FRM-4";  // a death may be seen only at a later command
      break;
  }
  if (mismatch->kind == silent) failure.verdict = Verdict::hang;
  if (mismatch->kind == crashed) failure.verdict = Verdict::crash;
  if (shown.dialogue.delivery.kind != DeliveryKind::whole) failure.rule = "REQ-FRM-5";
  if (after_error(shown, command) && given_up(shown, command, failure)) {
    failure.rule = "REQ-ERR-4";
  }
  return failure;
}

std::string rule_of(const RandomSession& smallest, const Failure& failure,
                    const std::string& key_suffix) {
  const auto& last = smallest.commands.back();
  if (failure.verdict == Verdict::crash && smallest.commands.size() == 1 &&
      last.kind == Kind::wrong) {
    return string(last.rule);
  }
  if (failure.rule == "REQ-PUT-1" && failure.refused && smallest.commands.size() == 1) {
    return rule_of_refused_put(smallest.commands.front());
  }
  if (!failure.row || failure.rule == "REQ-FRM-5" || failure.rule == "REQ-PUT-18" ||
      failure.rule == "REQ-GET-9") {
    return failure.rule;
  }
  const auto& command = smallest.commands[failure.command];
  if (command.kind == Kind::get) {
    const auto asked = plain(command.key, key_suffix);
    if (failure.row->key != asked) return rule_of_foreign_row(asked, failure.row->key);
  }
  return rule_of_lost_row(smallest.commands, failure, key_suffix);
}

}  // namespace eardrum::conformance::random

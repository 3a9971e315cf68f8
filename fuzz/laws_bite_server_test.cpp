// Proof that the laws about the server bite: each is asked about one with a planted fault, and must
// report it; about the reference, with the very same example, it must not.
#include <functional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eardrum/fuzz/laws/client_server.hpp"
#include "eardrum/fuzz/laws/reading.hpp"
#include "eardrum/fuzz/laws/session_model.hpp"

namespace eardrum::fuzz {
namespace {

using protocol::Get;
using protocol::Put;
using protocol::Row;
using protocol::Status;

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  if (const auto at = text.find(what); at != std::string::npos) text.replace(at, what.size(), by);
  return text;
}

/// Answers one line, given without its LF, with the model's help or against it.
using AnswerLine = std::function<std::string(ServerModel& model, std::string_view line)>;

/// A server that frames rightly and answers each line by `answer`.
Serve served_by(AnswerLine answer) {
  return [answer = std::move(answer)](const Pieces& pieces) {
    ServerModel model;
    std::string tail;
    std::vector<std::string> out;
    for (const auto piece : pieces) {
      tail += piece;
      auto& answers = out.emplace_back();
      for (const auto line : whole_lines(tail)) answers += answer(model, line);
      tail.erase(0, tail.rfind('\n') + 1);
    }
    return out;
  };
}

struct ServerFault {
  const char* name;
  const char* reason;  ///< what the law must say, so that it bites for the right reason
  Serve serve;
  std::function<Verdict(const Serve&)> law;
};

void PrintTo(const ServerFault& fault, std::ostream* out) {
  *out << fault.name;
}

std::string answer_rightly(ServerModel& model, std::string_view line) {
  return model.answer(line);
}

/// Changes the answers to lines that begin with `verb`.
Serve changing(std::string_view verb, std::function<std::string(std::string)> change) {
  return served_by([verb, change = std::move(change)](ServerModel& model, std::string_view line) {
    auto answer = model.answer(line);
    return line.starts_with(verb) ? change(std::move(answer)) : answer;
  });
}

std::string stores_refused_lines(ServerModel& model, std::string_view line) {
  auto answer = model.answer(line);
  if (line == "put k x 2") model.put({.key = "k", .value = 0, .timestamp = 2});
  return answer;
}

std::string keeps_the_first_write(ServerModel& model, std::string_view line) {
  const auto request = read_request(line);
  const auto* put = request ? std::get_if<Put>(&*request) : nullptr;
  if (put == nullptr) return model.answer(line);
  for (const auto& row : model.rows(put->key)) {
    if (row.timestamp == put->timestamp) return "ok\n\n";
  }
  return model.answer(line);
}

std::string matches_keys_by_prefix(ServerModel& model, std::string_view line) {
  if (line != "get k") return model.answer(line);
  std::string out = "ok\n";
  for (const auto& row : model.rows("*")) {
    if (!row.key.starts_with('k')) continue;
    std::string rows;
    reference_codec().append_response(Status::ok, {&row, 1}, rows);
    out += rows.substr(3, rows.size() - 4);
  }
  return out + "\n";
}

std::string answers_empty_lines(ServerModel& model, std::string_view line) {
  return line.empty() ? "error\nwrong command\n\n" : model.answer(line);
}

/// Rows in reverse, and so not in time order.
std::string reversed_rows(std::string answer) {
  const auto rows = read_rows(answer);
  if (!rows) return answer;
  const std::vector<Row> turned(rows->rbegin(), rows->rend());
  std::string out;
  reference_codec().append_response(Status::ok, turned, out);
  return out;
}

/// Answers whatever one segment brings, its LF there or not.
std::vector<std::string> answers_each_segment(const Pieces& pieces) {
  std::vector<std::string> out;
  ServerModel model;
  for (const auto piece : pieces) out.push_back(model.answer(piece.substr(0, piece.find('\n'))));
  return out;
}

constexpr std::string_view stream =
    "put k 1 5\nput kk 2 5\nput k x 2\n\nput k 3 -5\nput k 4 5\nget k\nget *\n";

Verdict equals_model(const Serve& serve) {
  return session_equals_model(cut(stream, {4, 9}), serve);
}

Verdict pipelined_batch(const Serve& serve) {
  return client_server_run({Put{"k", 10.6, 5}, Put{"k", 15.3, -5}, Get{"k"}}, {}, reference_codec(),
                           serve);
}

template <auto law>
Verdict on_stream(const Serve& serve) {
  return law(stream, serve);
}

const std::vector<ServerFault> server_faults{
    {"session_forgets_an_ok", "not one response for each line",
     changing("put kk", [](auto) { return std::string(); }), on_stream<one_response_per_line>},
    {"session_adds_a_line_feed", "a response is no well-formed frame",
     changing("put kk", [](auto text) { return text + "\n"; }), on_stream<one_response_per_line>},
    {"session_answers_empty_lines", "other answers than the model's after piece 5",
     served_by(answers_empty_lines), equals_model},
    {"session_answers_each_segment", "other answers than the model's after piece 0",
     answers_each_segment, equals_model},
    {"session_stores_refused_lines", "a refused line left a trace in the store",
     served_by(stores_refused_lines), on_stream<error_changes_nothing>},
    {"session_keeps_the_first_write", "a row has not the value that was put last",
     served_by(keeps_the_first_write), on_stream<last_write_wins_in_time_order>},
    {"session_returns_rows_in_reverse", "rows of a key are not in ascending time",
     changing("get", reversed_rows), on_stream<last_write_wins_in_time_order>},
    {"session_matches_keys_by_prefix", "get * is not the union of the keys",
     served_by(matches_keys_by_prefix), on_stream<star_is_union>},
    {"session_omits_a_key_of_star", "get * is not the union of the keys",
     changing("get *", [](auto text) { return replaced(text, "kk 2 5\n", ""); }),
     on_stream<star_is_union>},
    {"session_says_wrong_command_otherwise", "other answers than the model's after piece 5",
     changing("put k x", [](auto text) { return replaced(text, "wrong", "Wrong"); }), equals_model},
    {"session_rounds_values", "answer 2 is not that of the abstract run",
     changing("get k", [](auto text) { return replaced(text, "10.6", "10.600001"); }),
     pipelined_batch},
    {"session_answers_one_request_of_a_segment", "not one whole answer for each request",
     answers_each_segment, pipelined_batch},
};

class LawOnServer : public testing::TestWithParam<ServerFault> {};

TEST_P(LawOnServer, ReportsTheFaultAndNotTheReference) {
  const auto reference = GetParam().law(reference_serve());
  EXPECT_FALSE(reference.has_value()) << *reference;
  // The server that the faults are planted in has no other.
  const auto unplanted = GetParam().law(served_by(answer_rightly));
  EXPECT_FALSE(unplanted.has_value()) << *unplanted;
  EXPECT_THAT(GetParam().law(GetParam().serve).value_or("holds"),
              testing::HasSubstr(GetParam().reason));
}

constexpr auto name_of = [](const auto& fault) { return std::string(fault.param.name); };

INSTANTIATE_TEST_SUITE_P(Session, LawOnServer, testing::ValuesIn(server_faults), name_of);

}  // namespace
}  // namespace eardrum::fuzz

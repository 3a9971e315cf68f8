#include "eardrum/fuzz/laws/session_model.hpp"

#include <set>

#include "eardrum/fuzz/laws/overloaded.hpp"
#include "eardrum/fuzz/laws/reading.hpp"
#include "eardrum/fuzz/laws/same.hpp"
#include "eardrum/protocol/format.hpp"
#include "eardrum/server/session.hpp"

namespace eardrum::fuzz {
namespace {

using protocol::Get;
using protocol::Put;
using protocol::Row;

constexpr std::string_view law = "session model";
constexpr std::string_view error_answer = "error\nwrong command\n\n";

std::string joined(const std::vector<std::string>& parts) {
  std::string whole;
  for (const auto& part : parts) whole += part;
  return whole;
}

/// The stream up to its last LF: tests that append requests must not complete a line of its own.
std::string_view whole_part(std::string_view stream) {
  return stream.substr(0, stream.rfind('\n') + 1);
}

/// All frames of an output; the last may be an unfinished one.
std::vector<std::string_view> frames(std::string_view output) {
  std::vector<std::string_view> out;
  while (!output.empty()) {
    const auto at = output.find("\n\n");
    const auto size = at == std::string_view::npos ? output.size() : at + 2;
    out.push_back(output.substr(0, size));
    output.remove_prefix(size);
  }
  return out;
}

/// What the server answers to each of `questions`, request lines, after the whole lines of
/// `stream`.
std::vector<std::string> answers_after(const Serve& serve, std::string_view stream,
                                       const std::vector<std::string>& questions) {
  Pieces pieces{whole_part(stream)};
  pieces.insert(pieces.end(), questions.begin(), questions.end());
  auto answers = serve(pieces);
  answers.resize(pieces.size());  // a server that stops early has answered nothing
  answers.erase(answers.begin());
  return answers;
}

std::string answer_after(const Serve& serve, std::string_view stream, const std::string& question) {
  return answers_after(serve, stream, {question}).front();
}

std::string get_line(std::string_view key) {
  return "get " + std::string(key) + "\n";
}

/// Keys of all puts that the strict grammar takes.
std::set<std::string_view> keys_put(std::string_view stream) {
  std::set<std::string_view> keys;
  for (const auto line : whole_lines(stream)) {
    const auto request = read_request(line);
    if (!request) continue;
    std::visit(Overloaded{[&](const Put& put) { keys.insert(put.key); }, [](const Get&) {}},
               *request);
  }
  return keys;
}

}  // namespace

const Serve& reference_serve() {
  static const Serve serve = [](const Pieces& pieces) {
    server::Store store;
    server::Session session(store);
    std::vector<std::string> out;
    for (const auto piece : pieces) session.serve(piece, out.emplace_back());
    return out;
  };
  return serve;
}

void ServerModel::put(const Put& put) {
  values_[Sample(put.key, put.timestamp)] = put.value;
}

std::vector<Row> ServerModel::rows(std::string_view key) const {
  std::vector<Row> out;
  for (const auto& [sample, value] : values_) {
    if (key != "*" && key != sample.first) continue;
    out.push_back({.key = sample.first, .value = value, .timestamp = sample.second});
  }
  return out;
}

std::string ServerModel::answer(std::string_view line) {
  if (line.empty()) return {};
  const auto request = read_request(line);
  if (!request) return std::string(error_answer);
  std::string out = "ok\n";
  std::visit(Overloaded{[&](const Put& sample) { put(sample); },
                        [&](const Get& asked) {
                          for (const auto& row : rows(asked.key)) protocol::append_row(row, out);
                        }},
             *request);
  return out + "\n";
}

Verdict session_equals_model(const Pieces& pieces, const Serve& serve) {
  const auto outputs = serve(pieces);
  ServerModel model;
  std::string stream;
  std::size_t answered = 0;  // bytes of the stream
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    stream += pieces[i];
    std::string expected;
    for (const auto line : whole_lines(std::string_view(stream).substr(answered))) {
      expected += model.answer(line);
    }
    answered = whole_part(stream).size();
    const auto got = i < outputs.size() ? outputs[i] : std::string();
    if (got == expected) continue;
    return broken(law, "other answers than the model's after piece " + std::to_string(i), stream,
                  expected, got);
  }
  return std::nullopt;
}

Verdict one_response_per_line(std::string_view stream, const Serve& serve) {
  std::size_t lines = 0;
  for (const auto line : whole_lines(stream)) lines += line.empty() ? 0 : 1;
  const auto output = joined(serve({stream}));
  const auto responses = frames(output);
  if (responses.size() != lines) {
    return broken(law, "not one response for each line", stream, std::to_string(lines), output);
  }
  for (const auto response : responses) {
    if (response == error_answer || read_rows(response)) continue;
    return broken(law, "a response is no well-formed frame", stream, "ok... or error", response);
  }
  return std::nullopt;
}

Verdict error_changes_nothing(std::string_view stream, const Serve& serve) {
  const auto output = joined(serve({stream}));
  const auto responses = frames(output);
  std::string without_errors;
  std::size_t response = 0;
  for (const auto line : whole_lines(stream)) {
    if (line.empty()) continue;
    const bool refused = response < responses.size() && responses[response] == error_answer;
    ++response;
    if (refused) continue;
    without_errors += line;
    without_errors += '\n';
  }
  const auto with = answer_after(serve, stream, "get *\n");
  const auto without = answer_after(serve, without_errors, "get *\n");
  if (with == without) return std::nullopt;
  return broken(law, "a refused line left a trace in the store", stream, without, with);
}

Verdict star_is_union(std::string_view stream, const Serve& serve) {
  const auto star = answer_after(serve, stream, "get *\n");
  const auto rows = read_rows(star);
  if (!rows) return broken(law, "get * has no well-formed answer", stream, "ok...", star);
  auto keys = keys_put(stream);
  for (const auto& row : *rows) keys.insert(row.key);
  std::vector<std::string> questions;  // ascending by bytes, as the reference orders get *
  questions.reserve(keys.size());
  for (const auto key : keys) questions.push_back(get_line(key));
  std::string all = "ok\n";
  for (const auto& one : answers_after(serve, stream, questions)) {
    const auto one_rows = read_rows(one);
    if (!one_rows || one_rows->empty()) {
      return broken(law, "a key that was put has no rows", stream, "ok and rows", one);
    }
    all += one.substr(3, one.size() - 4);
  }
  all += '\n';
  if (all == star) return std::nullopt;
  return broken(law, "get * is not the union of the keys", stream, all, star);
}

Verdict last_write_wins_in_time_order(std::string_view stream, const Serve& serve) {
  std::map<std::pair<std::string_view, std::int64_t>, double> last;
  for (const auto line : whole_lines(stream)) {
    const auto request = read_request(line);
    if (!request) continue;
    std::visit(Overloaded{[&](const Put& put) { last[{put.key, put.timestamp}] = put.value; },
                          [](const Get&) {}},
               *request);
  }
  const auto star = answer_after(serve, stream, "get *\n");
  const auto rows = read_rows(star);
  if (!rows) return broken(law, "get * has no well-formed answer", stream, "ok...", star);
  std::map<std::string_view, std::int64_t> latest;
  for (const auto& row : *rows) {
    const auto seen = latest.find(row.key);
    if (seen != latest.end() && seen->second >= row.timestamp) {
      return broken(law, "rows of a key are not in ascending time", stream, "", star);
    }
    latest[row.key] = row.timestamp;
    const auto put = last.find({row.key, row.timestamp});
    if (put == last.end() || !same(put->second, row.value)) {
      return broken(law, "a row has not the value that was put last", stream, "", star);
    }
  }
  return std::nullopt;
}

}  // namespace eardrum::fuzz

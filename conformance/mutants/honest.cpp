#include "eardrum/conformance/mutants/honest.hpp"

#include <utility>

#include "eardrum/server/session.hpp"

namespace eardrum::conformance::mutants {
namespace {

bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

}  // namespace

std::string honest(server::Store& store, std::string_view lines) {
  server::Session session(store);
  std::string answer;
  session.serve(lines, answer);
  return answer;
}

std::vector<std::string> words(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  std::vector<std::string> result(1);
  for (const char c : line) {
    if (c == ' ') {
      result.emplace_back();
    } else {
      result.back() += c;
    }
  }
  return result;
}

std::vector<std::string> split_any_blank(std::string_view line) {
  std::vector<std::string> result;
  bool in_word = false;
  for (const char c : line) {
    if (is_blank(c)) {
      in_word = false;
    } else {
      if (!std::exchange(in_word, true)) result.emplace_back();
      result.back() += c;
    }
  }
  return result;
}

std::string line_of(const std::vector<std::string>& words) {
  std::string line;
  for (const auto& word : words) {
    if (&word != &words.front()) line += ' ';
    line += word;
  }
  return line + '\n';
}

std::vector<std::string> rows_of(std::string_view answer) {
  std::vector<std::string> rows;
  if (!answer.starts_with("ok\n")) return rows;
  answer.remove_prefix(3);
  for (auto end = answer.find('\n'); end != std::string_view::npos && end > 0;
       end = answer.find('\n')) {
    rows.emplace_back(answer.substr(0, end));
    answer.remove_prefix(end + 1);
  }
  return rows;
}

std::string ok_with(const std::vector<std::string>& rows) {
  std::string answer = "ok\n";
  for (const auto& row : rows) answer += row + '\n';
  return answer + '\n';
}

void forget(server::Store& store, std::string_view key, std::int64_t timestamp) {
  server::Store rest;
  for (const auto& [each_key, samples] : store.keys()) {
    for (const auto& [time, value] : samples) {
      if (each_key != key || time != timestamp) rest.put(each_key, time, value);
    }
  }
  store = std::move(rest);
}

Server by_line(LineFunction answer) {
  Server server;
  server.receive = [answer = std::move(answer)](Peer& peer, std::string_view chunk) {
    peer.buffer += chunk;
    Reply reply;
    std::size_t begin = 0;
    for (auto end = peer.buffer.find('\n'); end != std::string::npos && !reply.close;
         end = peer.buffer.find('\n', begin)) {
      const std::string line = peer.buffer.substr(begin, end + 1 - begin);
      begin = end + 1;
      auto next = answer(peer, line);
      reply.bytes += next.bytes;
      reply.close = next.close;
      ++peer.requests;
    }
    peer.buffer.erase(0, begin);
    return reply;
  };
  return server;
}

Server honest_server() {
  return by_line(
      [](Peer& peer, std::string_view line) -> Reply { return honest(peer.store, line); });
}

Server by_chunk(LineFunction answer) {
  Server server;
  server.receive = std::move(answer);
  return server;
}

Server with_answers(std::function<std::string(std::string, std::string_view)> change) {
  return by_line([change = std::move(change)](Peer& peer, std::string_view line) -> Reply {
    auto answer = honest(peer.store, line);
    return answer.empty() ? answer : change(std::move(answer), line);
  });
}

Server with_requests(std::function<std::string(std::string_view)> change) {
  return by_line([change = std::move(change)](Peer& peer, std::string_view line) -> Reply {
    return honest(peer.store, change(line));
  });
}

Server refusing(std::function<bool(std::string_view)> refuses) {
  return by_line([refuses = std::move(refuses)](Peer& peer, std::string_view line) -> Reply {
    if (line != "\n" && refuses(line)) return std::string(error_answer);
    return honest(peer.store, line);
  });
}

Server with_rows(std::function<void(std::vector<std::string>&, const protocol::Get&)> change) {
  return with_answers([change = std::move(change)](std::string answer, std::string_view line) {
    const auto get = as_get(line);
    if (!get) return answer;
    auto rows = rows_of(answer);
    change(rows, *get);
    return ok_with(rows);
  });
}

Server matching(
    std::function<bool(std::string_view asked, const std::vector<std::string>& row)> matches) {
  return by_line([matches = std::move(matches)](Peer& peer, std::string_view line) -> Reply {
    const auto get = as_get(line);
    if (!get || get->every_key()) return honest(peer.store, line);
    std::vector<std::string> rows;
    for (const auto& row : rows_of(honest(peer.store, "get *\n"))) {
      if (matches(get->key, words(row))) rows.push_back(row);
    }
    return ok_with(rows);
  });
}

}  // namespace eardrum::conformance::mutants

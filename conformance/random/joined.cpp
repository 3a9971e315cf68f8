#include "eardrum/conformance/random/joined.hpp"

#include <algorithm>
#include <set>
#include <string>

namespace eardrum::conformance::random {
namespace {

/// "{k}x" becomes "{d7k}x": nobody else's key. Repetitions, "{h*70}", stay.
std::string own_keys(const std::string& text, const std::string& prefix) {
  std::string renamed;
  for (std::size_t i = 0; i < text.size(); ++i) {
    renamed += text[i];
    if (text[i] == '\\' && i + 1 < text.size()) {
      renamed += text[++i];
    } else if (text[i] == '{') {
      const auto inside = std::string_view(text).substr(i + 1, text.find('}', i) - i - 1);
      if (inside.find('*') == std::string_view::npos) renamed += prefix;
    }
  }
  return renamed;
}

/// How many connections the session opens.
std::size_t connections_of(const RandomSession& session) {
  std::set<char> open;
  std::size_t count = 0;
  for (const auto& command : session.commands) {
    count += open.insert(command.connection).second ? 1U : 0U;
    if (command.kind == Command::Kind::bytes) ++count;  // whether the server lives is asked on one
    if (command.end != Command::End::none) open.erase(command.connection);
  }
  return count;
}

/// Ends the connections that the session leaves open: the next one opens its own.
void end_connections(RandomSession& session) {
  for (const char connection : {'A', 'B'}) {
    const auto last = std::ranges::find(session.commands.rbegin(), session.commands.rend(),
                                        connection, &Command::connection);
    if (last != session.commands.rend() && last->end == Command::End::none) {
      last->end = Command::End::close;
    }
  }
}

}  // namespace

RandomSession joined(const std::vector<RandomSession>& sessions) {
  RandomSession all;
  for (std::size_t i = 0; i < sessions.size(); ++i) {
    auto session = sessions[i];
    const bool last = i + 1 == sessions.size();
    if (!last) {
      end_connections(session);
      const auto prefix = "d" + std::to_string(i);
      for (auto& command : session.commands) {
        command.key = own_keys(command.key, prefix);
        command.line = own_keys(command.line, prefix);
      }
    }
    all.fresh_store = all.fresh_store || session.fresh_store;
    if (last) all.delivery = session.delivery;
    std::ranges::move(session.commands, std::back_inserter(all.commands));
  }
  return all;
}

std::vector<RandomSession> visits_before(const std::vector<RandomSession>& sessions) {
  Command get;
  get.key = "{k}";
  get.end = Command::End::close;
  RandomSession visit;
  visit.commands.push_back(get);
  std::vector<RandomSession> visits;
  for (std::size_t i = 0; i + 1 < sessions.size(); ++i) {
    visits.insert(visits.end(), connections_of(sessions[i]), visit);
  }
  if (!sessions.empty()) visits.push_back(sessions.back());
  return visits;
}

}  // namespace eardrum::conformance::random

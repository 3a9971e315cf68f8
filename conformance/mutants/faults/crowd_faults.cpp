// Servers that are right while few are connected, and not when hundreds are.
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>

#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"

namespace eardrum::conformance::mutants {
namespace {

// More connections than any session has.
constexpr std::size_t many = 300;

/// Asks `fault` for the answer to each line, with the number of connections that are open and have
/// asked something; honest where it has none.
Server by_number_of_clients(
    std::function<std::optional<Reply>(std::size_t open, std::string_view line)> fault) {
  auto open = std::make_shared<std::size_t>(0);
  auto server = by_line([open, fault = std::move(fault)](Peer& peer, std::string_view line) {
    if (peer.requests == 0) ++*open;
    const auto wrong = fault(*open, line);
    return wrong ? *wrong : Reply(honest(peer.store, line));
  });
  server.ended = [open](Peer&) {
    --*open;
    return Reply::closing();
  };
  server.broken = [open](Peer&) { --*open; };
  return server;
}

Server dies_of_many_clients() {
  return by_number_of_clients([](std::size_t open, std::string_view) -> std::optional<Reply> {
    if (open >= many) std::_Exit(1);
    return std::nullopt;
  });
}

Server mixes_many_clients() {
  return by_number_of_clients(
      [last = std::string()](std::size_t open,
                             std::string_view line) mutable -> std::optional<Reply> {
        const bool asks = line.starts_with("get ");
        const bool mixes = asks && open >= many && !last.empty();
        auto answer = mixes ? std::optional<Reply>(last) : std::nullopt;
        const auto parts = words(line);
        if (parts.size() == 4) last = "ok\n" + parts[1] + " " + parts[2] + " " + parts[3] + "\n\n";
        return answer;
      });
}

Server mute_after_many_clients() {
  return by_number_of_clients(
      [full = false](std::size_t open, std::string_view line) mutable -> std::optional<Reply> {
        full = full || open >= many;
        return full && open < many && line.starts_with("get ") ? std::optional<Reply>(Reply())
                                                               : std::nullopt;
      });
}

}  // namespace

std::vector<Mutant> crowd_faults() {
  return {
      {"dies-of-many-clients", "REQ-FRM-4", "ends when three hundred clients are connected",
       dies_of_many_clients},
      {"mixes-many-clients", "REQ-GET-4",
       "answers the get of one client with the sample of another when hundreds are connected",
       mixes_many_clients},
      {"mute-after-many-clients", "REQ-FRM-4",
       "answers no get any more once hundreds were connected and have left",
       mute_after_many_clients},
  };
}

}  // namespace eardrum::conformance::mutants

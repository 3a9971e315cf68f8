// Faults in what connections share and how they live side by side.
#include <deque>
#include <memory>
#include <utility>

#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"

namespace eardrum::conformance::mutants {
namespace {

using std::string;
using std::string_view;

Server closes_after(std::size_t requests_max) {
  return by_line([requests_max](Peer& peer, string_view line) -> Reply {
    auto answer = honest(peer.store, line);
    const bool last = peer.requests + 1 >= requests_max;
    return last ? Reply::closing(std::move(answer)) : Reply(std::move(answer));
  });
}

/// The second get of a connection is not answered, nor any later one.
Server one_get_for_each_connection() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    if (!as_get(line)) return honest(peer.store, line);
    if (!std::exchange(peer.memory, "served").empty()) return {};
    return honest(peer.store, line);
  });
}

Server store_for_each_connection() {
  return by_line([](Peer& peer, string_view line) -> Reply { return honest(peer.own, line); });
}

Server forgets_at_close() {
  Server server = by_line([](Peer& peer, string_view line) -> Reply {
    honest(peer.own, line);
    return honest(peer.store, line);
  });
  const auto forget_all = [](Peer& peer) {
    for (const auto& [key, samples] : peer.own.keys()) {
      for (const auto& [timestamp, value] : samples) forget(peer.store, key, timestamp);
    }
    return Reply::closing();
  };
  server.ended = forget_all;
  server.broken = forget_all;
  // Time for the end of an older connection to be seen, or the fault would show by chance.
  server.habits.accept_delay = std::chrono::milliseconds(100);
  return server;
}

Server serves_first_connections(std::size_t connections_max) {
  return by_line([connections_max](Peer& peer, string_view line) -> Reply {
    return peer.number > connections_max ? Reply() : honest(peer.store, line);
  });
}

/// A connection reads from what the store held when it first asked, and from its own puts.
Server snapshot_for_each_connection() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    if (std::exchange(peer.memory, "taken").empty()) peer.own = peer.store;
    honest(peer.store, line);
    return honest(peer.own, line);
  });
}

/// Acknowledges a put at once, and stores it when the next command of its connection comes.
Server writes_behind() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    honest(peer.store, std::exchange(peer.memory, ""));
    if (!as_put(line)) return honest(peer.store, line);
    peer.memory = line;
    return string(ok_answer);
  });
}

/// A new connection's first get is answered from before the last put.
Server stale_first_read() {
  auto before = std::make_shared<server::Store>();
  return by_line([before](Peer& peer, string_view line) -> Reply {
    if (as_put(line)) *before = peer.store;
    const bool stale = as_get(line) && peer.requests == 0;
    return honest(stale ? *before : peer.store, line);
  });
}

Server one_at_a_time() {
  auto server = honest_server();
  server.habits.one_at_a_time = true;
  return server;
}

/// One loop for all, and in it a send that waits until the peer has read.
Server slow_reader_blocks() {
  auto server = honest_server();
  server.habits.sends_alone = true;
  return server;
}

/// Others wait while a connection has sent half a request: what they send is left lying.
Server half_request_blocks() {
  auto blocking = std::make_shared<std::size_t>(0);  // the connection that others wait for
  auto framed = honest_server();
  auto server = framed;
  server.receive = [blocking, framed](Peer& peer, string_view chunk) {
    if (*blocking != 0 && *blocking != peer.number) return Reply();
    auto reply = framed.receive(peer, chunk);
    *blocking = peer.buffer.empty() ? 0 : peer.number;
    return reply;
  };
  // So that the half request is there before others speak.
  server.habits.accept_delay = std::chrono::milliseconds(100);
  return server;
}

/// One connection is never answered.
Server tenth_mute() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    return peer.number == 10 ? Reply() : honest(peer.store, line);
  });
}

/// Keeps the last 500 samples put.
Server evicts() {
  auto order = std::make_shared<std::deque<string>>();
  return by_line([order](Peer& peer, string_view line) -> Reply {
    const auto answer = honest(peer.store, line);
    if (!as_put(line)) return answer;
    order->emplace_back(line);
    if (order->size() > 500) {
      const auto oldest = as_put(order->front());
      forget(peer.store, oldest->key, oldest->timestamp);
      order->pop_front();
    }
    return answer;
  });
}

/// The last answer stands in a variable that connections share.
Server shared_answer() {
  auto server = honest_server();
  server.habits.shares_answers = true;
  server.habits.answer_delay = std::chrono::milliseconds(20);
  return server;
}

/// The buffer for what is not yet a line is one for all connections.
Server shared_buffer() {
  auto framed = honest_server();
  auto rest = std::make_shared<string>();
  auto server = framed;
  server.receive = [rest, framed](Peer& peer, string_view chunk) {
    peer.buffer = *rest;
    auto reply = framed.receive(peer, chunk);
    *rest = std::exchange(peer.buffer, "");
    return reply;
  };
  return server;
}

/// The first put of a connection begins the key's series anew at its time.
Server first_put_drops_newer() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    const auto put = as_put(line);
    const auto* samples = put && peer.memory.empty() ? peer.store.find(put->key) : nullptr;
    if (put) peer.memory = "has put";
    while (samples != nullptr && samples->rbegin()->first > put->timestamp) {
      forget(peer.store, put->key, samples->rbegin()->first);
      samples = peer.store.find(put->key);
    }
    return honest(peer.store, line);
  });
}

/// What a connection put is taken back where it ends in a reset, as a transaction would be.
Server reset_undoes_puts() {
  auto server = by_line([](Peer& peer, string_view line) -> Reply {
    if (const auto put = as_put(line)) peer.own.put(put->key, put->timestamp, put->value);
    return honest(peer.store, line);
  });
  server.broken = [](Peer& peer) {
    for (const auto& [key, samples] : peer.own.keys()) {
      for (const auto& [timestamp, value] : samples) forget(peer.store, key, timestamp);
    }
  };
  return server;
}

}  // namespace

std::vector<Mutant> connection_faults() {
  return {
      {"one-request-for-each-connection", "REQ-CON-1", "closes after the first answer",
       [] { return closes_after(1); }},
      {"ten-requests-for-each-connection", "REQ-CON-1", "closes after ten answers",
       [] { return closes_after(10); }},
      {"hundred-requests-for-each-connection", "REQ-CON-1", "closes after a hundred answers",
       [] { return closes_after(100); }},
      {"first-put-drops-newer", "REQ-PUT-19",
       "the first put of a connection drops what is newer in its key", first_put_drops_newer},
      {"one-get-for-each-connection", "REQ-CON-1", "answers one get on a connection",
       one_get_for_each_connection},
      {"store-for-each-connection", "REQ-CON-2", "keeps samples by connection",
       store_for_each_connection},
      {"reset-undoes-puts", "REQ-CON-2", "forgets what a connection put when it is reset",
       reset_undoes_puts},
      {"forgets-at-close", "REQ-CON-2", "forgets what a connection put when it ends",
       forgets_at_close},
      {"first-two-connections", "REQ-CON-2", "serves the first two connections of its life",
       [] { return serves_first_connections(2); }},
      {"first-thirty-connections", "REQ-CON-2", "serves the first thirty connections of its life",
       [] { return serves_first_connections(30); }},
      {"first-hundred-connections", "REQ-CON-2", "serves the first hundred connections of its life",
       [] { return serves_first_connections(100); }},
      {"answer-shared-by-connections", "REQ-FRM-4",
       "keeps the answer in a variable that connections share", shared_answer},
      {"buffer-shared-by-connections", "REQ-FRM-5",
       "keeps unfinished requests in a buffer that connections share", shared_buffer},
      {"snapshot-for-each-connection", "REQ-CON-3",
       "a connection does not see what others put after its first request",
       snapshot_for_each_connection},
      {"writes-behind", "REQ-CON-3",
       "stores an acknowledged put only at its connection's next line", writes_behind},
      {"stale-first-read", "REQ-CON-4", "a connection's first get is answered from the past",
       stale_first_read, Profile::strict},
      {"one-at-a-time", "REQ-CON-5", "serves a connection to its end before the next",
       one_at_a_time, Profile::strict},
      {"half-request-blocks", "REQ-CON-5", "serves nobody while a request is half there",
       half_request_blocks, Profile::strict},
      {"slow-reader-blocks", "REQ-CON-5", "serves nobody while a client does not read its answers",
       slow_reader_blocks, Profile::strict},
      {"tenth-connection-mute", "REQ-CON-5", "does not answer the tenth connection", tenth_mute,
       Profile::strict},
      {"evicts", "REQ-CON-6", "forgets the oldest of more than 500 samples", evicts,
       Profile::strict},
  };
}

}  // namespace eardrum::conformance::mutants

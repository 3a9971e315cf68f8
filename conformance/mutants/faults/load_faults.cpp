// Stores without the lock they need: right for one connection at a time, wrong for several. No
// session finds them, parallel load does.
#include <memory>
#include <mutex>
#include <thread>

#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"

namespace eardrum::conformance::mutants {
namespace {

using std::string_view;

// Wide enough for another connection to come between, however the machine is loaded.
constexpr std::chrono::microseconds window{200};

/// Each step of a fault locks for itself; what lies between does not.
Server unlocked(std::function<Reply(Peer&, string_view, std::mutex&)> answer) {
  auto mutex = std::make_shared<std::mutex>();
  auto server = by_line([mutex, answer = std::move(answer)](Peer& peer, string_view line) -> Reply {
    return answer(peer, line, *mutex);
  });
  server.habits.calls_overlap = true;
  return server;
}

Reply locked_honest(Peer& peer, string_view line, std::mutex& mutex) {
  const std::scoped_lock lock(mutex);
  return honest(peer.store, line);
}

Server loses_updates() {
  return unlocked([](Peer& peer, string_view line, std::mutex& mutex) -> Reply {
    if (!as_put(line)) return locked_honest(peer, line, mutex);
    server::Store copy;
    {
      const std::scoped_lock lock(mutex);
      copy = peer.store;
    }
    std::this_thread::sleep_for(window);
    auto answer = honest(copy, line);
    const std::scoped_lock lock(mutex);
    peer.store = std::move(copy);
    return answer;
  });
}

Server tears_snapshots() {
  return unlocked([](Peer& peer, string_view line, std::mutex& mutex) -> Reply {
    if (line != "get *\n") return locked_honest(peer, line, mutex);
    std::vector<std::string> keys;
    {
      const std::scoped_lock lock(mutex);
      for (const auto& [key, samples] : peer.store.keys()) keys.push_back(key);
    }
    // Every other answer begins at the other end, so that two of them cannot both be right.
    if (++peer.requests % 2 == 0) keys = {keys.rbegin(), keys.rend()};
    std::vector<std::string> rows;
    for (const auto& key : keys) {
      for (auto& row : rows_of(locked_honest(peer, "get " + key + "\n", mutex).bytes)) {
        rows.push_back(std::move(row));
      }
      std::this_thread::sleep_for(window);
    }
    return ok_with(rows);
  });
}

}  // namespace

std::vector<Mutant> load_faults() {
  return {
      {"loses-updates", "REQ-CON-3",
       "copies the store, changes the copy and puts it back: of two puts at a time one is lost",
       loses_updates},
      {"tears-snapshots", "REQ-CON-4", "collects get * key by key while others put",
       tears_snapshots, Profile::strict},
  };
}

}  // namespace eardrum::conformance::mutants

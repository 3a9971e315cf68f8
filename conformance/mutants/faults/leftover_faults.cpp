// Servers that keep something of every connection when it is over. No dialogue shows it; what they
// hold does.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <deque>
#include <string>
#include <thread>
#include <utility>

#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"

namespace eardrum::conformance::mutants {
namespace {

Server honest_until_the_end(void (*leave)()) {
  auto server = honest_server();
  server.ended = [leave](Peer&) -> Reply {
    leave();
    return {};
  };
  return server;
}

Server leaks_descriptors() {
  return honest_until_the_end(
      [] { [[maybe_unused]] const int lost = ::open("/dev/null", O_RDONLY); });
}

/// As much as a small object of a connection that stays in some list.
Server leaks_memory() {
  return honest_until_the_end([] {
    constexpr std::size_t lost_bytes = 400;
    static std::deque<std::string> kept;
    kept.emplace_back(lost_bytes, 'x');
  });
}

Server leaks_threads() {
  return honest_until_the_end([] {
    std::thread([] {
      while (true) ::pause();
    }).detach();
  });
}

Server leaks_processes() {
  return honest_until_the_end([] {
    if (::fork() == 0) ::_exit(0);  // and nobody waits for it
  });
}

/// Twice forked, and in a session of its own.
void become_a_daemon() {
  const pid_t child = ::fork();
  if (child > 0) ::waitpid(child, nullptr, 0);
  if (child != 0) return;
  ::setsid();
  if (::fork() > 0) ::_exit(0);
  while (true) ::pause();
}

Server leaves_a_daemon() {
  return by_line([](Peer& peer, std::string_view line) -> Reply {
    static bool left = false;
    if (!std::exchange(left, true)) become_a_daemon();
    return honest(peer.store, line);
  });
}

Server spins_when_clients_leave() {
  return honest_until_the_end([] {
    static bool spinning = false;
    if (std::exchange(spinning, true)) return;
    std::thread([] {
      std::atomic<unsigned> turns = 0;
      while (true) ++turns;
    }).detach();
  });
}

}  // namespace

std::vector<Mutant> leftover_faults() {
  return {
      {"leaks-descriptors", "REQ-CON-8", "keeps a descriptor for every connection that is over",
       leaks_descriptors, Profile::strict},
      {"leaks-memory", "REQ-CON-8", "keeps 400 bytes for every connection that is over",
       leaks_memory, Profile::strict},
      {"leaks-processes", "REQ-CON-8",
       "waits for none of the processes that it starts for connections", leaks_processes,
       Profile::strict},
      {"leaks-threads", "REQ-CON-8", "keeps a thread for every connection that is over",
       leaks_threads, Profile::strict},
      {"leaves-a-daemon", "REQ-CON-8", "leaves a process running when it is told to end",
       leaves_a_daemon, Profile::strict},
      {"spins-when-clients-leave", "REQ-CON-8", "polls for a client that has left",
       spins_when_clients_leave, Profile::strict},
  };
}

}  // namespace eardrum::conformance::mutants

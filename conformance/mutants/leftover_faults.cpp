// Servers that keep something of every connection when it is over. No dialogue shows it; what they
// hold does.
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <thread>
#include <utility>

#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"

namespace eardrum::conformance::mutants {
namespace {

Server honest_until_the_end(void (*leave)()) {
  auto server =
      by_line([](Peer& peer, std::string_view line) -> Reply { return honest(peer.store, line); });
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

Server leaks_threads() {
  return honest_until_the_end([] {
    std::thread([] {
      while (true) ::pause();
    }).detach();
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
      {"leaks-threads", "REQ-CON-8", "keeps a thread for every connection that is over",
       leaks_threads, Profile::strict},
      {"spins-when-clients-leave", "REQ-CON-8", "polls for a client that has left",
       spins_when_clients_leave, Profile::strict},
  };
}

}  // namespace eardrum::conformance::mutants

// Servers that serve nobody any more, or die, after what several clients did: together under load,
// or one after the other by resets. One client at a time that leaves in peace finds none of them.
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>

#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"

namespace eardrum::conformance::mutants {
namespace {

using std::string_view;

[[noreturn]] void wait_for_ever() {
  for (;;) std::this_thread::sleep_for(std::chrono::hours(1));
}

/// Two locks that put takes in one order and get * in the other.
Server deadlocks_under_load() {
  struct Locks {
    std::timed_mutex store;
    std::timed_mutex index;
  };
  auto locks = std::make_shared<Locks>();
  auto server = by_line([locks](Peer& peer, string_view line) -> Reply {
    const auto both = [&](std::timed_mutex& first, std::timed_mutex& second) -> Reply {
      const std::unique_lock one(first, std::chrono::hours(1));
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      const std::unique_lock other(second, std::chrono::hours(1));
      return honest(peer.store, line);
    };
    if (as_put(line)) return both(locks->store, locks->index);
    if (line == "get *\n") return both(locks->index, locks->store);
    const std::unique_lock lock(locks->store, std::chrono::hours(1));
    return honest(peer.store, line);
  });
  server.habits.calls_overlap = true;
  return server;
}

Server deaf_after_resets() {
  constexpr int resets_max = 8;
  auto resets = std::make_shared<std::atomic<int>>(0);
  auto server = by_line([resets](Peer& peer, string_view line) -> Reply {
    if (*resets >= resets_max) wait_for_ever();
    return honest(peer.store, line);
  });
  server.broken = [resets](Peer&) { ++*resets; };
  return server;
}

Server dies_of_the_sixtieth_client() {
  constexpr int clients_max = 60;
  auto clients = std::make_shared<std::atomic<int>>(0);
  auto server = honest_server();
  server.ended = [clients](Peer&) -> Reply {
    if (++*clients == clients_max) std::abort();
    return {};
  };
  return server;
}

/// What a server built with LeakSanitizer does that frees nothing of a client.
Server leaks_by_its_own_report() {
  std::signal(SIGTERM, [](int) {
    constexpr string_view report =
        "=================================================================\n"
        "==1==ERROR: LeakSanitizer: detected memory leaks\n\n"
        "Direct leak of 24 byte(s) in 1 object(s) allocated from:\n"
        "    #0 0x1 in malloc\n    #1 0x2 in put store.c:12\n";
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, report.data(), report.size());
    ::_exit(23);
  });
  return honest_server();
}

}  // namespace

std::vector<Mutant> service_faults() {
  return {
      {"deadlocks-under-load", "REQ-FRM-4",
       "takes two locks in opposite orders in put and in get *", deadlocks_under_load},
      {"deaf-after-resets", "REQ-FRM-4", "answers nobody after eight connections that were reset",
       deaf_after_resets},
      {"dies-of-the-sixtieth-client", "REQ-FRM-4", "aborts when the sixtieth client leaves",
       dies_of_the_sixtieth_client},
      {"leaks-by-its-own-report", "REQ-CON-8",
       "reports a leak, as LeakSanitizer does, when it ends", leaks_by_its_own_report,
       Profile::strict},
  };
}

}  // namespace eardrum::conformance::mutants

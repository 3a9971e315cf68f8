// Faults against the envelope: whatever the text leaves open, a server neither dies nor falls mute.
#include <algorithm>
#include <cstdlib>
#include <thread>

#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"

namespace eardrum::conformance::mutants {
namespace {

using std::string;
using std::string_view;

/// An exception that nobody catches ends the process.
[[noreturn]] void die() {
  std::_Exit(1);
}

bool has_high_byte(string_view line) {
  return std::ranges::any_of(line, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

Server dying_on(bool (*fatal)(string_view line)) {
  return by_line([fatal](Peer& peer, string_view line) -> Reply {
    if (fatal(line)) die();
    return honest(peer.store, line);
  });
}

/// Falls mute on the connection that sent it.
Server mute_after(bool (*muting)(string_view line)) {
  return by_line([muting](Peer& peer, string_view line) -> Reply {
    if (muting(line)) peer.memory = "mute";
    return peer.memory.empty() ? honest(peer.store, line) : Reply();
  });
}

Server dies_of_reset() {
  auto server = honest_server();
  server.broken = [](Peer&) { die(); };
  return server;
}

/// Answers the end of input with errors instead of leaving.
Server floods_half_closed() {
  auto server = honest_server();
  server.ended = [](Peer&) {
    string errors;
    for (int i = 0; i < 1000; ++i) errors += error_answer;
    return Reply::closing(errors);
  };
  return server;
}

/// A long line is refused in blocks of 4096 bytes.
Server error_for_each_block() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    string answers = honest(peer.store, line);
    if (answers == error_answer) {
      for (std::size_t at = 4096; at < line.size(); at += 4096) answers += error_answer;
    }
    return answers;
  });
}

/// Leaves the lock held by whoever asks for a key that is unknown: nobody is served any more.
Server deadlocks() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    const auto get = as_get(line);
    if (get && !get->every_key() && peer.store.find(get->key) == nullptr) {
      for (;;) std::this_thread::sleep_for(std::chrono::hours(1));
    }
    return honest(peer.store, line);
  });
}

}  // namespace

std::vector<Mutant> survival_faults() {
  return {
      {"dies-of-missing-key", "REQ-GET-3", "ends when an unknown key is asked for",
       [] {
         return by_line([](Peer& peer, string_view line) -> Reply {
           const auto get = as_get(line);
           if (get && !get->every_key() && peer.store.find(get->key) == nullptr) die();
           return honest(peer.store, line);
         });
       }},
      {"deadlocks-on-missing-key", "REQ-GET-3", "hangs when an unknown key is asked for",
       deadlocks},
      {"dies-of-unknown-verb", "REQ-ERR-2", "ends when it meets an unknown verb",
       [] {
         return dying_on([](string_view line) {
           return line != "\n" && words(line)[0] != "put" && words(line)[0] != "get";
         });
       }},
      {"dies-of-long-line", "REQ-LIM-2", "ends when a line has more than 65536 bytes",
       [] { return dying_on([](string_view line) { return line.size() > 65'536; }); }},
      {"error-for-each-block", "REQ-LIM-2", "answers an error for each 4096 bytes of a long line",
       error_for_each_block},
      {"dies-of-non-ascii", "REQ-KEY-3", "ends when a byte beyond ASCII comes",
       [] { return dying_on(has_high_byte); }},
      {"mute-after-non-ascii", "REQ-KEY-3", "falls mute when a byte beyond ASCII comes",
       [] { return mute_after(has_high_byte); }},
      {"dies-of-nul", "REQ-KEY-4", "ends when a NUL comes",
       [] { return dying_on([](string_view line) { return line.contains('\0'); }); }},
      {"dies-of-empty-line", "REQ-ERR-5", "ends when a line is empty",
       [] { return dying_on([](string_view line) { return line == "\n"; }); }},
      {"mute-after-cr", "REQ-FRM-8", "falls mute when a CR comes",
       [] { return mute_after([](string_view line) { return line.contains('\r'); }); }},
      {"floods-half-closed", "REQ-FRM-9", "answers a thousand errors to the end of input",
       floods_half_closed},
      {"dies-of-reset", "REQ-CON-5", "ends when a client resets its connection", dies_of_reset},
  };
}

}  // namespace eardrum::conformance::mutants

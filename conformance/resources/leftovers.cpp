#include "eardrum/conformance/resources/leftovers.hpp"

#include <chrono>
#include <optional>
#include <thread>
#include <utility>

#include "eardrum/conformance/play/patience.hpp"
#include "eardrum/conformance/play/wire.hpp"
#include "eardrum/conformance/resources/holdings.hpp"
#include "eardrum/conformance/run/judge.hpp"
#include "eardrum/conformance/run/session_run.hpp"

namespace eardrum::conformance::load {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// Before anything is counted: what is made once for the first clients is no leak.
constexpr std::size_t first_connections = 20;
constexpr std::size_t rounds = 4;
constexpr std::size_t connections_in_round = 50;

// What a round left must be seen for so long, and what all left at the end: a server may tidy up a
// moment later.
constexpr milliseconds tidying_of_round{50};
constexpr milliseconds tidying{1'500};

// Who uses so much of a processor, in each of so many windows with no client left, is not at rest.
constexpr milliseconds window{200};
constexpr int windows = 10;
constexpr int busy_part = 2;  // of a window, at least one in so many parts

/// One connection from its beginning to its end; false if it did not go as it should.
bool converse(const Address& address, const std::string& request) {
  const Patience patience;
  auto wire = Wire::connect(address, patience.connect);
  std::string received;
  if (!wire || !wire->send(request, received, patience.asleep_answer)) return false;
  const auto deadline = Clock::now() + patience.asleep_answer;
  while (!received.ends_with("\n\n")) {
    const auto arrival = wire->receive(received, milliseconds(100));
    const bool over = arrival == Wire::Arrival::closed || arrival == Wire::Arrival::reset;
    if (over || received.size() > answer_bytes_max || Clock::now() >= deadline) return false;
  }
  return true;
}

struct Kind {
  std::size_t Holdings::* count;
  std::string_view noun;
};

constexpr Kind kinds[] = {{&Holdings::descriptors, "descriptors"},
                          {&Holdings::processes, "processes"},
                          {&Holdings::threads, "threads"}};

/// What one process of the testee showed.
struct Attempt {
  std::string sentence;  ///< what stayed; empty: nothing
  std::string untested;  ///< why that cannot be told
  Mismatch::Kind kind = Mismatch::Kind::kept;
};

class Watch {
 public:
  Watch(TestBed& bed, std::string request, std::uint64_t& exchanges)
      : bed_(bed), request_(std::move(request)), exchanges_(exchanges) {}

  Attempt attempt() {
    if (auto started = bed_.start_fresh(); !started) return {"", started.error().sentence};
    if (!open_and_close(first_connections)) return basic_fault();
    const auto before = holdings();
    if (!before) return {"", "what a process holds cannot be seen here"};
    if (auto kept = what_stays(*before); !kept.sentence.empty() || !kept.untested.empty()) {
      return kept;
    }
    if (spins()) {
      return {"with all connections closed it goes on using the processor: at least half of " +
                  std::to_string((window * windows).count()) + " ms",
              "", Mismatch::Kind::answer};
    }
    return {};
  }

 private:
  static Attempt basic_fault() {
    return {"", "a connection that asks for a key and closes does not go as it should"};
  }

  bool open_and_close(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i, ++exchanges_) {
      if (!converse(bed_.address(), request_)) return false;
    }
    return true;
  }

  std::optional<Holdings> holdings() { return holdings_of(bed_.testee()->pid()); }

  /// Rounds, until one is seen to leave nothing.
  Attempt what_stays(const Holdings& before) {
    Attempt out;
    for (std::size_t used = connections_in_round; used <= rounds * connections_in_round;
         used += connections_in_round) {
      if (!open_and_close(connections_in_round)) return basic_fault();
      const bool last = used == rounds * connections_in_round;
      const auto kind = still_grown(before, used, last ? tidying : tidying_of_round);
      if (!kind) return {};
      const auto now = holdings().value_or(before);
      out.sentence =
          "after " + std::to_string(used) +
          " connections that were opened, used and closed one after the other it holds " +
          std::to_string(now.*kind->count) + " " + std::string(kind->noun) +
          "; before them it held " + std::to_string(before.*kind->count);
    }
    return out;
  }

  /// What has grown by half of the connections or more and stays so; nothing if all was tidied up.
  std::optional<Kind> still_grown(const Holdings& before, std::size_t used, milliseconds time) {
    const auto deadline = Clock::now() + time;
    std::optional<Kind> grown;
    do {
      const auto now = holdings();
      grown.reset();
      for (const auto& kind : kinds) {
        const bool grew = now && (*now).*kind.count >= before.*kind.count + used / 2;
        if (grew && !grown) grown = kind;
      }
      if (grown) std::this_thread::sleep_for(milliseconds(10));
    } while (grown && Clock::now() < deadline);
    return grown;
  }

  /// Ends with the first window in which it rests: at once, for most.
  bool spins() {
    for (int i = 0; i < windows; ++i) {
      const auto begin = holdings();
      std::this_thread::sleep_for(window);
      const auto end = holdings();
      if (!begin || !end) return false;
      if ((end->processor_time - begin->processor_time) * busy_part < window) return false;
    }
    return true;
  }

  TestBed& bed_;
  std::string request_;
  std::uint64_t& exchanges_;
};

}  // namespace

Session leftovers_session() {
  return stepless_session(
      "load.connections-leave-nothing", "REQ-CON-8",
      "connections that are over leave no descriptor, thread or busy processor");
}

CaseResult play_leftovers(TestBed& bed, const std::string& key_suffix, Profile profile,
                          std::uint64_t& exchanges) {
  const auto session = leftovers_session();
  Watch watch(bed, "get eardrum.leftovers" + key_suffix + "\n", exchanges);
  auto seen = watch.attempt();
  TesteeOutput output;
  if (!seen.sentence.empty()) {
    if (bed.testee() != nullptr) output = bed.testee()->output();
    // Said only if a fresh process shows it too, and in that one's figures.
    seen = watch.attempt();
  }
  if (!seen.untested.empty()) {
    return unplayed(session, DeliveryKind::whole, Verdict::untested, seen.untested);
  }
  return judged_by_sentence(session, seen.sentence, std::move(output), profile, seen.kind);
}

CaseResult judged_by_sentence(const Session& session, const std::string& sentence,
                              TesteeOutput output, Profile profile, Mismatch::Kind kind) {
  if (sentence.empty()) return unplayed(session, DeliveryKind::whole, Verdict::pass, "");
  Played played;
  played.mismatch.emplace();
  played.mismatch->kind = kind;
  played.mismatch->sentence = sentence;
  auto result = judge({session, {}, played, nullptr}, profile);
  if (result.finding) {
    result.finding->place.clear();  // no session file says it
    result.finding->output = std::move(output);
  }
  return result;
}

}  // namespace eardrum::conformance::load

#include "eardrum/conformance/resources/leftovers.hpp"

#include <chrono>
#include <optional>
#include <thread>
#include <utility>

#include "eardrum/conformance/load/survival.hpp"
#include "eardrum/conformance/load/whole_answer.hpp"
#include "eardrum/conformance/play/patience.hpp"
#include "eardrum/conformance/play/wire.hpp"
#include "eardrum/conformance/resources/holdings.hpp"
#include "eardrum/conformance/run/confirm.hpp"
#include "eardrum/conformance/run/judge.hpp"
#include "eardrum/conformance/run/session_run.hpp"

namespace eardrum::conformance::load {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// Before anything is counted: what is made once for the first clients is no leak.
constexpr std::size_t first_connections = 20;
constexpr std::size_t rounds = 4;
constexpr std::size_t resets_of_each_kind = 10;
constexpr std::size_t connections_in_round = 50;

// What a round left must be seen for so long, and what all left at the end: a server may tidy up a
// moment later.
constexpr milliseconds tidying_of_round{50};
constexpr milliseconds tidying{1'500};

// For clients that have left to be noticed, before it counts that the next one is closed.
constexpr milliseconds noticing{300};

// Who uses so much of a processor, in each of so many windows with no client left, is not at rest.
constexpr milliseconds window{200};
constexpr int windows = 10;
constexpr int busy_part = 2;  // of a window, at least one in so many parts

/// How a client leaves.
enum class Leaving { close, reset };

/// One connection from its beginning to its end.
Answered converse(const Address& address, const Patience& patience, const std::string& request,
                  std::string& received, Leaving leaving) {
  throw_if(patience.given_up);
  auto wire = Wire::connect(address, patience.connect);
  const auto longest = patience.asleep_answer;
  if (!wire || !wire->send(request, received, longest, patience.given_up)) return Answered::closed;
  std::string answer;
  const auto answered = read_answer(*wire, received, answer, longest, patience.given_up);
  if (leaving == Leaving::reset) wire->abort();
  return answered;
}

/// Sends a part of a request, and resets the connection.
void break_off(const Address& address, const Patience& patience, std::string_view request) {
  auto wire = Wire::connect(address, patience.connect);
  std::string received;
  if (!wire) return;
  wire->send(request.substr(0, request.size() / 2), received, patience.asleep_answer,
             patience.given_up);
  wire->abort();
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
  std::string not_started;
  Played unserved;  ///< a mismatch: a client was not served
};

class Watch {
 public:
  explicit Watch(const ProcessCase& setting)
      : setting_(setting),
        bed_(setting.bed),
        patience_(setting.patience),
        request_("get eardrum.leftovers" + setting.key_suffix + "\n") {}

  Attempt attempt() {
    Attempt none;
    served_ = 0;
    if (auto started = bed_.start_fresh(); !started) {
      none.not_started = started.error().sentence;
      return none;
    }
    if (!open_and_close(first_connections) || !break_and_ask()) return unserved();
    const auto before = holdings();
    if (!before) {
      none.untested = "the kit cannot see here what a process holds";
      return none;
    }
    if (auto kept = what_stays(*before); !kept.sentence.empty() || kept.unserved.mismatch) {
      return kept;
    }
    if (spins()) {
      none.sentence =
          "it uses the processor although all connections are closed: at least half of " +
          std::to_string((window * windows).count()) + " ms";
      none.kind = Mismatch::Kind::answer;
    }
    return none;
  }

 private:
  /// Says what became of the client that was not served, and whether anybody still is.
  Attempt unserved() {
    auto after = "after " + std::to_string(served_) + " connections, one after the other";
    if (reset_ > 0) after += ", and " + std::to_string(reset_) + " that were reset";
    Attempt out;
    out.unserved = ask_once_more(setting_, after);
    if (!out.unserved.mismatch) out.unserved = left_unanswered(how_, request_, received_, after);
    return out;
  }

  bool open_and_close(std::size_t count, Leaving leaving = Leaving::close) {
    for (std::size_t i = 0; i < count; ++i, ++setting_.exchanges, ++served_) {
      received_.clear();
      how_ = converse(bed_.address(), patience_, request_, received_, leaving);
      // A server with a limit may still count clients that it has not noticed leaving.
      if (how_ == Answered::closed) {
        std::this_thread::sleep_for(noticing);
        how_ = converse(bed_.address(), patience_, request_, received_, leaving);
      }
      if (how_ != Answered::whole) return false;
    }
    return true;
  }

  /// Clients that leave by a reset, in the middle of a request or after an answer, and one more.
  bool break_and_ask() {
    reset_ = 2 * resets_of_each_kind;
    for (std::size_t i = 0; i < resets_of_each_kind; ++i)
      break_off(bed_.address(), patience_, request_);
    return open_and_close(resets_of_each_kind, Leaving::reset) && open_and_close(1);
  }

  std::optional<Holdings> holdings() { return holdings_of(bed_.testee()->pid()); }

  /// Rounds, until one is seen to leave nothing.
  Attempt what_stays(const Holdings& before) {
    Attempt out;
    for (std::size_t used = connections_in_round; used <= rounds * connections_in_round;
         used += connections_in_round) {
      if (!open_and_close(connections_in_round)) return unserved();
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
      throw_if(patience_.given_up);
      const auto begin = holdings();
      std::this_thread::sleep_for(window);
      const auto end = holdings();
      if (!begin || !end) return false;
      if ((end->processor_time - begin->processor_time) * busy_part < window) return false;
    }
    return true;
  }

  const ProcessCase& setting_;
  TestBed& bed_;
  const Patience& patience_;
  std::string request_;
  std::size_t served_ = 0;
  std::size_t reset_ = 0;
  Answered how_ = Answered::whole;  ///< the last client was answered
  std::string received_;
};

}  // namespace

Session leftovers_session() {
  return stepless_session(
      "load.connections-leave-nothing", "REQ-CON-8",
      "closed connections leave no open descriptor, no thread and no processor load");
}

CaseResult play_leftovers(const ProcessCase& setting) {
  const auto session = leftovers_session();
  Watch watch(setting);
  // Reported only if a fresh process shows it too, and in that one's figures.
  const auto confirmed = confirm_on_fresh(
      setting.bed, [&](bool) { return watch.attempt(); },
      [](const Attempt& first) {
        return (!first.sentence.empty() || first.unserved.mismatch) && !died(first.unserved);
      });
  const auto& seen = confirmed.last();
  if (!seen.not_started.empty()) {
    return unplayed(session, DeliveryKind::whole, Verdict::harness, seen.not_started);
  }
  if (const auto unserved = judged_unserved(session, confirmed.first.unserved, seen.unserved,
                                            confirmed.output, setting.profile)) {
    return *unserved;
  }
  if (!seen.untested.empty()) {
    return unplayed(session, DeliveryKind::whole, Verdict::untested, seen.untested);
  }
  return judged_by_sentence(session, seen.sentence, confirmed.output, setting.profile, seen.kind);
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

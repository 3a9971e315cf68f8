#include "eardrum/conformance/resources/memory.hpp"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>
#include <vector>

#include "eardrum/conformance/load/survival.hpp"
#include "eardrum/conformance/load/whole_answer.hpp"
#include "eardrum/conformance/play/patience.hpp"
#include "eardrum/conformance/play/wire.hpp"
#include "eardrum/conformance/resources/garbage_collectors.hpp"
#include "eardrum/conformance/resources/holdings.hpp"
#include "eardrum/conformance/resources/leftovers.hpp"
#include "eardrum/conformance/run/confirm.hpp"
#include "eardrum/conformance/run/probes.hpp"
#include "eardrum/conformance/run/session_run.hpp"

namespace eardrum::conformance::load {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// What a server makes once, and what an allocator takes ahead, is no leak.
constexpr std::size_t first_visits = 400;

constexpr std::size_t visits_max = 400;  // in a round
constexpr std::size_t visits_min = 60;
constexpr std::size_t visits_at_once = 4;  // one of each kind
constexpr milliseconds round_time{400};    // about; slow servers are visited less often
constexpr milliseconds too_slow{2'000};    // for visits_min

constexpr std::size_t rounds = 5;
constexpr std::size_t rounds_to_confirm = 12;

// Growth of a round that nobody is held to.
constexpr std::int64_t idle_growth_bytes = 16'384;
constexpr std::int64_t idle_growth_of_visit_bytes = 40;

// A server may tidy up a moment later.
constexpr milliseconds noticing{300};  // for clients that have left
constexpr milliseconds tidying{60};
constexpr milliseconds ending_threads{300};

constexpr std::int64_t noise_bytes(std::size_t visits) {
  return std::max(idle_growth_bytes,
                  idle_growth_of_visit_bytes * static_cast<std::int64_t>(visits));
}

/// What one process of the testee showed.
struct Attempt {
  std::optional<std::int64_t> bytes_of_visit;
  std::size_t visits = 0;
  std::string untested;   ///< why nothing can be told
  std::string collector;  ///< why growth would say nothing
  std::string not_started;
  Played unserved;  ///< a mismatch: a client was not served
};

class Visitors {
 public:
  explicit Visitors(const ProcessCase& setting)
      : setting_(setting),
        bed_(setting.bed),
        patience_(setting.patience),
        missing_("get eardrum.memory" + setting.key_suffix + "\n") {}

  /// Rounds until one is seen to leave nothing.
  Attempt attempt(std::size_t rounds_max) {
    if (auto started = bed_.start_fresh(); !started) {
      Attempt none;
      none.not_started = started.error().sentence;
      return none;
    }
    threads_at_rest_ = 1;
    const auto visits = warm_up();
    if (visits == 0U) return untested("the server answers too slowly for this many requests");
    if (!visits) return unserved();
    std::vector<std::int64_t> readings;
    Attempt out;
    bool excused = false;
    const auto before = holdings_of(bed_.testee()->pid());
    while (true) {
      const auto now = settled(readings, *visits);
      if (!now) return untested("the kit cannot see here how much memory a process uses");
      readings.push_back(*now);
      if (readings.size() > 1) {
        out.bytes_of_visit = steady_slope(readings, *visits);
        // What the first visitors leave for a moment may hide growth, or be it.
        const bool first = readings.size() == 2 && !std::exchange(excused, true);
        if (!out.bytes_of_visit && !first) return {};
        if (!out.bytes_of_visit) {
          readings.erase(readings.begin());
          out.visits = 0;
        }
      }
      // Not before it grows: most need never be asked.
      if (readings.size() == 2) out.collector = collector_of(bed_.testee()->pid());
      if (!out.collector.empty()) return out;
      if (readings.size() > rounds_max) break;
      if (!visit(*visits)) return unserved();
      out.visits += *visits;
    }
    if (keeps_more(before, out.visits)) {
      return untested(
          "what it keeps of each connection (load.connections-leave-nothing) also uses memory");
    }
    return out;
  }

 private:
  static Attempt untested(std::string why) {
    Attempt out;
    out.untested = std::move(why);
    return out;
  }

  /// Says what became of the client that was not served, and whether anybody still is.
  Attempt unserved() {
    Attempt out;
    const std::string after = "after clients that connected and left";
    out.unserved = ask_once_more(setting_, after);
    if (!out.unserved.mismatch) out.unserved = left_unanswered(how_, missing_, received_, after);
    return out;
  }

  /// Lets the first come and go; how many shall come in a round, if they were served. 0: that would
  /// take too long.
  std::optional<std::size_t> warm_up() {
    const auto begin = Clock::now();
    std::size_t done = 0;
    while (done < first_visits && (done < visits_min || Clock::now() - begin < round_time)) {
      if (!visit(visits_at_once)) return std::nullopt;
      done += visits_at_once;
      if (done < visits_min && Clock::now() - begin > too_slow) return 0;
    }
    const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
    const auto each = static_cast<std::size_t>(micros.count()) / done + 1;
    const auto in_a_round = static_cast<std::size_t>(1000 * round_time.count()) / each;
    return std::clamp(in_a_round, visits_min, visits_max);
  }

  /// So many come and go, each in its way; false if one was not served that should have been.
  bool visit(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      throw_if(patience_.given_up);
      auto wire = Wire::connect(bed_.address(), patience_.connect);
      how_ = Answered::closed;
      if (!wire) return false;
      switch (i % visits_at_once) {
        case 0:
          if (ask(*wire, missing_) == Answered::closed) {
            // A server with a limit may still count clients that it has not noticed leaving.
            std::this_thread::sleep_for(noticing);
            wire = Wire::connect(bed_.address(), patience_.connect);
            if (!wire) return false;
            ask(*wire, missing_);
          }
          if (how_ != Answered::whole) return false;
          break;
        case 1:
          // How it is answered, or whether the connection ends, is for others to judge.
          if (ask(*wire, "gat eardrum.memory\n") == Answered::silent) return false;
          break;
        case 2:
          send(*wire, "get eardrum.mem");
          wire->abort();
          break;
        default:
          break;  // not a word
      }
    }
    return true;
  }

  void send(Wire& wire, const std::string& request) {
    ++setting_.exchanges;
    wire.send(request, received_, patience_.asleep_answer, patience_.given_up);
  }

  Answered ask(Wire& wire, const std::string& request) {
    received_.clear();
    send(wire, request);
    how_ = read_answer(wire, received_, answer_, patience_.asleep_answer, patience_.given_up);
    return how_;
  }

  /// Whether descriptors, threads or processes stay as well: one cause is one finding.
  bool keeps_more(const std::optional<Holdings>& before, std::size_t visits) {
    const auto after = holdings_of(bed_.testee()->pid());
    if (!before || !after) return false;
    return after->descriptors >= before->descriptors + visits / 2 ||
           after->threads >= before->threads + visits / 2 ||
           after->processes >= before->processes + visits / 2;
  }

  /// The memory now, or a little later if it seems to have grown or threads have yet to end.
  std::optional<std::int64_t> settled(const std::vector<std::int64_t>& before, std::size_t visits) {
    const auto begin = Clock::now();
    auto least = memory_of(bed_.testee()->pid());
    while (least) {
      throw_if(patience_.given_up);
      const bool grown = !before.empty() && *least - before.back() > noise_bytes(visits);
      const auto holdings = holdings_of(bed_.testee()->pid());
      const auto threads = holdings ? holdings->threads : 0;
      const bool ending = threads > threads_at_rest_;
      const auto waited = Clock::now() - begin;
      if (waited >= ending_threads || (!ending && (!grown || waited >= tidying))) {
        threads_at_rest_ = threads;
        break;
      }
      std::this_thread::sleep_for(milliseconds(10));
      least = std::min(least, memory_of(bed_.testee()->pid()));
    }
    return least;
  }

  const ProcessCase& setting_;
  TestBed& bed_;
  const Patience& patience_;
  std::string missing_;
  std::string received_;
  std::string answer_;
  Answered how_ = Answered::whole;  ///< the last client was answered
  std::size_t threads_at_rest_ = 1;
};

std::string told(const Attempt& seen) {
  return "its memory grows by about " + std::to_string(*seen.bytes_of_visit) +
         " bytes for each client that connects, stores nothing and leaves: in each of " +
         std::to_string(rounds_to_confirm) + " rounds, " + std::to_string(seen.visits) +
         " clients in all";
}

}  // namespace

std::optional<std::int64_t> steady_slope(std::span<const std::int64_t> readings,
                                         std::size_t visits_in_round) {
  std::vector<std::int64_t> growths;
  for (std::size_t i = 1; i < readings.size(); ++i)
    growths.push_back(readings[i] - readings[i - 1]);
  if (growths.empty() || std::ranges::min(growths) <= noise_bytes(visits_in_round)) {
    return std::nullopt;
  }
  // What fills up or levels off grows less and less; one large piece is no slope.
  const auto half = growths.size() / 2;
  const auto middle = static_cast<std::ptrdiff_t>(growths.size() - half);
  std::int64_t early = 0;
  std::int64_t late = 0;
  for (std::size_t i = 0; i < half; ++i) {
    early += growths[i];
    late += growths[static_cast<std::size_t>(middle) + i];
  }
  const auto total = readings.back() - readings.front();
  const auto mean = total / static_cast<std::int64_t>(growths.size());
  const bool levels_off = late * 4 < early * 3;
  if (levels_off || std::ranges::max(growths) > 3 * mean || std::ranges::min(growths) * 3 < mean) {
    return std::nullopt;
  }
  return mean / static_cast<std::int64_t>(visits_in_round);
}

Session memory_session() {
  return stepless_session(
      "load.memory-stays-level", "REQ-CON-8",
      "clients that connect, store nothing and leave do not make the memory grow");
}

CaseResult play_memory(const ProcessCase& setting) {
  const auto session = memory_session();
  Visitors visitors(setting);
  const auto confirmed = confirm_on_fresh(
      setting.bed, [&](bool again) { return visitors.attempt(again ? rounds_to_confirm : rounds); },
      [](const Attempt& first) {
        const bool grows = first.bytes_of_visit && first.collector.empty();
        return grows || (first.unserved.mismatch && !died(first.unserved));
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
  if (!seen.collector.empty()) {
    return unplayed(session, DeliveryKind::whole, Verdict::not_applicable,
                    "its memory grows, but that proves nothing with " + seen.collector +
                        ": it returns unused memory only from time to time");
  }
  return judged_by_sentence(session, seen.bytes_of_visit ? told(seen) : "", confirmed.output,
                            setting.profile);
}

}  // namespace eardrum::conformance::load

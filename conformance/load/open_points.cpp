#include "eardrum/conformance/load/open_points.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>
#include <utility>
#include <vector>

#include "eardrum/conformance/language/session_library.hpp"
#include "eardrum/conformance/load/parallel.hpp"
#include "eardrum/conformance/load/survival.hpp"
#include "eardrum/conformance/play/play.hpp"
#include "eardrum/conformance/run/confirm.hpp"
#include "eardrum/conformance/run/judge.hpp"
#include "eardrum/conformance/run/session_run.hpp"
#include "eardrum/protocol/response.hpp"

namespace eardrum::conformance::load {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// Plain text under private keys, and no silence among the answers: under load nobody sleeps.
constexpr std::array<std::string_view, 8> asked{"constancy.values",
                                                "constancy.timestamps",
                                                "constancy.blanks",
                                                "constancy.carriage-return",
                                                "open.second-value",
                                                "open.echo-of-an-integer",
                                                "open.echo-of-a-padded-fraction",
                                                "open.echo-of-a-small-value"};

// So often each session is played under load, each time with other requests beside it.
constexpr std::size_t rounds = 3;

// Slow testees are asked less: no session is begun later than this, in peace and under load.
constexpr milliseconds asking{1'500};

/// One start of the testee.
struct Attempt {
  std::string not_started;     ///< why it could not be, if so
  std::string not_applicable;  ///< why there was no load, if so
  std::string difference;      ///< our own words; empty if there is none
  Played shown;                ///< the play under load that differs
};

/// Parallel load for as long as it lives.
class Crowding {
 public:
  Crowding(const Address& address, std::string key_suffix, const Patience& patience)
      : patience_(patience),
        thread_([this, &address, suffix = std::move(key_suffix)] { work(address, suffix); }) {}

  ~Crowding() { done_ = true; }

  Crowding(const Crowding&) = delete;
  Crowding& operator=(const Crowding&) = delete;

  /// Nothing is put under load any more: requests sent, and why there was no load, if so.
  std::pair<std::uint64_t, std::string> finish() {
    done_ = true;
    thread_.join();
    return {exchanges_, std::move(refusal_)};
  }

 private:
  void work(const Address& address, const std::string& suffix) try {
    std::size_t number = 0;
    do {
      Load load;
      load.time_max = milliseconds(300);
      load.patience = patience_;
      load.key_suffix = suffix + letters(number++);
      load.seed = number;
      auto loaded = apply(load, address);
      exchanges_ += loaded.exchanges;
      refusal_ = std::move(loaded.refusal);
    } while (!done_ && refusal_.empty());
  } catch (const GivenUp&) {
    done_ = true;  // the sessions beside it meet the same interrupt in the thread that owns the run
  }

  Patience patience_;
  std::atomic<bool> done_ = false;
  std::uint64_t exchanges_ = 0;
  std::string refusal_;
  std::jthread thread_;
};

std::vector<Session> sessions_asked() {
  auto sessions = builtin_sessions();
  std::erase_if(sessions, [](const Session& session) {
    return std::ranges::find(asked, session.name) == asked.end();
  });
  return sessions;
}

/// The request before the expectation that `choice` met.
std::string request_before(const Session& session, const Choice& choice) {
  std::string request;
  for (const auto& step : session.steps) {
    if (std::holds_alternative<Send>(step.action)) request = step.source;
    const auto* expect = std::get_if<Expect>(&step.action);
    if (expect != nullptr && &expect->expectation == choice.expectation) break;
  }
  return request;
}

/// Whether it was an answer that was chosen: who closes may have as many clients as it wants.
bool is_answer(const Choice& choice) {
  return choice.alternative().expectation.kind != Expectation::Kind::closed;
}

/// Whether a get that showed rows in peace shows none: then a sample was lost, which is no open
/// point (load.acknowledged-puts-are-seen).
bool is_loss(const std::string& request, const Alternative& here, const Alternative& there) {
  const auto shows_nothing = [](const Alternative& alternative) {
    return alternative.expectation.bytes.is_exactly(protocol::empty_response);
  };
  return request.starts_with("get ") && shows_nothing(here) && !shows_nothing(there);
}

/// What the testee takes otherwise under load; empty if nothing.
std::string difference(const Session& session, const Played& calm, const Played& busy) {
  if (calm.mismatch) return "";  // whatever it is, it needs no load
  const auto& mismatch = busy.mismatch;
  if (died(busy)) {
    return "under load, " + mismatch->sentence;
  }
  if (mismatch && mismatch->kind == Mismatch::Kind::contradiction && !mismatch->received.empty() &&
      is_answer(busy.choices.back())) {
    return "under load, " + mismatch->sentence;
  }
  const auto common = std::min(busy.choices.size(), calm.choices.size());
  for (std::size_t i = 0; i < common; ++i) {
    const auto& here = busy.choices[i];
    const auto& there = calm.choices[i];
    if (here.index == there.index || !is_answer(here) || !is_answer(there)) continue;
    if (is_loss(request_before(session, here), here.alternative(), there.alternative())) break;
    return "under load the server chose '" + here.alternative().label + "' for '" +
           request_before(session, here) + "', and '" + there.alternative().label +
           "' when there was no other client";
  }
  return "";
}

class Asker {
 public:
  explicit Asker(const ProcessCase& setting)
      : bed_(setting.bed),
        suffix_(setting.key_suffix),
        exchanges_(setting.exchanges),
        patience_(setting.patience) {
    // Under load the testee is never seen at rest: nothing is gained by waiting for that.
    patience_.piece = milliseconds(2);
  }

  Attempt attempt() {
    Attempt seen;
    if (auto started = bed_.start_fresh(); !started) {
      seen.not_started = started.error().sentence;
      return seen;
    }
    std::vector<Played> calm;
    const auto begin = Clock::now();
    for (const auto& session : sessions_) {
      if (Clock::now() - begin >= asking) break;
      calm.push_back(play(session));
    }
    Crowding crowding(bed_.address(), suffix_ + ".crowd", patience_);
    const auto crowded = Clock::now();
    for (std::size_t i = 0; i < rounds * calm.size() && seen.difference.empty(); ++i) {
      if (Clock::now() - crowded >= asking) break;
      const auto which = i % calm.size();
      seen.shown = play(sessions_[which]);
      seen.difference = difference(sessions_[which], calm[which], seen.shown);
    }
    auto [exchanges, refusal] = crowding.finish();
    exchanges_ += exchanges;
    seen.not_applicable = std::move(refusal);
    return seen;
  }

 private:
  Played play(const Session& session) {
    auto played = conformance::play(session, {}, bed_, suffix_ + letters(plays_++), patience_);
    exchanges_ += played.exchanges;
    return played;
  }

  TestBed& bed_;
  std::string suffix_;
  std::uint64_t& exchanges_;
  Patience patience_;
  std::size_t plays_ = 0;
  const std::vector<Session> sessions_ = sessions_asked();
};

CaseResult judged(Attempt seen, TesteeOutput output, Profile profile) {
  auto& mismatch = seen.shown.mismatch;
  const auto kind = died(seen.shown) ? mismatch->kind : Mismatch::Kind::contradiction;
  mismatch.emplace();
  mismatch->kind = kind;
  mismatch->sentence = std::move(seen.difference);
  auto result = judge({choices_session(), {}, seen.shown, nullptr}, profile);
  result.finding->place.clear();  // no session file says it
  result.finding->output = std::move(output);
  return result;
}

}  // namespace

Session choices_session() {
  return stepless_session("load.open-points-stay", "REQ-FRM-4",
                          "unspecified behaviour does not change under load");
}

CaseResult play_choices(const ProcessCase& setting) {
  const auto session = choices_session();
  Asker asker(setting);
  const auto seen = confirm_on_fresh(
      setting.bed, [&](bool) { return asker.attempt(); },
      [](const Attempt& first) { return !first.difference.empty(); });
  const auto& first = seen.first;
  if (!first.not_started.empty()) {
    return unplayed(session, DeliveryKind::whole, Verdict::harness, first.not_started);
  }
  if (!first.not_applicable.empty()) {
    return unplayed(session, DeliveryKind::whole, Verdict::not_applicable, first.not_applicable);
  }
  if (first.difference.empty()) return unplayed(session, DeliveryKind::whole, Verdict::pass, "");
  auto result = judged(first, seen.output, setting.profile);
  if (seen.last().difference.empty() && !died(first.shown)) {
    result.verdict = Verdict::warn;
    note_seen_once(result);
  }
  return result;
}

}  // namespace eardrum::conformance::load

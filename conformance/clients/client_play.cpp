#include "eardrum/conformance/clients/client_play.hpp"

#include <algorithm>
#include <utility>

#include "eardrum/conformance/clients/call_watch.hpp"
#include "eardrum/conformance/clients/client_connections.hpp"
#include "eardrum/conformance/clients/client_outcome.hpp"
#include "eardrum/conformance/clients/client_transcript.hpp"
#include "eardrum/conformance/play/expected_answer.hpp"
#include "eardrum/conformance/play/script.hpp"

namespace eardrum::conformance {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// How often the world is looked at while nothing wakes us.
constexpr milliseconds look_interval{2};

/// Ends a session at its first mismatch; caught in ClientPlayer::play().
struct Stop {
  Mismatch mismatch;
};

class ClientPlayer {
 public:
  ClientPlayer(const Session& session, const Delivery& delivery, Driver& driver,
               const Patience& patience, ClientConnections connections)
      : session_(session),
        delivery_(delivery),
        driver_(driver),
        patience_(patience),
        connections_(std::move(connections)),
        steps_(unroll(session, "")) {}

  Played play() {
    try {
      for (at_ = 0; at_ < steps_.size(); ++at_) take_step();
      at_ = steps_.size() - 1;
      drain();
      check_nothing_extra();
    } catch (Stop& stop) {
      played_.mismatch = std::move(stop.mismatch);
    }
    note_crash();
    played_.elapsed = transcript_.elapsed();
    played_.transcript = transcript_.take();
    return std::move(played_);
  }

 private:
  const ScriptStep& step() const { return steps_[at_]; }
  void take_step() {
    const auto& action = step().step->action;
    if (const auto* call = std::get_if<Call>(&action)) {
      make_call(*call);
    } else if (const auto* expect = std::get_if<Expect>(&action)) {
      await_bytes(expect->expectation);
    } else if (std::holds_alternative<Send>(action)) {
      answer(take_text());
    } else if (const auto* outcome = std::get_if<Outcome>(&action)) {
      judge_outcome(*outcome);
    } else if (const auto* connection = std::get_if<ConnectionAction>(&action)) {
      act(connection->what);
    } else {
      act(std::get<TesteeAction>(action).what);
    }
  }

  [[noreturn]] void stop(Mismatch::Kind kind, std::string sentence,
                         std::string_view received = {}) const {
    stop({kind, {}, "", std::move(sentence), {}, TesteeBytes(std::string(received)), {}});
  }

  [[noreturn]] void stop(Mismatch mismatch) const {
    mismatch.place = step().step->place;
    mismatch.source = step().step->source;
    throw Stop{std::move(mismatch)};
  }

  void make_call(const Call& call) {
    settle_last_call();
    const bool connects = call.method == Call::Method::connect;
    if (!connects && !connected_) {
      dispatch({Call::Method::connect, {}, {}, {}, {}}, "call connect");
      settle_last_call();
    }
    connections_.forget_ended();
    active_ = nullptr;
    if (connects && call.timeout_seconds) {
      client_timeout_ =
          std::chrono::ceil<milliseconds>(std::chrono::duration<double>(*call.timeout_seconds));
    }
    dispatch(call, step().step->source);
  }

  void dispatch(const Call& call, const std::string& text) {
    connected_ = true;
    outcome_due_ = true;
    requested_ = false;
    answer_.reset();
    transcript_.note_event("", text);
    ++played_.exchanges;
    if (!driver_.call(call, connections_.address())) {
      stop(Mismatch::Kind::crashed, "crash: the driver takes no calls any more");
    }
  }

  /// A call without an outcome in the session must at least return before the next one begins.
  void settle_last_call() {
    if (!outcome_due_) return;
    const auto& found = await_answer();
    outcome_due_ = false;
    if (found.kind == DriverAnswer::Kind::raised) {
      stop(Mismatch::Kind::answer, "needless exception: the call gave " + describe(found),
           found.message.for_judging());
    }
  }

  /// Takes what the world has to say; whether that was anything.
  bool look(milliseconds timeout) {
    throw_if(patience_.given_up);
    const int channel = answer_ || driver_.ended() ? -1 : driver_.fd();
    const auto happenings = connections_.wait(channel, timeout);
    for (const auto& happening : happenings) transcript_.note(happening);
    if (answer_) return !happenings.empty();
    answer_ = driver_.take_answer();
    if (answer_) transcript_.note_event("", "the call gave " + describe(*answer_));
    return answer_ || !happenings.empty();
  }

  /// What was sent before the call came back has arrived by now: this machine is all there is.
  void drain() {
    while (look(milliseconds(0))) {
    }
  }

  CallWatch watch() const { return {driver_, patience_, client_timeout_}; }
  int current_fd() {
    const auto* current = connections_.current();
    return current == nullptr || current->closed ? -1 : current->wire.fd();
  }

  const DriverAnswer& await_answer() {
    auto watched = watch();
    while (!answer_) {
      if (look(look_interval)) {
        watched.note_progress();
        continue;
      }
      check_driver();
      const auto state = watched.look(current_fd());
      // It may wait for the answer to a request that no step has expected.
      if (watched.still_for() >= patience_.ambiguous_silence) check_nothing_extra();
      check_hang(state);
    }
    drain();
    if (answer_->kind == DriverAnswer::Kind::unknown) {
      stop(Mismatch::Kind::harness, describe(*answer_));
    }
    return *answer_;
  }

  void check_driver() const {
    if (driver_.ended()) stop(Mismatch::Kind::crashed, "crash: the driver ended its answers");
  }
  void check_hang(CallWatch::State state) const {
    switch (state) {
      case CallWatch::State::working:
        return;
      case CallWatch::State::asleep:
        stop(Mismatch::Kind::silent,
             "hang: the call does not come back; the client sleeps and has nothing left to read");
      case CallWatch::State::busy:
        stop(Mismatch::Kind::silent, "hang: the client is busy without end in this call");
      case CallWatch::State::late:
        stop(Mismatch::Kind::silent, "hang: the call did not come back in time");
    }
  }

  void judge_outcome(const Outcome& outcome) {
    if (!outcome_due_) {
      stop(Mismatch::Kind::harness, "the session expects an outcome where nothing was called");
    }
    const auto& found = await_answer();
    outcome_due_ = false;
    if (auto fault = compare_outcome(outcome, step().binding, found)) {
      const auto& said = found.kind == DriverAnswer::Kind::raised ? found.message : found.text;
      stop(Mismatch::Kind::answer, *std::move(fault), said.for_judging());
    }
    check_nothing_extra();
  }

  /// Bytes that no step has expected are a request too many.
  void check_nothing_extra() {
    const auto* const speaking = connections_.unjudged();
    if (speaking == nullptr) return;
    stop(Mismatch::Kind::extra, describe_extra(speaking->received.size(), requested_),
         speaking->received);
  }

  void await_bytes(const Expectation& expectation) {
    const ExpectedAnswer expected(expectation, step().binding);
    const auto believed = expected.only_silence() ? patience_.silence : patience_.ambiguous_silence;
    const auto silence = std::max(believed, expected.silence_at_least());
    auto watched = watch();
    for (bool quiet = false;;) {
      const auto* current = connections_.current();
      Reception reception{"", false, quiet};
      if (current != nullptr) {
        reception.bytes = current->received;
        reception.closed = current->closed && may_be_closed(expectation);
      }
      const auto found = expected.match(reception);
      if (found.kind == Match::Kind::met) return accept(expectation, found);
      if (found.kind == Match::Kind::missed) miss(expected, found, reception);
      if (look(look_interval)) {
        watched.note_progress();
        continue;
      }
      check_driver();
      const bool over = watched.look(current_fd()) != CallWatch::State::working;
      // Once the call is over nothing more will come.
      quiet = answer_ || over || (expected.may_be_silent() && watched.still_for() >= silence);
    }
  }

  void accept(const Expectation& expectation, const Match& found) {
    if (found.alternative) played_.choices.push_back({&expectation, *found.alternative});
    active_ = connections_.current();
    if (active_ == nullptr) return;
    active_->received.erase(0, found.consumed);
    requested_ = requested_ || found.consumed > 0;
    const bool more_expected =
        at_ + 1 < steps_.size() && std::holds_alternative<Expect>(steps_[at_ + 1].step->action);
    if (!more_expected) check_nothing_extra();
  }

  [[noreturn]] void miss(const ExpectedAnswer& expected, const Match& found,
                         const Reception& reception) const {
    auto sentence = describe_request(expected, found, reception);
    const bool hangs = !answer_ && reception.bytes.empty() && !reception.closed;
    if (hangs) sentence = "hang: the call does not come back, and " + sentence;
    if (answer_) sentence += "; the call gave " + describe(*answer_);
    stop({hangs ? Mismatch::Kind::silent : Mismatch::Kind::answer,
          {},
          "",
          sentence,
          expected.only_bytes(),
          TesteeBytes(std::string(reception.bytes)),
          found.first_difference});
  }

  /// The connection that answers go to, waiting for one if there is none yet.
  ClientConnection& active() {
    auto watched = watch();
    while (active_ == nullptr) {
      active_ = connections_.current();
      if (active_ != nullptr) break;
      if (look(look_interval)) {
        watched.note_progress();
        continue;
      }
      check_driver();
      check_hang(watched.look(-1));
      if (answer_) {
        stop(Mismatch::Kind::refused,
             "the client did not connect; the call gave " + describe(*answer_));
      }
    }
    return *active_;
  }

  /// What the step sends; in the coalesced delivery with what the next steps send.
  std::string take_text() {
    std::string text;
    for (;; ++at_) {
      text += expand(std::get<Send>(step().step->action).bytes, step().binding);
      const bool more = delivery_.kind == DeliveryKind::coalesced && at_ + 1 < steps_.size() &&
                        std::holds_alternative<Send>(steps_[at_ + 1].step->action);
      if (!more) return text;
    }
  }

  /// Sends in pieces as the delivery wants them, each of them taken by the client before the next
  /// goes out, as long as it reads at all.
  void answer(const std::string& text) {
    auto& to = active();
    const Stillness stillness(driver_.pid(), patience_);
    const auto all = pieces(text, delivery_);
    transcript_.note_sent(text);
    if (all.size() > 1)
      transcript_.note_event("A", "sent in " + std::to_string(all.size()) + " pieces");
    constexpr int untaken_max = 3;
    int untaken = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      // A client that has seen enough may close: how its call ends is judged then.
      if (!to.wire.send(all[i], to.received, patience_.asleep_answer, patience_.given_up)) {
        transcript_.note_event("A", "the client took no more");
        return;
      }
      if (i + 1 == all.size() || answer_ || untaken == untaken_max) continue;
      const auto before = Clock::now();
      stillness.await_taken(to.wire.fd());
      if (Clock::now() - before >= patience_.piece) ++untaken;
      look(milliseconds(0));
    }
  }

  void act(ConnectionAction::What what) {
    using enum ConnectionAction::What;
    auto& on = active();
    switch (what) {
      case connect:
      case connect_late:
        return;
      case half_close:
        on.wire.half_close();
        transcript_.note_event("A", "half-closed by the kit");
        return;
      case close:
        on.wire.close();
        transcript_.note_event("A", "closed by the kit");
        break;
      case abort:
        on.wire.abort();
        transcript_.note_event("A", "reset by the kit");
        break;
    }
    connections_.drop(&on);
    active_ = nullptr;
  }

  void act(TesteeAction::What what) {
    using enum TesteeAction::What;
    switch (what) {
      case still_alive:
        check_driver();
        return;
      case pause:
        driver_.pause();
        break;
      case resume:
        driver_.resume();
        break;
      case restart:
        stop(Mismatch::Kind::harness, "a client cannot be restarted; write: call connect");
    }
    transcript_.note_event("", step().step->source);
  }

  /// A dead process explains every other mismatch.
  void note_crash() {
    const bool suspicious = played_.mismatch && played_.mismatch->kind == Mismatch::Kind::crashed;
    const auto exit =
        driver_.wait_for_exit(suspicious ? 10 * patience_.aftermath : milliseconds(0));
    if (!exit) return;
    if (!played_.mismatch) {
      const auto& last = session_.steps.back();
      played_.mismatch = Mismatch{Mismatch::Kind::crashed, last.place, last.source, "", {}, {}, {}};
    }
    played_.mismatch->kind = Mismatch::Kind::crashed;
    played_.mismatch->sentence = "crash: the client's process " + exit->text();
    transcript_.note_event("", played_.mismatch->sentence);
  }

  const Session& session_;
  Delivery delivery_;
  Driver& driver_;
  Patience patience_;
  ClientConnections connections_;
  std::vector<ScriptStep> steps_;
  std::size_t at_ = 0;                  ///< index of the step being played
  ClientConnection* active_ = nullptr;  ///< where the last request came from
  bool connected_ = false;              ///< a connect was called
  bool requested_ = false;              ///< the last call has sent a request
  bool outcome_due_ = false;            ///< a call was made whose outcome nobody has looked at
  std::optional<DriverAnswer> answer_;  ///< of the last call, once it has come
  milliseconds client_timeout_{0};
  ClientTranscript transcript_;
  Played played_;
};

}  // namespace

Played play_client(const Session& session, const Delivery& delivery, Driver& driver,
                   const Patience& patience) {
  auto connections = ClientConnections::listen();
  if (!connections) {
    Played played;
    played.mismatch =
        Mismatch{Mismatch::Kind::harness, session.place, "", connections.error(), {}, {}, {}};
    return played;
  }
  return ClientPlayer(session, delivery, driver, patience, *std::move(connections)).play();
}

}  // namespace eardrum::conformance

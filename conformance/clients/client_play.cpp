#include "eardrum/conformance/clients/client_play.hpp"

#include <algorithm>
#include <utility>

#include "eardrum/conformance/clients/client_outcome.hpp"
#include "eardrum/conformance/clients/client_talk.hpp"
#include "eardrum/conformance/clients/client_waits.hpp"
#include "eardrum/conformance/play/expected_answer.hpp"

namespace eardrum::conformance {
namespace {

using std::chrono::milliseconds;

class ClientPlayer : ClientWaits {
 public:
  ClientPlayer(const Session& session, const Delivery& delivery, ClientTalk& talk)
      : ClientWaits(session, talk), session_(session), delivery_(delivery) {}

  Played play() {
    try {
      for (at_ = 0; at_ < steps_.size(); ++at_) take_step();
      at_ = steps_.size() - 1;
      talk_.drain();
      check_nothing_extra();
    } catch (Stop& stop) {
      played_.mismatch = std::move(stop.mismatch);
    }
    note_crash();
    played_.elapsed = talk_.transcript().elapsed();
    played_.transcript = talk_.transcript().take();
    return std::move(played_);
  }

 private:
  void take_step() {
    const auto& action = step().step->action;
    if (const auto* call = std::get_if<Call>(&action)) {
      make_call(*call);
    } else if (talk_.calls().empty()) {
      stop(Mismatch::Kind::harness, "the session waits for a client that it has not called");
    } else if (const auto* expect = std::get_if<Expect>(&action)) {
      await_bytes(expect->expectation);
    } else if (std::holds_alternative<Send>(action)) {
      const auto text = take_text();
      talk_.send(active(), text, delivery_);
    } else if (const auto* outcome = std::get_if<Outcome>(&action)) {
      judge_outcome(*outcome);
    } else if (const auto* connection = std::get_if<ConnectionAction>(&action)) {
      act(connection->what);
    } else {
      act(std::get<TesteeAction>(action).what);
    }
  }

  void make_call(const Call& call) {
    settle_last_call();
    const bool connects = call.method == Call::Method::connect;
    if (connects || !made_) {
      construct(connects ? call : Call{Call::Method::connect, {}, {}, {}, {}}, connects);
    }
    if (connects) return;
    talk_.connections().forget_ended();
    active_ = nullptr;
    ++played_.exchanges;
    begin(call, step().step->source);
    for (auto i = at_ + 1; i < steps_.size(); ++i) {
      const auto& action = steps_[i].step->action;
      if (std::holds_alternative<Call>(action)) break;
      if (const auto* send = std::get_if<Send>(&action))
        talk_.call().planned += expand(send->bytes, steps_[i].binding).size();
    }
  }

  /// Makes the client. One that cannot be made without a timeout breaks the rule that says so, and
  /// is made with one where a session is about something else.
  void construct(const Call& call, bool asked_for) {
    begin(call, asked_for ? step().step->source : "call connect");
    const bool judged_next = asked_for && at_ + 1 < steps_.size() &&
                             std::holds_alternative<Outcome>(steps_[at_ + 1].step->action);
    if (judged_next) return;
    const auto found = await_answer();
    const auto made = talk_.call();
    outcome_open_ = false;
    if (found.kind != DriverAnswer::Kind::raised) return;
    auto sentence = "needless exception: " + talk_.call().source + " gave " + describe(found);
    auto failed =
        mismatch(Mismatch::Kind::answer, sentence, ClientEnd::raised, found.message.for_judging());
    if (!call.timeout_seconds && can_be_made_with_timeout(found)) {
      if (!asked_for) return;
      failed.sentence += "; with a timeout of " + std::to_string(ClientKnowledge::timeout_seconds) +
                         " s it can be constructed, and the other sessions use this";
    }
    stop_at(made, std::move(failed));
  }

  bool can_be_made_with_timeout(const DriverAnswer& without) {
    Call call{Call::Method::connect, {}, {}, {}, {}};
    call.timeout_seconds = ClientKnowledge::timeout_seconds;
    begin(call, "call connect, timeout " + std::to_string(ClientKnowledge::timeout_seconds) +
                    " s (it cannot be constructed without a timeout)");
    const bool made = await_answer().kind != DriverAnswer::Kind::raised;
    outcome_open_ = false;
    if (made) talk_.known().note_needs_timeout(describe(without));
    return made;
  }

  void judge_outcome(const Outcome& outcome) {
    if (!outcome_open_) {
      stop(Mismatch::Kind::harness, "the session expects an outcome where nothing was called");
    }
    const auto& found = await_answer();
    outcome_open_ = false;
    if (auto fault = compare_outcome(outcome, step().binding, found, talk_.call())) {
      const auto& said = found.kind == DriverAnswer::Kind::raised ? found.message : found.text;
      stop(Mismatch::Kind::answer, std::move(fault->sentence), fault->end, said.for_judging());
    }
    check_nothing_extra();
    if (outcome.kind != Outcome::Kind::any_end) check_late();
  }

  void await_bytes(const Expectation& expectation) {
    const ExpectedAnswer expected(expectation, step().binding);
    const auto& patience = talk_.patience();
    const auto believed = expected.only_silence() ? patience.silence : patience.ambiguous_silence;
    const auto silence = std::max(believed, expected.silence_at_least());
    auto watched = talk_.watch();
    for (bool quiet = false;;) {
      const auto* current = talk_.connections().current();
      Reception reception{"", false, quiet};
      if (current != nullptr) {
        reception.bytes = current->received;
        reception.closed = current->closed && may_be_closed(expectation);
      }
      const auto found = expected.match(reception);
      if (found.kind == Match::Kind::met) return accept(expectation, found);
      if (found.kind == Match::Kind::missed) miss(expected, expectation, found, reception);
      if (talk_.look(client_look_interval)) {
        watched.note_progress();
        continue;
      }
      check_driver();
      const bool over = watched.look(talk_.current_fd()) != CallWatch::State::working ||
                        watched.still_for() >= std::max(silence, talk_.rest_of_request());
      // Once the call is over nothing more will come.
      quiet =
          talk_.answer() || over || (expected.may_be_silent() && watched.still_for() >= silence);
    }
  }

  void accept(const Expectation& expectation, const Match& found) {
    if (found.alternative) played_.choices.push_back({&expectation, *found.alternative});
    active_ = talk_.connections().current();
    if (active_ == nullptr) return;
    active_->received.erase(0, found.consumed);
    talk_.call().requested = talk_.call().requested || found.consumed > 0;
    const bool more_expected =
        at_ + 1 < steps_.size() && std::holds_alternative<Expect>(steps_[at_ + 1].step->action);
    if (!more_expected) check_nothing_extra();
  }

  [[noreturn]] void miss(const ExpectedAnswer& expected, const Expectation& expectation,
                         const Match& found, const Reception& reception) {
    const auto& answer = talk_.answer();
    auto sentence =
        describe_request(expected, example_of(expectation, step().binding), found, reception);
    const bool nothing = reception.bytes.empty() && !reception.closed;
    const bool hangs = !answer && nothing;
    // What the client waits for in vain need not be waited for in each session.
    if (!answer && found.unfinished) talk_.known().note_wait(talk_.place(), false);
    if (hangs) sentence = "hang: " + talk_.call().source + " does not return, and " + sentence;
    if (answer) sentence += "; " + talk_.call().source + " gave " + describe(*answer);
    const bool raised = answer && answer->kind == DriverAnswer::Kind::raised && nothing;
    const auto end = expected.only_silence()                        ? ClientEnd::extra_bytes
                     : raised                                       ? ClientEnd::raised
                     : hangs                                        ? ClientEnd::hung
                     : found.unfinished && !reception.bytes.empty() ? ClientEnd::unfinished
                                                                    : ClientEnd::wrong_bytes;
    auto missed = mismatch(hangs ? Mismatch::Kind::silent : Mismatch::Kind::answer,
                           std::move(sentence), end, reception.bytes);
    missed.expected = expected.only_bytes();
    missed.first_difference = found.first_difference;
    if (missed.client) as_request(*missed.client);
    if (missed.client && !expected.only_silence()) missed.client->due = ClientDue::success;
    stop(std::move(missed));
  }

  /// The connection that answers go to, waiting for one if there is none yet.
  ClientConnection& active() {
    auto watched = talk_.watch();
    while (active_ == nullptr) {
      active_ = talk_.connections().current();
      if (active_ != nullptr) break;
      if (talk_.look(client_look_interval)) {
        watched.note_progress();
        continue;
      }
      check_driver();
      check_hang(watched.look(-1));
      if (const auto& answer = talk_.answer()) {
        stop(Mismatch::Kind::refused,
             "the client did not connect; " + talk_.call().source + " gave " + describe(*answer),
             ClientEnd::wrong_bytes);
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

  void act(ConnectionAction::What what) {
    using enum ConnectionAction::What;
    auto& on = active();
    switch (what) {
      case connect:
      case connect_late:
        return;
      case same:
        return check_same_connection();
      case half_close:
        on.wire.half_close();
        talk_.transcript().note_event("A", "half-closed by the kit");
        talk_.note_ended();
        return;
      case close:
        on.wire.close();
        talk_.transcript().note_event("A", "closed by the kit");
        break;
      case abort:
        on.wire.abort();
        talk_.transcript().note_event("A", "reset by the kit");
        break;
    }
    talk_.note_ended();
    talk_.connections().drop(&on);
    active_ = nullptr;
  }

  void check_same_connection() const {
    const auto made = talk_.connections_made();
    if (made <= 1) return;
    auto other = mismatch(Mismatch::Kind::answer,
                          "the client made " + std::to_string(made) +
                              " connections, where it should have kept the first",
                          ClientEnd::reconnected, "");
    stop(std::move(other));
  }

  void act(TesteeAction::What what) {
    using enum TesteeAction::What;
    switch (what) {
      case still_alive:
        check_driver();
        return;
      case pause:
        talk_.driver().pause();
        break;
      case resume:
        talk_.driver().resume();
        break;
      case restart:
        stop(Mismatch::Kind::harness, "a client cannot be restarted; write: call connect");
    }
    talk_.transcript().note_event("", step().step->source);
  }

  /// A dead process explains every other mismatch.
  void note_crash() {
    const bool suspicious = played_.mismatch && played_.mismatch->kind == Mismatch::Kind::crashed;
    const auto exit = talk_.driver().wait_for_exit(suspicious ? 10 * talk_.patience().aftermath
                                                              : milliseconds(0));
    if (!exit) return;
    if (!played_.mismatch) {
      const auto& last = session_.steps.back();
      played_.mismatch = mismatch(Mismatch::Kind::crashed, "", ClientEnd::crashed, "");
      played_.mismatch->place = last.place;
      played_.mismatch->source = last.source;
    }
    played_.mismatch->kind = Mismatch::Kind::crashed;
    if (played_.mismatch->client) played_.mismatch->client->end = ClientEnd::crashed;
    played_.mismatch->sentence = "crash: the client's process " + exit->text();
    talk_.transcript().note_event("", played_.mismatch->sentence);
  }

  const Session& session_;
  Delivery delivery_;
  ClientConnection* active_ = nullptr;  ///< where the last request came from
  Played played_;
};

}  // namespace

Played play_client(const Session& session, const Delivery& delivery, Driver& driver,
                   const Patience& patience, ClientKnowledge& known) {
  auto connections = ClientConnections::listen();
  if (!connections) {
    Played played;
    played.mismatch =
        Mismatch{Mismatch::Kind::harness, session.place, "", connections.error(), {}, {}, {}};
    return played;
  }
  ClientTalk talk(driver, patience, *std::move(connections), known);
  return ClientPlayer(session, delivery, talk).play();
}

}  // namespace eardrum::conformance

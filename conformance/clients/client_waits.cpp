#include "eardrum/conformance/clients/client_waits.hpp"

#include <cstdio>
#include <utility>

#include "eardrum/conformance/clients/client_outcome.hpp"

namespace eardrum::conformance {
namespace {

/// "5.0 s"
std::string seconds_text(std::chrono::steady_clock::duration duration) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f s", std::chrono::duration<double>(duration).count());
  return text;
}

}  // namespace

/// How the call that is under way has to end, if the session says so: its next outcome.
const Outcome* ClientWaits::outcome_due() const {
  for (auto i = at_; i < steps_.size(); ++i) {
    const auto& action = steps_[i].step->action;
    if (const auto* outcome = std::get_if<Outcome>(&action)) return outcome;
    if (i > at_ && std::holds_alternative<Call>(action)) break;
  }
  return nullptr;
}

void ClientWaits::stop(Mismatch mismatch) const {
  mismatch.place = step().step->place;
  mismatch.source = step().step->source;
  mismatch.dialogue = client_dialogue(talk_.calls());
  throw Stop{std::move(mismatch)};
}

void ClientWaits::stop(Mismatch::Kind kind, std::string sentence, std::optional<ClientEnd> end,
                       std::string_view received) const {
  stop(mismatch(kind, std::move(sentence), end, received));
}

void ClientWaits::stop_at(const ClientCall& call, Mismatch mismatch) const {
  mismatch.place = call.place;
  mismatch.source = call.source;
  mismatch.dialogue = client_dialogue(talk_.calls());
  throw Stop{std::move(mismatch)};
}

Mismatch ClientWaits::mismatch(Mismatch::Kind kind, std::string sentence,
                               std::optional<ClientEnd> end, std::string_view received) const {
  Mismatch out;
  out.kind = kind;
  out.sentence = std::move(sentence);
  out.received = TesteeBytes(std::string(received));
  if (end && !talk_.calls().empty()) out.client = client_fault(talk_.call(), outcome_due(), *end);
  return out;
}

void ClientWaits::begin(const Call& call, std::string source) {
  made_ = outcome_open_ = true;
  ClientCall made;
  made.call = call;
  made.place = step().step->place;
  made.source = std::move(source);
  if (!talk_.begin(std::move(made))) {
    stop(Mismatch::Kind::crashed, "crash: the driver takes no calls any more", ClientEnd::crashed);
  }
}

void ClientWaits::settle_last_call() {
  if (!outcome_open_) return;
  const auto& found = await_answer();
  outcome_open_ = false;
  if (found.kind != DriverAnswer::Kind::raised) return;
  stop_at(talk_.call(),
          mismatch(Mismatch::Kind::answer,
                   "needless exception: " + talk_.call().source + " gave " + describe(found),
                   ClientEnd::raised, found.message.for_judging()));
}

const DriverAnswer& ClientWaits::await_answer() {
  auto watched = talk_.watch();
  slept_ = {};
  while (!talk_.answer()) {
    slept_ = watched.slept();
    if (talk_.look(client_look_interval)) {
      if (!talk_.answer()) watched.note_progress();
      continue;
    }
    check_driver();
    const auto state = watched.look(talk_.current_fd());
    // It may wait for the answer to a request that no step has expected.
    if (watched.still_for() >= talk_.patience().ambiguous_silence) check_nothing_extra();
    check_hang(state);
  }
  talk_.drain();
  if (talk_.answer()->kind == DriverAnswer::Kind::unknown) {
    stop(Mismatch::Kind::harness, describe(*talk_.answer()));
  }
  return *talk_.answer();
}

void ClientWaits::check_driver() const {
  if (!talk_.driver().ended()) return;
  stop(Mismatch::Kind::crashed, "crash: the driver ended its answers", ClientEnd::crashed);
}

void ClientWaits::check_hang(CallWatch::State state) {
  if (state == CallWatch::State::working) return;
  const auto place = talk_.place();
  const bool late = talk_.known().comes_back(place);
  talk_.known().note_wait(place, false);
  if (late && state == CallWatch::State::asleep) {
    stop(Mismatch::Kind::answer,
         "late: " + talk_.call().source + " has not come back " + seconds_text(talk_.since_sent()) +
             " after the whole answer was there, as other calls before",
         ClientEnd::late);
  }
  stop(Mismatch::Kind::silent, "hang: " + hang_text(state), ClientEnd::hung);
}

std::string ClientWaits::hang_text(CallWatch::State state) const {
  const auto& call = talk_.call();
  const std::string where = call.ended           ? " after the connection was closed"
                            : call.is_answered() ? " after the whole answer was there"
                                                 : "";
  switch (state) {
    case CallWatch::State::asleep:
      return call.source + " does not come back" + where +
             "; the client sleeps and has nothing left to read";
    case CallWatch::State::busy:
      return (call.ended ? "the client spins"
                         : "the client is busy without end in " + call.source) +
             where;
    case CallWatch::State::late:
    case CallWatch::State::working:
      break;
  }
  return call.source + " did not come back in time" + where;
}

void ClientWaits::check_late() {
  if (!talk_.call().is_answered() || slept_ < talk_.patience().client_late) return;
  talk_.known().note_wait(talk_.place(), true);
  stop(Mismatch::Kind::answer,
       "late: " + talk_.call().source + " came back " + seconds_text(slept_) +
           " after the whole answer was there",
       ClientEnd::late);
}

void ClientWaits::check_nothing_extra() {
  const auto* const speaking = talk_.connections().unjudged();
  if (speaking == nullptr) return;
  const bool requested = !talk_.calls().empty() && talk_.call().requested;
  auto extra = mismatch(Mismatch::Kind::extra, describe_extra(speaking->received.size(), requested),
                        ClientEnd::extra_bytes, speaking->received);
  if (extra.client) as_request(*extra.client);
  stop(std::move(extra));
}

void ClientWaits::as_request(ClientFault& fault) {
  const bool refusal = fault.step == ClientStep::request && fault.due == ClientDue::refusal;
  ClientFault request;
  request.step = ClientStep::request;
  request.due = refusal ? ClientDue::refusal : ClientDue::success;
  request.end = fault.end;
  request.put = fault.put;
  fault = request;
}

}  // namespace eardrum::conformance

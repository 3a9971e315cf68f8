#include "eardrum/conformance/clients/client_talk.hpp"

#include <algorithm>
#include <thread>

#include "eardrum/conformance/observation/quiet.hpp"

namespace eardrum::conformance {

using std::chrono::milliseconds;

bool ClientTalk::begin(ClientCall call) {
  answer_.reset();
  transcript_.note_event("", call.source);
  if (call.call.method == Call::Method::connect) {
    accepted_before_ = connections_.accepted();
    client_timeout_ = std::chrono::ceil<milliseconds>(
        std::chrono::duration<double>(call.call.timeout_seconds.value_or(0)));
  } else {
    call.later = std::ranges::any_of(
        calls_, [](const ClientCall& one) { return one.call.method != Call::Method::connect; });
  }
  calls_.push_back(std::move(call));
  sent_at_ = Clock::now();
  return driver_.call(calls_.back().call, connections_.address());
}

bool ClientTalk::look(milliseconds timeout) {
  throw_if(patience_.given_up);
  const int channel = answer_ || driver_.ended() ? -1 : driver_.fd();
  const auto happenings = connections_.wait(channel, timeout);
  for (const auto& happening : happenings) transcript_.note(happening);
  if (answer_) return !happenings.empty();
  take_answer();
  return answer_ || !happenings.empty();
}

void ClientTalk::take_answer() {
  answer_ = driver_.take_answer();
  if (!answer_) return;
  call().seen_at_return = call().answered.size();
  call().pieces_at_return = call().pieces;
  if (answer_->debugger) known_.note_debugger();
  transcript_.note_event("", "the call gave " + describe(*answer_));
}

void ClientTalk::drain() {
  while (look(milliseconds(0))) {
  }
}

ClientPlace ClientTalk::place() const {
  return {call().step(), call().is_put(), call().is_answered(), call().ended};
}

milliseconds ClientTalk::rest_of_request() const {
  return known_.waits(place()) ? patience_.asleep_answer_known : patience_.asleep_answer;
}

/// A client may use its time twice: for connecting and for the answer.
CallBounds ClientTalk::bounds() const {
  const auto own_time = 2 * client_timeout_;
  // A client whose work grows with the square of the rows is slow and not hung.
  constexpr std::size_t bytes_for_a_millisecond = 2;
  const milliseconds for_rows(
      static_cast<milliseconds::rep>(call().answered.size() / bytes_for_a_millisecond));
  CallBounds out{patience_.asleep_answer + own_time, patience_.client_busy + for_rows,
                 patience_.answer + own_time};
  if (call().is_answered()) out.asleep = std::max(out.asleep, patience_.client_late_max);
  if (call().ended) out.busy = std::min(out.busy, patience_.client_spins);
  if (known_.waits(place())) {
    out.asleep =
        patience_.asleep_answer_known + (call().is_answered() ? milliseconds(0) : own_time);
    out.busy = std::min(out.busy, patience_.asleep_answer_known + for_rows);
  }
  return out;
}

int ClientTalk::current_fd() {
  const auto* current = connections_.current();
  return current == nullptr || current->closed ? -1 : current->wire.fd();
}

/// Until the client sleeps again, having made of the piece what it can: one that takes it for the
/// whole answer comes back now.
void ClientTalk::await_rest() {
  constexpr milliseconds enough{10};
  const auto deadline = Clock::now() + enough;
  while (!all_threads_asleep(driver_.pid()).value_or(true) && Clock::now() < deadline) {
    std::this_thread::sleep_for(std::chrono::microseconds(50));
  }
  look(milliseconds(0));
}

void ClientTalk::send(ClientConnection& to, const std::string& text, const Delivery& delivery) {
  const Stillness stillness(driver_.pid(), patience_);
  const auto all = pieces(text, delivery);
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
    call().answered += all[i];
    ++call().pieces;
    sent_at_ = Clock::now();
    if (i + 1 == all.size() || answer_ || untaken == untaken_max) continue;
    const auto before = Clock::now();
    stillness.await_taken(to.wire.fd());
    if (Clock::now() - before >= patience_.piece) ++untaken;
    await_rest();
  }
}

}  // namespace eardrum::conformance

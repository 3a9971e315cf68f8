#include "eardrum/conformance/random/trial.hpp"

#include <utility>

#include "eardrum/conformance/language/session_reader.hpp"
#include "eardrum/conformance/play/crash_signature.hpp"
#include "eardrum/conformance/run/session_run.hpp"

namespace eardrum::conformance::random {

bool Trial::start_fresh() {
  ++context_.starts;
  const auto started = stage_.start_fresh();
  ready_ = started.has_value();
  if (!started) start_failure_ = started.error().sentence;
  return ready_;
}

Attempted Trial::play(const RandomSession& dialogue) {
  SessionHead head;
  head.profile = context_.profile;
  return play(dialogue, head);
}

Attempted Trial::play(const RandomSession& dialogue, const SessionHead& head) {
  Attempted attempted;
  const auto model = context_.make_model();
  attempted.text = write_session(dialogue, head, *model);
  attempted.session = read_sessions(attempted.text.text, head.name).value().front();
  if (!dialogue.fresh_store) attempted.key_suffix = context_.next_suffix();
  attempted.played = stage_.play(attempted.session, dialogue.delivery, attempted.key_suffix);
  context_.exchanges += attempted.played.exchanges;
  attempted.failure = find_failure({dialogue, attempted.text, attempted.session, attempted.played});
  if (attempted.failure && attempted.failure->verdict != Verdict::fail) {
    attempted.failure->signature = crash_signature(stage_.output().err.for_judging());
  }
  return attempted;
}

std::string TrialContext::next_suffix() {
  return "." + key_stamp + letters(++runs);
}

}  // namespace eardrum::conformance::random

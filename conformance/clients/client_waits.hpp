// The part of playing a client's session that waits: for calls to come back, and for bytes that
// nothing expects. Where the client and the session part, it stops with a mismatch that tells the
// step at which that was.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/clients/client_talk.hpp"
#include "eardrum/conformance/play/play.hpp"
#include "eardrum/conformance/play/script.hpp"

namespace eardrum::conformance {

// How often the world is looked at while nothing wakes us.
inline constexpr std::chrono::milliseconds client_look_interval{2};

class ClientWaits {
 public:
  ClientWaits(const Session& session, ClientTalk& talk)
      : steps_(unroll(session, "")), talk_(talk) {}

 protected:
  /// Ends a session at its first mismatch.
  struct Stop {
    Mismatch mismatch;
  };

  const ScriptStep& step() const { return steps_[at_]; }

  /// A mismatch at the present step.
  [[noreturn]] void stop(Mismatch mismatch) const;
  [[noreturn]] void stop(Mismatch::Kind kind, std::string sentence,
                         std::optional<ClientEnd> end = std::nullopt,
                         std::string_view received = {}) const;

  /// A mismatch at the step that made `call`.
  [[noreturn]] void stop_at(const ClientCall& call, Mismatch mismatch) const;

  /// Of the call that is under way; without a step. With `end` it is the client's fault.
  Mismatch mismatch(Mismatch::Kind kind, std::string sentence, std::optional<ClientEnd> end,
                    std::string_view received = {}) const;

  /// What is sent is the request's business, even after the request; unless nothing may be sent.
  static void as_request(ClientFault& fault);

  void begin(const Call& call, std::string source);
  const DriverAnswer& await_answer();

  /// A call without an outcome in the session must at least return before the next one begins.
  void settle_last_call();

  void check_driver() const;
  void check_hang(CallWatch::State state);

  /// An answer is complete at its second LF: there is nothing to wait for after that.
  void check_late();

  /// Bytes that no step has expected are a request too many.
  void check_nothing_extra();

  std::vector<ScriptStep> steps_;
  std::size_t at_ = 0;  ///< index of the step being played
  ClientTalk& talk_;
  bool made_ = false;          ///< a connect was called
  bool outcome_open_ = false;  ///< a call was made whose outcome nobody has looked at

 private:
  const Outcome* outcome_due() const;
  std::string hang_text(CallWatch::State state) const;

  std::chrono::steady_clock::duration slept_{};  ///< how long the last call slept before its end
};

}  // namespace eardrum::conformance

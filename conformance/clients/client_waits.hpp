// The waits of a session that judges a client: for calls to return, and for bytes that no step
// expects. If the client does something that the session does not allow, it stops with a mismatch
// that names the step.
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

// How often to observe the client while there is no event.
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

  /// Stops with a mismatch at the current step.
  [[noreturn]] void stop(Mismatch mismatch) const;
  [[noreturn]] void stop(Mismatch::Kind kind, std::string sentence,
                         std::optional<ClientEnd> end = std::nullopt,
                         std::string_view received = {}) const;

  /// Stops with a mismatch at the step that made `call`.
  [[noreturn]] void stop_at(const ClientCall& call, Mismatch mismatch) const;

  /// A mismatch of the call in progress, without a step. With `end` it is a fault of the client.
  Mismatch mismatch(Mismatch::Kind kind, std::string sentence, std::optional<ClientEnd> end,
                    std::string_view received = {}) const;

  /// Changes a fault about sent bytes into a fault of the step `request`, even if the request was
  /// already complete. If nothing may be sent, a refusal stays expected.
  static void as_request(ClientFault& fault);

  void begin(const Call& call, std::string source);
  const DriverAnswer& await_answer();

  /// Checks that a call whose outcome the session does not expect returns before the next call
  /// begins.
  void settle_last_call();

  void check_driver() const;
  void check_hang(CallWatch::State state);

  /// Checks that the call did not wait after the second LF of its answer, which completes the
  /// answer.
  void check_late();

  /// Checks that there are no bytes that no step expects; they count as an additional request.
  void check_nothing_extra();

  std::vector<ScriptStep> steps_;
  std::size_t at_ = 0;  ///< index of the step being played
  ClientTalk& talk_;
  bool made_ = false;          ///< a connect was called
  bool outcome_open_ = false;  ///< the outcome of the last call has not been checked

 private:
  const Outcome* outcome_due() const;
  std::string hang_text(CallWatch::State state) const;

  std::chrono::steady_clock::duration slept_{};  ///< how long the last call slept before its end
};

}  // namespace eardrum::conformance

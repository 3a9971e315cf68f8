#include "eardrum/conformance/play.hpp"

#include <algorithm>
#include <map>
#include <thread>
#include <utility>

#include "eardrum/conformance/expected_answer.hpp"
#include "eardrum/conformance/script.hpp"
#include "eardrum/conformance/stillness.hpp"
#include "eardrum/conformance/wire.hpp"

namespace eardrum::conformance {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// An answer that grows beyond this is a flood: no session asks for a tenth of it.
constexpr std::size_t answer_bytes_max = std::size_t{64} << 20;

// What a transcript keeps of one text; reports bound it further.
constexpr std::size_t transcript_bytes_max = 8192;

/// One connection as the session knows it.
struct Line {
  Wire wire;
  std::string received{};                   ///< arrived and not yet judged
  bool closed = false;                      ///< the testee ended it
  const ScriptStep* last_expect = nullptr;  ///< to blame for an answer too many
  bool awaiting = false;                    ///< something was sent and its answer not yet expected
};

/// Ends a session at its first mismatch; caught in Player::play().
struct Stop {
  Mismatch mismatch;
};

class Player {
 public:
  Player(const Session& session, const Delivery& delivery, TestBed& bed, const Patience& patience)
      : session_(session), delivery_(delivery), bed_(bed), patience_(patience) {}

  Played play(const std::string& key_suffix) {
    const auto parts = arrange(unroll(session_, key_suffix), delivery_.kind);
    suffix_ = key_suffix;
    try {
      for (std::size_t i = 0; i < parts.size(); ++i) play_part(parts, i);
      check_nothing_extra();
    } catch (Stop& stop) {
      played_.mismatch = std::move(stop.mismatch);
      collect_rest();
    }
    note_crash();
    played_.elapsed = since_start();
    return std::move(played_);
  }

 private:
  std::chrono::microseconds since_start() const {
    return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start_);
  }

  void note(TranscriptEntry::Kind kind, char connection, std::string_view bytes) {
    played_.transcript.push_back({kind, std::string(1, connection),
                                  TesteeBytes(std::string(bytes.substr(0, transcript_bytes_max))),
                                  "", since_start()});
  }

  void note_event(std::string connection, std::string event) {
    played_.transcript.push_back(
        {TranscriptEntry::Kind::event, std::move(connection), {}, std::move(event), since_start()});
  }

  [[noreturn]] void stop(Mismatch::Kind kind, const ScriptStep& at, std::string sentence,
                         std::string_view received = {}) const {
    Mismatch mismatch;
    mismatch.kind = kind;
    mismatch.place = at.step->place;
    mismatch.source = at.step->source;
    mismatch.sentence = std::move(sentence);
    mismatch.received = TesteeBytes(std::string(received));
    throw Stop{std::move(mismatch)};
  }

  Stillness stillness() const {
    auto* testee = bed_.testee();
    return {testee != nullptr ? std::optional(testee->pid()) : std::nullopt, patience_};
  }

  void play_part(const std::vector<ScriptPart>& parts, std::size_t index) {
    const auto& steps = parts[index].steps;
    if (std::holds_alternative<Send>(steps.front().step->action)) {
      std::size_t sends = 0;
      while (sends < steps.size() && std::holds_alternative<Send>(steps[sends].step->action))
        ++sends;
      send(steps, sends);
      for (auto i = sends; i < steps.size(); ++i) expect(steps[i], i + 1 < steps.size());
      return;
    }
    const auto& step = steps.front();
    if (std::holds_alternative<Expect>(step.step->action)) {
      expect(step, expects_next(parts, index));
    } else if (const auto* action = std::get_if<ConnectionAction>(&step.step->action)) {
      act(step, *action);
    } else {
      act(step, std::get<TesteeAction>(step.step->action));
    }
  }

  /// Whether the connection of the expectation at `index` is read again before it is written to.
  static bool expects_next(const std::vector<ScriptPart>& parts, std::size_t index) {
    const auto connection_of = [](const ScriptStep& step) {
      const auto* send = std::get_if<Send>(&step.step->action);
      const auto* expect = std::get_if<Expect>(&step.step->action);
      return send != nullptr ? send->connection : expect != nullptr ? expect->connection : '\0';
    };
    const char connection = connection_of(parts[index].steps.front());
    for (auto i = index + 1; i < parts.size(); ++i) {
      const auto& step = parts[i].steps.front();
      if (connection_of(step) == connection) {
        return std::holds_alternative<Expect>(step.step->action);
      }
    }
    return false;
  }

  Line& line(char connection, const ScriptStep& step) {
    const auto found = lines_.find(connection);
    if (found != lines_.end()) return found->second;
    auto wire = Wire::connect(bed_.address(), patience_.connect);
    if (!wire) stop(Mismatch::Kind::refused, step, wire.error());
    note_event(std::string(1, connection), "connected");
    return lines_.emplace(connection, Line{*std::move(wire)}).first->second;
  }

  /// Sends the texts of the first `count` steps, joined, in pieces as the delivery wants them.
  void send(const std::vector<ScriptStep>& steps, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
      text += expand(std::get<Send>(steps[i].step->action).bytes, steps[i].binding);
    }
    const char connection = std::get<Send>(steps.front().step->action).connection;
    auto& to = line(connection, steps.front());
    if (to.closed) {
      stop(Mismatch::Kind::closed, steps.front(),
           "the testee had closed the connection before this request");
    }
    const auto still = stillness();
    const auto all = pieces(text, delivery_);
    note_sent(connection, text, all.size());
    for (std::size_t i = 0; i < all.size(); ++i) {
      // A testee that closes in mid-request may have answered first: what it said is judged.
      if (!to.wire.send(all[i], to.received, patience_.answer)) break;
      if (i + 1 < all.size()) still.await_taken(to.wire.fd());
    }
    to.awaiting = true;
    played_.exchanges += count;
  }

  void note_sent(char connection, std::string_view text, std::size_t piece_count) {
    note(TranscriptEntry::Kind::sent, connection, text);
    if (piece_count > 1) {
      note_event(std::string(1, connection),
                 "sent in " + std::to_string(piece_count) + " pieces" +
                     (delivery_.kind == DeliveryKind::cut
                          ? ", cut after byte " + std::to_string(delivery_.cut)
                          : ""));
    }
  }

  void expect(const ScriptStep& step, bool more_expected) {
    const auto& action = std::get<Expect>(step.step->action);
    const ExpectedAnswer expected(action.expectation, step.binding);
    auto& from = line(action.connection, step);
    const auto found = await(from, action.connection, expected);
    if (found.kind == Match::Kind::missed) miss(step, expected, from, found);
    if (found.alternative) played_.choices.push_back({&action.expectation, *found.alternative});
    from.received.erase(0, found.consumed);
    from.last_expect = &step;
    from.awaiting = more_expected;
    if (from.closed && found.consumed == 0) {
      lines_.erase(action.connection);  // `closed` was right: the next use connects anew
      return;
    }
    if (!more_expected && !from.received.empty()) extra(step, from);
  }

  [[noreturn]] void extra(const ScriptStep& step, const Line& from) const {
    stop(Mismatch::Kind::extra, step,
         "the testee sent " + std::to_string(from.received.size()) +
             " bytes more than the answer that was due",
         from.received);
  }

  [[noreturn]] void miss(const ScriptStep& step, const ExpectedAnswer& expected, const Line& from,
                         const Match& found) const {
    auto kind = Mismatch::Kind::answer;
    if (from.received.find("\n\n") == std::string::npos && !found.reason.starts_with("byte")) {
      kind = from.closed ? Mismatch::Kind::closed : Mismatch::Kind::silent;
    }
    Mismatch mismatch{kind,
                      step.step->place,
                      step.step->source,
                      found.reason,
                      expected.only_bytes(),
                      TesteeBytes(from.received),
                      found.first_difference};
    throw Stop{std::move(mismatch)};
  }

  /// Reads until the expectation is met or missed. Every wait in it is bounded.
  Match await(Line& from, char connection, const ExpectedAnswer& expected) {
    const auto still = stillness();
    const bool may_be_silent = expected.may_be_silent();
    const auto busy_wait = may_be_silent ? patience_.asleep_answer : patience_.answer;
    const auto still_wait = !may_be_silent            ? patience_.asleep_answer
                            : expected.only_silence() ? patience_.silence
                                                      : patience_.ambiguous_silence;
    const auto unobserved_wait = may_be_silent ? patience_.unobserved_silence : patience_.answer;
    const auto begin = Clock::now();
    StillTime still_time;
    for (;;) {
      const auto now = expected.match({from.received, from.closed, false});
      if (now.kind != Match::Kind::pending) return now;
      const auto arrival = receive(from, connection, milliseconds(2));
      if (arrival == Wire::Arrival::bytes) still_time.note(false);
      if (arrival != Wire::Arrival::nothing) continue;
      const auto observed = still.is_still(from.wire.fd());
      still_time.note(observed.value_or(false));
      const auto waited = Clock::now() - begin;
      const bool quiet = still_time.lasted() >= still_wait || waited >= busy_wait ||
                         (!observed && waited >= unobserved_wait);
      if (quiet) return expected.match({from.received, from.closed, true});
    }
  }

  Wire::Arrival receive(Line& from, char connection, milliseconds timeout) {
    const auto before = from.received.size();
    if (before > answer_bytes_max) from.closed = true;
    if (from.closed) return Wire::Arrival::closed;
    const auto arrival = from.wire.receive(from.received, timeout);
    if (arrival == Wire::Arrival::bytes) {
      note(TranscriptEntry::Kind::received, connection,
           std::string_view(from.received).substr(before));
    } else if (arrival != Wire::Arrival::nothing) {
      from.closed = true;
      closed_by_testee_ = true;
      note_event(std::string(1, connection),
                 arrival == Wire::Arrival::reset ? "reset by the testee" : "closed by the testee");
    }
    return arrival;
  }

  void act(const ScriptStep& step, const ConnectionAction& action) {
    using enum ConnectionAction::What;
    auto& on = line(action.connection, step);
    const std::string name(1, action.connection);
    switch (action.what) {
      case connect:
        return;
      case half_close:
        on.wire.half_close();
        note_event(name, "half-closed by the kit");
        return;
      case close:
        on.wire.close();
        break;
      case abort:
        on.wire.abort();
        break;
    }
    note_event(name, action.what == close ? "closed by the kit" : "reset by the kit");
    lines_.erase(action.connection);
  }

  void act(const ScriptStep& step, const TesteeAction& action) {
    using enum TesteeAction::What;
    switch (action.what) {
      case still_alive:
        check_alive(step);
        return;
      case pause:
        bed_.testee()->pause();
        break;
      case resume:
        bed_.testee()->resume();
        break;
      case restart:
        lines_.clear();
        if (const auto started = bed_.start_fresh(); !started) {
          stop(Mismatch::Kind::crashed, step, "after a restart, " + started.error().sentence);
        }
        break;
    }
    note_event("", step.step->source);
  }

  /// The process runs and answers a question on a connection of its own.
  void check_alive(const ScriptStep& step) {
    constexpr char probe = 'a';  // sessions use capital letters
    lines_.erase(probe);
    auto& to = line(probe, step);
    const std::string request = "get alive" + suffix_ + "\n";
    note(TranscriptEntry::Kind::sent, probe, request);
    to.wire.send(request, to.received, patience_.answer);
    ++played_.exchanges;
    Expectation frame;
    frame.kind = Expectation::Kind::frame;
    const ExpectedAnswer expected(frame, step.binding);
    const auto found = await(to, probe, expected);
    if (found.kind == Match::Kind::missed) miss(step, expected, to, found);
    lines_.erase(probe);
  }

  /// After the last step every connection must be silent: looks once more, when the testee sleeps.
  void check_nothing_extra() {
    for (auto& [connection, from] : lines_) {
      if (from.last_expect == nullptr || from.awaiting || from.closed) continue;
      settle(from, connection, patience_.piece);
      if (!from.received.empty()) extra(*from.last_expect, from);
    }
  }

  /// Reads what still comes until the testee is still, at most for `bound`.
  void settle(Line& from, char connection, milliseconds bound) {
    const auto still = stillness();
    const auto deadline = Clock::now() + bound;
    int still_looks = 0;
    while (still_looks < 2 && Clock::now() < deadline && !from.closed) {
      if (receive(from, connection, milliseconds(0)) != Wire::Arrival::nothing) {
        still_looks = 0;
        if (from.received.size() > transcript_bytes_max) return;
        continue;
      }
      const auto observed = still.is_still(from.wire.fd());
      if (!observed) {
        receive(from, connection, patience_.unobserved_piece);
        return;
      }
      still_looks = *observed ? still_looks + 1 : 0;
      if (still_looks < 2) std::this_thread::sleep_for(std::chrono::microseconds(50));
    }
  }

  /// After a mismatch: what else the testee says belongs to the evidence.
  void collect_rest() {
    for (auto& [connection, from] : lines_) {
      if (!from.closed) settle(from, connection, patience_.death);
    }
  }

  /// A dead process explains every other mismatch.
  void note_crash() {
    auto* testee = bed_.testee();
    if (testee == nullptr) return;
    using enum Mismatch::Kind;
    auto& mismatch = played_.mismatch;
    // A close may be right and yet be the first that is seen of a death.
    const bool suspicious =
        closed_by_testee_ || (mismatch && (mismatch->kind == closed || mismatch->kind == refused));
    const auto deadline = Clock::now() + (suspicious ? patience_.death : milliseconds(0));
    auto exit = testee->exited();
    while (!exit && Clock::now() < deadline) {
      std::this_thread::sleep_for(milliseconds(1));
      exit = testee->exited();
    }
    if (!exit) return;
    if (!mismatch) {
      const auto& last = session_.steps.back();
      mismatch = Mismatch{crashed, last.place, last.source, "", {}, {}, {}};
    }
    mismatch->kind = crashed;
    mismatch->sentence = "the testee " + exit->text();
    note_event("", mismatch->sentence);
  }

  const Session& session_;
  Delivery delivery_;
  TestBed& bed_;
  Patience patience_;
  std::string suffix_;
  Clock::time_point start_ = Clock::now();
  std::map<char, Line> lines_;
  Played played_;
  bool closed_by_testee_ = false;
};

}  // namespace

Played play(const Session& session, const Delivery& delivery, TestBed& bed,
            const std::string& key_suffix, const Patience& patience) {
  return Player(session, delivery, bed, patience).play(key_suffix);
}

namespace {

bool answers_follow_each_other(const Session& session) {
  const auto is_send = [](const ScriptStep& step) {
    return std::holds_alternative<Send>(step.step->action);
  };
  const auto both = [&](const ScriptStep& a, const ScriptStep& b) {
    return is_send(a) && is_send(b);
  };
  const auto steps = unroll(session, "");
  return std::ranges::adjacent_find(steps, both) != steps.end();
}

}  // namespace

std::vector<std::string> sent_texts(const Session& session, const std::string& key_suffix) {
  std::vector<std::string> texts;
  for (const auto& step : unroll(session, key_suffix)) {
    if (const auto* send = std::get_if<Send>(&step.step->action)) {
      texts.push_back(expand(send->bytes, step.binding));
    }
  }
  return texts;
}

bool can_coalesce(const Session& session) {
  if (session.judges_client) return answers_follow_each_other(session);
  const auto parts = arrange(unroll(session, ""), DeliveryKind::coalesced);
  return std::ranges::any_of(parts, [](const ScriptPart& part) { return part.steps.size() > 2; });
}

}  // namespace eardrum::conformance

#include "eardrum/conformance/play/play.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "eardrum/conformance/play/expected_answer.hpp"
#include "eardrum/conformance/play/many_lines.hpp"
#include "eardrum/conformance/play/process_fault.hpp"
#include "eardrum/conformance/play/recorder.hpp"
#include "eardrum/conformance/play/rest.hpp"
#include "eardrum/conformance/play/script.hpp"
#include "eardrum/conformance/play/testee_connection.hpp"

namespace eardrum::conformance {
namespace {

/// A line and what the session still wants of it.
struct OpenLine {
  TesteeConnection line;
  const ScriptStep* last_expect = nullptr;  ///< to blame for an answer too many
  bool awaiting = false;                    ///< something was sent and its answer not yet expected
  std::optional<std::size_t> silence = {};  ///< the choice that `last_expect` met by silence
};

/// Ends a session at its first mismatch; caught in Player::play().
struct Stop {
  Mismatch mismatch;
};

class Player {
 public:
  Player(const Session& session, const Delivery& delivery, TestBed& bed, std::string key_suffix,
         const Patience& patience)
      : session_(session),
        delivery_(delivery),
        bed_(bed),
        suffix_(std::move(key_suffix)),
        patience_(patience) {}

  Played play() {
    const auto parts = arrange(unroll(session_, suffix_), delivery_.kind);
    try {
      for (std::size_t i = 0; i < parts.size() && !out_of_time(parts.size()); ++i) {
        play_part(parts, i);
      }
      for (auto& [letter, open] : lines_) check_nothing_extra(open);
    } catch (Stop& stop) {
      played_.mismatch = std::move(stop.mismatch);
      // What else the testee says belongs to the evidence.
      for (auto& [letter, open] : lines_) open.line.settle(patience_.aftermath);
    }
    note_process();
    played_.elapsed = recorder_.elapsed();
    played_.transcript = recorder_.take();
    return std::move(played_);
  }

 private:
  /// Whether a session of very many requests is to end here; then it says so.
  bool out_of_time(std::size_t parts) {
    constexpr std::size_t many_parts = 200;
    if (parts < many_parts || recorder_.elapsed() < patience_.long_session) return false;
    played_.unfinished = "the server answers slowly: the time limit was reached after " +
                         std::to_string(played_.exchanges) +
                         " requests, which were all answered correctly";
    return true;
  }

  [[noreturn]] static void stop(Mismatch::Kind kind, const ScriptStep& at, std::string sentence,
                                std::string_view received = {}) {
    Mismatch mismatch;
    mismatch.kind = kind;
    mismatch.place = at.step->place;
    mismatch.source = at.step->source;
    mismatch.sentence = std::move(sentence);
    mismatch.received = TesteeBytes(std::string(received));
    if (const char letter = connection_of(at); letter != '\0') mismatch.connection = letter;
    throw Stop{std::move(mismatch)};
  }

  void play_part(const std::vector<ScriptPart>& parts, std::size_t index) {
    throw_if(patience_.given_up);
    const auto& steps = parts[index].steps;
    const auto& first = steps.front();
    if (is_send(first)) {
      const auto sends = static_cast<std::size_t>(std::ranges::count_if(steps, is_send));
      send(steps, sends);
      for (auto i = sends; i < steps.size(); ++i) expect(steps[i], i + 1 < steps.size());
      // What was sent shall have had its effect when the session turns elsewhere.
      if (sends == steps.size() && turns_elsewhere(parts, index)) {
        line(connection_of(first), first).line.let_act();
      }
    } else if (is_expect(first)) {
      expect(first, expects_next(parts, index));
    } else if (const auto* action = std::get_if<ConnectionAction>(&first.step->action)) {
      act(first, *action);
    } else if (const auto* many = std::get_if<ManyLines>(&first.step->action)) {
      say(first, *many);
    } else {
      act(first, std::get<TesteeAction>(first.step->action));
    }
  }

  OpenLine& line(char letter, const ScriptStep& step, Reading reading = Reading::at_once) {
    const auto found = lines_.find(letter);
    if (found != lines_.end()) return found->second;
    auto* testee = bed_.testee();
    const Stillness stillness(testee != nullptr ? std::optional(testee->pid()) : std::nullopt,
                              patience_);
    auto opened =
        TesteeConnection::connect(letter, bed_.address(), stillness, patience_, recorder_, reading);
    if (!opened) stop(Mismatch::Kind::refused, step, opened.error());
    return lines_.emplace(letter, OpenLine{*std::move(opened)}).first->second;
  }

  /// Sends the texts of the first `count` steps as one.
  void send(const std::vector<ScriptStep>& steps, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
      text += expand(std::get<Send>(steps[i].step->action).bytes, steps[i].binding);
    }
    auto& to = line(connection_of(steps.front()), steps.front());
    if (to.line.closed_by_testee()) {
      stop(Mismatch::Kind::closed, steps.front(),
           "the server closed the connection before this request was sent");
    }
    to.line.send(text, delivery_);
    to.awaiting = true;
    played_.exchanges += count;
  }

  void expect(const ScriptStep& step, bool more_expected) {
    const auto& action = std::get<Expect>(step.step->action);
    const bool again = is_again(step);
    const ExpectedAnswer expected(
        again ? played_.choices.back().alternative().expectation : action.expectation, step.binding,
        &shown_);
    auto& from = line(action.connection, step);
    const auto asked = recorder_.elapsed();
    auto found = from.line.await(expected, again ? Silence::one_of_several : Silence::as_expected);
    const auto took = recorder_.elapsed() - asked;
    if (found.consumed > 0) note_slowness(step, took);
    if (found.consumed == 0 && from.line.received().empty()) played_.silence += took;
    if (found.kind == Match::Kind::missed && again) contradict(step, from.line, found);
    if (found.kind == Match::Kind::missed) miss(step, expected, from.line, found);
    if (action.expectation.order == RowOrder::puts) shown_.forget();
    shown_.note(found.shown);
    if (found.alternative) played_.choices.push_back({&action.expectation, *found.alternative});
    from.last_expect = &step;
    from.silence.reset();
    if ((found.alternative || again) && is_silence(played_.choices.back())) {
      from.silence = played_.choices.size() - 1;
    }
    from.awaiting = more_expected;
    if (from.line.closed_by_testee() && found.consumed == 0) {
      forget(action.connection);  // `closed` was right: the next use connects anew
      return;
    }
    if (!more_expected && !from.line.received().empty()) extra(step, from.line);
  }

  void note_slowness(const ScriptStep& step, std::chrono::microseconds took) {
    if (took < patience_.answer) return;
    const auto tenths = std::chrono::duration_cast<std::chrono::milliseconds>(took).count() / 100;
    played_.slow = "an answer is slow: it took " + std::to_string(tenths / 10) + "." +
                   std::to_string(tenths % 10) + " s at " + step.step->place.text() +
                   "; the server was busy meanwhile";
  }

  [[noreturn]] static void extra(const ScriptStep& step, const TesteeConnection& from) {
    stop(Mismatch::Kind::extra, step,
         "the server sent " + std::to_string(from.received().size()) +
             " bytes after the complete answer",
         from.received());
  }

  [[noreturn]] static void miss(const ScriptStep& step, const ExpectedAnswer& expected,
                                const TesteeConnection& from, const Match& found) {
    auto kind = Mismatch::Kind::answer;
    if (found.unfinished) {
      kind = from.closed_by_testee() ? Mismatch::Kind::closed : Mismatch::Kind::silent;
    }
    Mismatch mismatch{kind,
                      step.step->place,
                      step.step->source,
                      found.reason,
                      expected.only_bytes(),
                      TesteeBytes(std::string(from.received())),
                      found.first_difference};
    if (const char letter = connection_of(step); letter != '\0') mismatch.connection = letter;
    mismatch.rows = found.rows;
    mismatch.silence_due = expected.only_silence();
    throw Stop{std::move(mismatch)};
  }

  [[noreturn]] void contradict(const ScriptStep& step, const TesteeConnection& from,
                               const Match& found) const {
    throw Stop{Mismatch{Mismatch::Kind::contradiction, step.step->place, step.step->source,
                        "the server chose '" + played_.choices.back().alternative().label +
                            "' before, and now: " + found.reason,
                        std::nullopt, TesteeBytes(std::string(from.received())),
                        found.first_difference}};
  }

  static bool is_silence(const Choice& choice) {
    return choice.alternative().expectation.kind == Expectation::Kind::silence;
  }

  /// After its last step a connection must be silent: looks once more, when the testee sleeps.
  void check_nothing_extra(OpenLine& open) {
    if (open.last_expect == nullptr || open.awaiting || open.line.closed_by_testee()) return;
    open.line.settle(patience_.piece);
    if (open.silence && !open.line.received().empty()) take_late_answer(open);
    if (!open.line.received().empty()) extra(*open.last_expect, open.line);
  }

  /// What was taken for silence, one right answer of several, was slowness.
  void take_late_answer(OpenLine& open) {
    const auto& step = *open.last_expect;
    auto& choice = played_.choices[*std::exchange(open.silence, std::nullopt)];
    const bool again = is_again(step);
    const ExpectedAnswer expected(again ? choice.alternative().expectation : *choice.expectation,
                                  step.binding);
    const auto found = open.line.await(expected);
    if (found.kind == Match::Kind::missed && again) contradict(step, open.line, found);
    if (found.kind == Match::Kind::missed) miss(step, expected, open.line, found);
    choice.index = found.alternative.value_or(choice.index);
  }

  void act(const ScriptStep& step, const ConnectionAction& action) {
    using enum ConnectionAction::What;
    const bool ends = action.what == close || action.what == abort;
    if (ends && !lines_.contains(action.connection)) return;  // the testee was first
    const auto reading = action.what == connect_late ? Reading::late : Reading::at_once;
    auto& on = line(action.connection, step, reading);
    switch (action.what) {
      case connect:
      case connect_late:
      case same:  // only of clients
        return;
      case half_close:
        on.line.half_close();
        return;
      case close:
        check_nothing_extra(on);
        on.line.close();
        break;
      case abort:
        on.line.abort();
        break;
    }
    forget(action.connection);
  }

  void say(const ScriptStep& step, const ManyLines& many) {
    const auto said = play_many_lines(many, bed_, patience_, recorder_);
    played_.exchanges += said.exchanges;
    const auto all = std::to_string(many.lines.size());
    if (said.out_of_time) {
      played_.unfinished = "the server answers slowly: the time limit was reached after " +
                           std::to_string(said.answered) + " of " + all +
                           " lines, which were all answered correctly";
    }
    if (!said.fault) return;
    const auto& fault = *said.fault;
    auto kind = fault.refused ? Mismatch::Kind::refused : Mismatch::Kind::answer;
    if (fault.found.unfinished || (fault.closed && fault.received.empty())) {
      kind = fault.closed ? Mismatch::Kind::closed : Mismatch::Kind::silent;
    }
    auto place = step.step->place;
    place.line += fault.index;
    const ExpectedAnswer expected(many.expectation, step.binding);
    Mismatch mismatch{
        kind,
        place,
        "A> " + visible(many.lines[fault.index]),
        "line " + std::to_string(fault.index + 1) + " of " + all + ": " + fault.found.reason,
        expected.only_bytes(),
        TesteeBytes(fault.received),
        fault.found.first_difference};
    mismatch.rows = fault.found.rows;
    throw Stop{std::move(mismatch)};
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
    recorder_.note_event("", step.step->source);
  }

  /// The process runs and answers a question on a connection of its own. What was sent before on
  /// other connections may still be under way, so it may finish that first.
  void check_alive(const ScriptStep& step) {
    if (auto* testee = bed_.testee(); testee != nullptr) await_rest(*testee, patience_.rest);
    constexpr char probe = 'a';  // sessions use capital letters
    auto& to = line(probe, step);
    to.line.send("get alive" + suffix_ + "\n", {});
    ++played_.exchanges;
    Expectation frame;
    frame.kind = Expectation::Kind::frame;
    const ExpectedAnswer expected(frame, step.binding);
    const auto found = to.line.await(expected);
    if (found.kind == Match::Kind::missed) miss(step, expected, to.line, found);
    forget(probe);
  }

  void forget(char letter) {
    const auto found = lines_.find(letter);
    closed_by_testee_ = closed_by_testee_ || found->second.line.closed_by_testee();
    lines_.erase(found);
  }

  /// What the process shows explains what the connections did.
  void note_process() {
    auto* testee = bed_.testee();
    if (testee == nullptr) return;
    const bool closed = closed_by_testee_ || std::ranges::any_of(lines_, [](const auto& open) {
                          return open.second.line.closed_by_testee();
                        });
    auto& mismatch = played_.mismatch;
    auto fault = process_fault(*testee, mismatch, closed, patience_);
    if (!fault) return;
    if (!mismatch) {
      const auto& last = session_.steps.back();
      mismatch.emplace();
      mismatch->place = last.place;
      mismatch->source = last.source;
    }
    mismatch->kind = fault->kind;
    mismatch->sentence = std::move(fault->sentence);
    mismatch->death = std::move(fault->death);
    recorder_.note_event("", mismatch->sentence);
  }

  const Session& session_;
  Delivery delivery_;
  TestBed& bed_;
  std::string suffix_;
  Patience patience_;
  Recorder recorder_;
  std::map<char, OpenLine> lines_;
  ShownRows shown_;
  bool closed_by_testee_ = false;  ///< on a line that is forgotten by now
  Played played_;
};

bool answers_follow_each_other(const Session& session) {
  const auto both = [&](const ScriptStep& a, const ScriptStep& b) {
    return is_send(a) && is_send(b);
  };
  const auto steps = unroll(session, "");
  return std::ranges::adjacent_find(steps, both) != steps.end();
}

}  // namespace

Played play(const Session& session, const Delivery& delivery, TestBed& bed,
            const std::string& key_suffix, const Patience& patience) {
  return Player(session, delivery, bed, key_suffix, patience).play();
}

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

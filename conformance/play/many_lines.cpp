#include "eardrum/conformance/play/many_lines.hpp"

#include "eardrum/conformance/observation/quiet.hpp"
#include "eardrum/conformance/play/testee_connection.hpp"

namespace eardrum::conformance {
namespace {

using Clock = std::chrono::steady_clock;

constexpr char letter = 'A';

// After so many lines that only a connection of their own gets answered rightly, each gets one.
constexpr int out_of_step_max = 5;

class ManyLinesPlayer {
 public:
  ManyLinesPlayer(const ManyLines& step, TestBed& bed, const Patience& patience, Recorder& recorder)
      : step_(step),
        expected_(step.expectation, {}),
        bed_(bed),
        patience_(patience),
        recorder_(recorder),
        stillness_(bed.testee() != nullptr ? std::optional(bed.testee()->pid()) : std::nullopt,
                   patience) {}

  ManyLinesPlayed play() {
    const auto deadline = Clock::now() + patience_.many_lines;
    for (std::size_t i = 0; i < step_.lines.size() && !played_.fault; ++i) {
      if (Clock::now() > deadline) {
        played_.out_of_time = true;
        break;
      }
      played_.fault = try_line(i);
      if (!played_.fault) ++played_.answered;
    }
    return std::move(played_);
  }

 private:
  std::optional<LineFault> try_line(std::size_t index) {
    if (line_ && out_of_step_ < out_of_step_max) {
      auto fault = ask(index, unseen_);
      if (!fault || is_dead()) return seen(std::move(fault));
      ++out_of_step_;
    }
    line_.reset();
    auto fault = ask(index, unseen_);
    // Silence is waited for long enough once.
    if (!fault || is_silent(*fault) || is_dead()) return seen(std::move(fault));
    line_.reset();
    fault = ask(index, recorder_);  // the evidence, and one more chance
    line_.reset();
    return fault;
  }

  bool is_dead() const {
    auto* const testee = bed_.testee();
    return testee != nullptr && (is_ending(testee->pid()) || testee->exited());
  }

  static bool is_silent(const LineFault& fault) {
    return fault.found.unfinished && !fault.closed && fault.received.empty();
  }

  /// Of a dead or silent testee there will be no other evidence.
  std::optional<LineFault> seen(std::optional<LineFault> fault) {
    if (!fault) return fault;
    const std::string name(1, letter);
    recorder_.note_bytes(TranscriptEntry::Kind::sent, name, step_.lines[fault->index]);
    if (!fault->received.empty()) {
      recorder_.note_bytes(TranscriptEntry::Kind::received, name, fault->received);
    }
    return fault;
  }

  /// Sends one line, on the connection that there is or else on a new one.
  std::optional<LineFault> ask(std::size_t index, Recorder& recorder) {
    unseen_.take();  // or it would grow with every line
    if (!line_) {
      auto opened =
          TesteeConnection::connect(letter, bed_.address(), stillness_, patience_, recorder);
      if (!opened) {
        Match none;
        none.reason = opened.error();
        return LineFault{index, none, {}, true, false};
      }
      line_ = *std::move(opened);
    }
    line_->send(step_.lines[index], {});
    ++played_.exchanges;
    const auto found = line_->await(expected_);
    const bool closed = line_->closed_by_testee();
    if (found.kind == Match::Kind::missed) {
      return LineFault{index, found, std::string(line_->received()), false, closed};
    }
    // A close may be right and yet be the first that is seen of a death.
    if (closed && is_dead()) {
      Match closing;
      closing.reason = "the server closed the connection";
      return LineFault{index, closing, {}, false, true};
    }
    if (closed || !line_->received().empty()) line_.reset();
    return std::nullopt;
  }

  const ManyLines& step_;
  ExpectedAnswer expected_;
  TestBed& bed_;
  Patience patience_;
  Recorder& recorder_;
  Stillness stillness_;
  Recorder unseen_;
  std::optional<TesteeConnection> line_;
  int out_of_step_ = 0;
  ManyLinesPlayed played_;
};

}  // namespace

ManyLinesPlayed play_many_lines(const ManyLines& step, TestBed& bed, const Patience& patience,
                                Recorder& recorder) {
  return ManyLinesPlayer(step, bed, patience, recorder).play();
}

}  // namespace eardrum::conformance

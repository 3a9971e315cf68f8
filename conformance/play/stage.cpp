#include "eardrum/conformance/play/stage.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "eardrum/conformance/play/rest.hpp"

namespace eardrum::conformance {
namespace {

class ServerStage final : public Stage {
 public:
  ServerStage(std::unique_ptr<TestBed> bed, const Patience& patience)
      : bed_(std::move(bed)), patience_(patience) {}

  std::expected<void, StartFailure> start_fresh() override { return bed_->start_fresh(); }
  void stop() override { bed_->stop(); }
  bool can_start() const override { return bed_->can_start(); }

  Played play(const Session& session, const Delivery& delivery,
              const std::string& key_suffix) override {
    return conformance::play(session, delivery, *bed_, key_suffix, patience_);
  }

  void expect_silence() override {
    patience_.asleep_answer = patience_.asleep_answer_known;
    // Whether somebody else's server sleeps cannot be seen.
    if (!can_start()) patience_.answer = std::min(patience_.answer, patience_.unseen_answer_known);
  }

  void expect_endless_work() override { patience_.work = patience_.answer; }

  void expect_slowness(std::chrono::milliseconds answer) override {
    constexpr int margin = 4;
    for (auto* wait : {&patience_.silence, &patience_.ambiguous_silence,
                       &patience_.unobserved_silence, &patience_.asleep_answer,
                       &patience_.asleep_answer_known, &patience_.unseen_answer_known}) {
      *wait = std::max(*wait, margin * answer);
    }
  }

  bool comes_to_rest() override {
    const auto* testee = bed_->testee();
    if (testee == nullptr) return true;
    return await_rest(*testee, patience_.rest);
  }

  std::string address() const override { return bed_->address().text(); }
  std::optional<Address> server_address() const override { return bed_->address(); }

  std::optional<pid_t> process() const override {
    const auto* testee = bed_->testee();
    return testee == nullptr ? std::nullopt : std::optional(testee->pid());
  }

  TesteeOutput output() override {
    const auto* testee = bed_->testee();
    return testee == nullptr ? TesteeOutput{} : testee->output();
  }

 private:
  std::unique_ptr<TestBed> bed_;
  Patience patience_;
};

}  // namespace

std::unique_ptr<Stage> server_stage(std::unique_ptr<TestBed> bed, const Patience& patience) {
  return std::make_unique<ServerStage>(std::move(bed), patience);
}

}  // namespace eardrum::conformance

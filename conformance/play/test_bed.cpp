#include "eardrum/conformance/play/test_bed.hpp"

#include <utility>

#include "eardrum/conformance/play/patience.hpp"
#include "eardrum/conformance/play/wire.hpp"

namespace eardrum::conformance {
namespace {

class LaunchedTestBed final : public TestBed {
 public:
  explicit LaunchedTestBed(LaunchSpec spec) : spec_(std::move(spec)) {}

  std::expected<void, StartFailure> start_fresh() override {
    stop();
    auto started = launch(spec_);
    if (!started) return std::unexpected(std::move(started.error()));
    testee_ = *std::move(started);
    address_ = testee_->address();
    return {};
  }

  void stop() override { testee_.reset(); }
  bool can_start() const override { return true; }
  Testee* testee() override { return testee_.get(); }
  const Address& address() const override { return address_; }

 private:
  LaunchSpec spec_;
  std::unique_ptr<Testee> testee_;
  Address address_;  ///< of the last start that came about: the one after may have failed
};

class RunningTestBed final : public TestBed {
 public:
  explicit RunningTestBed(Address address) : address_(std::move(address)) {}

  std::expected<void, StartFailure> start_fresh() override {
    if (reached_) return {};
    if (auto wire = Wire::connect(address_, Patience{}.connect); !wire) {
      return std::unexpected(StartFailure{wire.error(), {}});
    }
    reached_ = true;
    return {};
  }
  void stop() override {}
  bool can_start() const override { return false; }
  Testee* testee() override { return nullptr; }
  const Address& address() const override { return address_; }

 private:
  Address address_;
  bool reached_ = false;  ///< a connection was taken once; later ones are the sessions' business
};

}  // namespace

std::unique_ptr<TestBed> launched_test_bed(LaunchSpec spec) {
  return std::make_unique<LaunchedTestBed>(std::move(spec));
}

std::unique_ptr<TestBed> running_test_bed(Address address) {
  return std::make_unique<RunningTestBed>(std::move(address));
}

}  // namespace eardrum::conformance

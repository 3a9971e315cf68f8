#include "eardrum/conformance/clients/client_stage.hpp"

#include <utility>

#include "eardrum/conformance/clients/client_play.hpp"

namespace eardrum::conformance {
namespace {

class ClientStage final : public Stage {
 public:
  ClientStage(DriverSpec spec, const Patience& patience, std::shared_ptr<ClientKnowledge> known)
      : spec_(std::move(spec)), patience_(patience), known_(std::move(known)) {}

  std::expected<void, StartFailure> start_fresh() override {
    driver_.reset();
    auto started = start_driver(spec_);
    if (!started) return std::unexpected(std::move(started.error()));
    driver_ = *std::move(started);
    return {};
  }

  void stop() override { driver_.reset(); }
  bool can_start() const override { return true; }

  /// The store is the kit's own, so keys need no suffix to be private.
  Played play(const Session& session, const Delivery& delivery, const std::string&) override {
    // A call of the delivery before may never have come back.
    if (driver_ == nullptr || !driver_->idle()) {
      if (const auto started = start_fresh(); !started) {
        Played played;
        played.mismatch = Mismatch{
            Mismatch::Kind::harness, session.place, "", started.error().sentence, {}, {}, {}};
        return played;
      }
    }
    return play_client(session, delivery, *driver_, patience_, *known_);
  }

  /// What a client waits for in vain is known more exactly: see ClientKnowledge.
  void expect_silence() override {}

  std::vector<std::string> remarks() const override { return known_->remarks(); }

  /// A client has no address; the kit's own listener changes with each session.
  std::string address() const override { return ""; }

  TesteeOutput output() override { return driver_ == nullptr ? TesteeOutput{} : driver_->output(); }

 private:
  DriverSpec spec_;
  Patience patience_;
  std::shared_ptr<ClientKnowledge> known_;
  std::unique_ptr<Driver> driver_;
};

}  // namespace

std::unique_ptr<Stage> client_stage(DriverSpec spec, const Patience& patience,
                                    std::shared_ptr<ClientKnowledge> known) {
  return std::make_unique<ClientStage>(std::move(spec), patience, std::move(known));
}

}  // namespace eardrum::conformance

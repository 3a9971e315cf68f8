// The stage on which the runner plays sessions that judge a client.
#pragma once

#include <memory>

#include "eardrum/conformance/clients/client_knowledge.hpp"
#include "eardrum/conformance/clients/driver.hpp"
#include "eardrum/conformance/play/patience.hpp"
#include "eardrum/conformance/play/stage.hpp"

namespace eardrum::conformance {

/// A stage that starts drivers as `spec` says, one after the other. All stages of a run share
/// `known`.
std::unique_ptr<Stage> client_stage(DriverSpec spec, const Patience& patience,
                                    std::shared_ptr<ClientKnowledge> known);

}  // namespace eardrum::conformance

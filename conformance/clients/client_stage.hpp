// Judges clients: the stage on which the runner plays their sessions.
#pragma once

#include <memory>

#include "eardrum/conformance/clients/client_knowledge.hpp"
#include "eardrum/conformance/clients/driver.hpp"
#include "eardrum/conformance/play/patience.hpp"
#include "eardrum/conformance/play/stage.hpp"

namespace eardrum::conformance {

/// Starts drivers by `spec`, one at a time. Stages of one run share what they learn of the client.
std::unique_ptr<Stage> client_stage(DriverSpec spec, const Patience& patience,
                                    std::shared_ptr<ClientKnowledge> known);

}  // namespace eardrum::conformance

// Judges clients: the stage on which the runner plays their sessions.
#pragma once

#include <memory>

#include "eardrum/conformance/clients/driver.hpp"
#include "eardrum/conformance/play/patience.hpp"
#include "eardrum/conformance/play/stage.hpp"

namespace eardrum::conformance {

/// Starts drivers by `spec`, one at a time.
std::unique_ptr<Stage> client_stage(DriverSpec spec, const Patience& patience);

}  // namespace eardrum::conformance

// Probes that decide which sessions can be played on a testee.
#pragma once

#include <string>
#include <string_view>

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/play/stage.hpp"

namespace eardrum::conformance {

/// The session in `text`, which must be one valid session of the kit.
Session probe(std::string_view text);

/// Whether a second connection is served while the first one is open (REQ-CON-5). False only if the
/// testee does not serve the second connection; any other failure counts as true. The stage must be
/// started.
bool serves_two_connections(Stage& stage, const std::string& key_suffix);

/// Whether a connection is still served after an error answer (REQ-ERR-4). The stage must be
/// started.
bool stays_after_error(Stage& stage, const std::string& key_suffix);

/// Whether a new process of the testee has the samples of an earlier process (REQ-CON-7). Then no
/// store is fresh. The stage must be started.
bool keeps_samples(Stage& stage, const std::string& key_suffix);

/// Whether two processes of the testee disturb each other if they run at the same time: the second
/// does not start, or they see or lose each other's samples, for example because of a file with a
/// fixed name. False if this cannot be observed. The first stage must be started, the second must
/// not. Both keep running.
bool disturb_each_other(Stage& first, Stage& second, const std::string& key_suffix);

}  // namespace eardrum::conformance

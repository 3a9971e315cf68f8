// Questions about a testee whose answers decide which sessions can be played against it at all.
#pragma once

#include <string>
#include <string_view>

#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/play/stage.hpp"

namespace eardrum::conformance {

/// The one session in `text`, which is ours.
Session probe(std::string_view text);

/// Whether a second connection is served while the first is open (REQ-CON-5). Only a testee that is
/// seen to keep it waiting is let off. The stage must be started.
bool serves_two_connections(Stage& stage, const std::string& key_suffix);

/// Whether a connection is served on after it has had an error answer (REQ-ERR-4). The stage must
/// be started.
bool stays_after_error(Stage& stage, const std::string& key_suffix);

/// Whether a new process of the testee finds what an old one stored (REQ-CON-7): then none is ever
/// fresh. The stage must be started.
bool keeps_samples(Stage& stage, const std::string& key_suffix);

/// Whether two processes of the testee cannot run at a time without knowing of each other: the
/// second does not start, or they see or lose each other's samples, as with a file of one name.
/// False where that cannot be seen. The first stage must be started, the second not; both are left
/// running.
bool disturb_each_other(Stage& first, Stage& second, const std::string& key_suffix);

}  // namespace eardrum::conformance

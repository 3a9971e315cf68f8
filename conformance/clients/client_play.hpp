// Plays one session that judges a client: the kit is the server, and a driver makes the calls. It
// records everything and decides no verdict, like play.hpp.
#pragma once

#include "eardrum/conformance/clients/client_knowledge.hpp"
#include "eardrum/conformance/clients/driver.hpp"
#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/play/delivery.hpp"
#include "eardrum/conformance/play/patience.hpp"
#include "eardrum/conformance/play/play.hpp"

namespace eardrum::conformance {

/// Plays `session`. The driver must be idle; afterwards it may hang in a call. The facts in `known`
/// shorten waits, and new facts about the client are added to it.
Played play_client(const Session& session, const Delivery& delivery, Driver& driver,
                   const Patience& patience, ClientKnowledge& known);

}  // namespace eardrum::conformance

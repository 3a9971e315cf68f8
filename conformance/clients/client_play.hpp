// Plays one session that judges a client: the kit is the server, a driver makes the calls. Records
// everything and judges nothing, like play.hpp.
#pragma once

#include "eardrum/conformance/clients/client_knowledge.hpp"
#include "eardrum/conformance/clients/driver.hpp"
#include "eardrum/conformance/language/session.hpp"
#include "eardrum/conformance/play/delivery.hpp"
#include "eardrum/conformance/play/patience.hpp"
#include "eardrum/conformance/play/play.hpp"

namespace eardrum::conformance {

/// Plays `session`. The driver must be idle; afterwards it may be stuck in a call. What is learnt
/// of the client is noted in `known`, and what is known shortens waits.
Played play_client(const Session& session, const Delivery& delivery, Driver& driver,
                   const Patience& patience, ClientKnowledge& known);

}  // namespace eardrum::conformance

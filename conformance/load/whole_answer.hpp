// Reads one complete answer, up to its LF LF, from a server under load.
#pragma once

#include <chrono>
#include <string>

#include "eardrum/conformance/play/wire.hpp"
#include "eardrum/conformance/process/giving_up.hpp"

namespace eardrum::conformance::load {

enum class Answered { whole, closed, silent };

/// Reads one answer into `answer`; later bytes stay in `received`. If the wait is given up, returns
/// silent: only the thread that owns the run may throw GivenUp.
Answered read_answer(Wire& wire, std::string& received, std::string& answer,
                     std::chrono::milliseconds longest, GiveUp given_up);

}  // namespace eardrum::conformance::load

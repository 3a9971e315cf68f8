// One answer of a server under load, read to its LF LF.
#pragma once

#include <chrono>
#include <string>

#include "eardrum/conformance/play/wire.hpp"
#include "eardrum/conformance/process/giving_up.hpp"

namespace eardrum::conformance::load {

enum class Answered { whole, closed, silent };

/// Reads one answer; what follows it stays in `received`. A wait that is given up ends as silence:
/// only the thread that owns the run throws.
Answered read_answer(Wire& wire, std::string& received, std::string& answer,
                     std::chrono::milliseconds longest, GiveUp given_up);

}  // namespace eardrum::conformance::load

// Writes a dialogue as a session file. The file contains the allowed answers of each command, so it
// can be played again without the model.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "eardrum/conformance/random/model.hpp"
#include "eardrum/conformance/random/random_session.hpp"

namespace eardrum::conformance::random {

struct SessionHead {
  std::string name = "random.dialogue";
  std::string rule = "REQ-GET-5";
  std::string title = "a random dialogue";
  std::vector<std::string> notes{};
  Profile profile = Profile::base;
};

struct SessionText {
  std::string text;
  std::vector<std::size_t> lines;  ///< for each command the line on which it begins, from 1
};

/// Writes a text that read_sessions() can read. `model` must be in its first state; afterwards it
/// is in its last state.
SessionText write_session(const RandomSession& dialogue, const SessionHead& head, Model& model);

/// The name of a finding: "random.put-17", "random.crash-frm-4".
std::string finding_name(std::string_view rule, Verdict verdict);

/// `bytes` with the escapes of the session language.
std::string escaped(std::string_view bytes);

}  // namespace eardrum::conformance::random

// A dialogue as a session file: what the model allows stands beside each command, so that the file
// can be read, kept and played again without the model.
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

/// Writes what read_sessions() reads. `model` is in its first state, and in its last afterwards.
SessionText write_session(const RandomSession& dialogue, const SessionHead& head, Model& model);

/// What a finding is called: "random.put-17", "random.crash-frm-4".
std::string finding_name(std::string_view rule, Verdict verdict);

/// Bytes as a session writes them, escaped.
std::string escaped(std::string_view bytes);

}  // namespace eardrum::conformance::random

// The model of random sessions: after each command, the set of answers that a conforming server may
// give, written as an expectation of the session language. Never one expected output where the text
// allows several.
#pragma once

#include <string>
#include <vector>

#include "eardrum/conformance/random/random_session.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance::random {

/// Its state is the list of puts that must have been taken, and whether an answer has shown what
/// they left: until the next put, answers are those of one store state. To mutate the model,
/// override a member.
class Model {
 public:
  explicit Model(Profile profile = Profile::base) : profile_(profile) {}
  virtual ~Model() = default;

  /// The answers allowed to `command` now: what a session file writes after "A< ", of one line or
  /// of several. Empty: nobody asks what comes back.
  virtual std::string allowed(const Command& command) const;

  /// `command` was sent, and answered by something that is allowed.
  virtual void sent(const Command& command);

 protected:
  struct Sample {
    std::string key;
    std::string value;      ///< as it was sent
    std::string timestamp;  ///< as it was sent
  };

  /// What was put under the key, or under all, oldest first.
  std::vector<Sample> samples(const Command& get) const;

 private:
  std::string allowed_rows(std::vector<Sample> samples) const;

  Profile profile_;
  std::vector<Sample> puts_;
  bool shown_ = false;
};

}  // namespace eardrum::conformance::random

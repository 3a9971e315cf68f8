// The model of random sessions. For each command it gives the set of answers that a conforming
// server may send, as an expectation of the session language. If the text allows several answers,
// the model allows all of them.
#pragma once

#include <string>
#include <vector>

#include "eardrum/conformance/random/random_session.hpp"
#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance::random {

/// The state is the list of puts that a server must have accepted, and whether an answer has shown
/// the store since the last put. Until the next put, all answers must come from one state of the
/// store. To make a faulty model for tests, override a member.
class Model {
 public:
  explicit Model(Profile profile = Profile::base) : profile_(profile) {}
  virtual ~Model() = default;

  /// The allowed answers to `command`: the text after "A< " in a session file, of one or several
  /// lines. Empty if any answer is allowed.
  virtual std::string allowed(const Command& command) const;

  /// Notes that `command` was sent and got an allowed answer.
  virtual void sent(const Command& command);

 protected:
  struct Sample {
    std::string key;
    std::string value;      ///< as it was sent
    std::string timestamp;  ///< as it was sent
  };

  /// The samples that were put under the key of `get`, or under all keys, the oldest first.
  std::vector<Sample> samples(const Command& get) const;

 private:
  std::string allowed_rows(std::vector<Sample> samples) const;

  Profile profile_;
  std::vector<Sample> puts_;
  bool shown_ = false;
};

}  // namespace eardrum::conformance::random

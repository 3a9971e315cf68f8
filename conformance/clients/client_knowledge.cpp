#include "eardrum/conformance/clients/client_knowledge.hpp"

namespace eardrum::conformance {

// Once in the session and once more on a fresh process.
constexpr int waits_that_suffice = 2;

std::size_t ClientPlace::index() const {
  return static_cast<std::size_t>(step) * 8 + (put ? 4U : 0U) + (answered ? 2U : 0U) +
         (ended ? 1U : 0U);
}

void ClientKnowledge::note_wait(const ClientPlace& place, bool came_back) {
  const std::scoped_lock lock(mutex_);
  auto& known = waits_.at(place.index());
  ++known.all;
  if (came_back) ++known.came_back;
}

bool ClientKnowledge::waits(const ClientPlace& place) const {
  const std::scoped_lock lock(mutex_);
  return waits_.at(place.index()).all >= waits_that_suffice;
}

bool ClientKnowledge::comes_back(const ClientPlace& place) const {
  const std::scoped_lock lock(mutex_);
  return waits_.at(place.index()).came_back >= waits_that_suffice;
}

void ClientKnowledge::note_needs_timeout(const std::string& exception) {
  const std::scoped_lock lock(mutex_);
  needs_timeout_ = exception;
}

void ClientKnowledge::note_debugger() {
  const std::scoped_lock lock(mutex_);
  debugger_ = true;
}

std::vector<std::string> ClientKnowledge::remarks() const {
  const std::scoped_lock lock(mutex_);
  std::vector<std::string> out;
  if (!needs_timeout_.empty()) {
    out.push_back("the client cannot be constructed without a timeout (" + needs_timeout_ +
                  "), so the sessions construct it with a timeout of " +
                  std::to_string(timeout_seconds) + " s");
  }
  if (debugger_) {
    out.emplace_back(
        "warning: the client calls a debugger (pdb.set_trace() or breakpoint()); the driver "
        "passed over it");
  }
  return out;
}

}  // namespace eardrum::conformance

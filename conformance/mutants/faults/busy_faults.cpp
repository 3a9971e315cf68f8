// Servers that take what the text leaves open otherwise while others ask as well.
#include <memory>

#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"

namespace eardrum::conformance::mutants {
namespace {

// More connections than any session has open at once.
constexpr std::size_t busy = 4;

/// Gives `hasty` answers to the lines that it knows while at least `busy` others are connected.
Server hasty_when_busy(std::function<Reply(Peer&, std::string_view line)> hasty) {
  auto open = std::make_shared<std::size_t>(0);
  auto server = by_line([open, hasty = std::move(hasty)](Peer& peer, std::string_view line) {
    if (peer.requests == 0) ++*open;
    return *open > busy ? hasty(peer, line) : Reply(honest(peer.store, line));
  });
  server.ended = [open](Peer&) {
    --*open;
    return Reply::closing();
  };
  server.broken = [open](Peer&) { --*open; };
  return server;
}

Reply refusing_exponents(Peer& peer, std::string_view line) {
  const auto fields = words(line);
  const bool exponent = fields.size() == 4 && fields[0] == "put" && fields[2] == "1e3";
  return exponent ? std::string(error_answer) : honest(peer.store, line);
}

/// A sample that is there already is not looked at again.
Reply keeping_first_values(Peer& peer, std::string_view line) {
  if (const auto put = as_put(line)) {
    const auto* const samples = peer.store.find(put->key);
    if (samples != nullptr && samples->contains(put->timestamp)) return std::string(ok_answer);
  }
  return honest(peer.store, line);
}

}  // namespace

std::vector<Mutant> busy_faults() {
  return {
      {"refuses-exponents-when-busy", "REQ-FRM-4",
       "refuses values in exponent form while four others are connected",
       [] { return hasty_when_busy(refusing_exponents); }},
      {"keeps-first-values-when-busy", "REQ-FRM-4",
       "lets the first value of a timestamp win while four others are connected, else the last",
       [] { return hasty_when_busy(keeping_first_values); }},
  };
}

}  // namespace eardrum::conformance::mutants

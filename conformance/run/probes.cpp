#include "eardrum/conformance/run/probes.hpp"

#include <algorithm>

#include "eardrum/conformance/language/session_reader.hpp"
#include "eardrum/conformance/play/play.hpp"

namespace eardrum::conformance {
namespace {

constexpr std::string_view two_connections_probe = R"(
session probe.two-connections  REQ-CON-5
title   whether a second connection is served while the first one is open
A> get {palm.cpu}\n
A< an ok frame
B> get {palm.cpu}\n
B< an ok frame
)";

constexpr std::string_view error_probe = R"(
session probe.after-an-error  REQ-ERR-4
title   whether the server serves a connection after an error answer
A> hello\n
A< a frame
A> get {palm.cpu}\n
A< an ok frame
)";

constexpr std::string_view persistence_probe = R"(
session probe.persistence  REQ-CON-7
title   whether samples survive a restart of the server
A> put {palm.cpu} 1.5 100\n
A< ok\n\n
A: close
testee: restart
B> get *\n
B< one of:
     forgotten = ok\n\n
     kept      = an ok frame
)";

constexpr std::string_view put_probe = R"(
session probe.put  REQ-PUT-1
title   stores a sample
A> put {palm.cpu} 1.5 100\n
A< ok\n\n
)";

constexpr std::string_view present_probe = R"(
session probe.present  REQ-PUT-2
title   whether it is there
A> get {palm.cpu}\n
A< ok, in any order: {palm.cpu} 1.5 100
)";

constexpr std::string_view absent_probe = R"(
session probe.absent  REQ-GET-3
title   whether it is not there
A> get {palm.cpu}\n
A< ok\n\n
)";

}  // namespace

Session probe(std::string_view text) {
  return read_sessions(text, "probe").value().front();
}

bool serves_two_connections(Stage& stage, const std::string& key_suffix) {
  static const auto two_connections = probe(two_connections_probe);
  const auto played = stage.play(two_connections, {}, key_suffix);
  return !played.mismatch || played.mismatch->place.line != two_connections.steps.back().place.line;
}

bool stays_after_error(Stage& stage, const std::string& key_suffix) {
  static const auto after_error = probe(error_probe);
  return !stage.play(after_error, {}, key_suffix).mismatch;
}

bool keeps_samples(Stage& stage, const std::string& key_suffix) {
  static const auto persistence = probe(persistence_probe);
  const auto played = stage.play(persistence, {}, key_suffix);
  // The answer after the restart, on connection B, may hold rows that others put. The sample of
  // this probe shows that the store was kept; any other fault of the answer shows nothing.
  return std::ranges::any_of(played.transcript, [&](const TranscriptEntry& entry) {
    return entry.kind == TranscriptEntry::Kind::received && entry.connection == "B" &&
           entry.bytes.for_judging().contains(key_suffix);
  });
}

bool disturb_each_other(Stage& first, Stage& second, const std::string& key_suffix) {
  static const auto put = probe(put_probe);
  static const auto present = probe(present_probe);
  static const auto absent = probe(absent_probe);
  const auto mine = key_suffix + ".first";
  const auto others = key_suffix + ".second";
  const auto goes_well = [](Stage& stage, const Session& session, const std::string& suffix) {
    return !stage.play(session, {}, suffix).mismatch;
  };
  const bool sane = goes_well(first, put, mine) && goes_well(first, present, mine) &&
                    goes_well(first, absent, others);
  if (!sane) return false;  // said by what is played next
  if (!second.start_fresh()) return true;
  return !goes_well(second, absent, mine) || !goes_well(second, put, others) ||
         !goes_well(second, present, others) || !goes_well(first, absent, others) ||
         !goes_well(first, present, mine);
}

}  // namespace eardrum::conformance

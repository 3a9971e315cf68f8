#include "eardrum/conformance/report/run_text.hpp"

#include "eardrum/conformance/report/finding_text.hpp"

namespace eardrum::conformance {

std::string time_text(const TimeSpent& time) {
  if (time == TimeSpent{}) return "";
  auto text = "sessions " + duration_text(time.sessions);
  if (time.load.count() > 0) text += ", load " + duration_text(time.load);
  if (time.random.count() > 0) text += ", random " + duration_text(time.random);
  // Several testees start and wait at a time, so these may exceed the time on the wall.
  text += "; summed over testees: " + std::to_string(time.starts) + " starts " +
          duration_text(time.starting) + ", waiting for silence " + duration_text(time.silence);
  return text;
}

}  // namespace eardrum::conformance

#include "eardrum/conformance/report/run_text.hpp"

#include <utility>

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

std::string command_text(const RunReport& report) {
  std::string out;
  for (const auto& word : report.command) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::vector<HeadLine> head_lines(const RunReport& report) {
  const bool started = !report.command.empty();
  const auto ready = started ? ", ready after " + duration_text(report.startup) : "";
  std::vector<HeadLine> lines{
      {"testee", started ? command_text(report) : "already running"},
      {"address", report.address + ready},
      {"confinement", report.confinement},
      {"quiet", report.quiet_source},
      {"run", report.started_at + ", " + std::to_string(report.cases.size()) + " cases, " +
                  std::to_string(report.exchanges) + " requests, " +
                  duration_text(report.elapsed)}};
  if (auto time = time_text(report.time); !time.empty()) lines.push_back({"time", std::move(time)});
  for (const auto& remark : report.remarks) lines.push_back({"remark", remark});
  return lines;
}

}  // namespace eardrum::conformance

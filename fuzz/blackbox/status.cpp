#include "eardrum/fuzz/blackbox/status.hpp"

#include <iomanip>
#include <ostream>
#include <sstream>

#include "eardrum/conformance/report/own_text.hpp"

namespace eardrum::fuzz {
namespace {

using std::chrono::duration;

constexpr std::chrono::milliseconds between_on_terminal{250};
constexpr std::chrono::milliseconds between_lines{5'000};

constexpr std::string_view erase_line = "\r\x1b[K";

}  // namespace

std::string status_text(const Progress& progress, std::chrono::microseconds elapsed) {
  const auto seconds = std::max(duration<double>(elapsed).count(), 1e-6);
  const auto rate = [&](double count) { return count / seconds; };
  std::ostringstream line;
  line << std::fixed << std::setprecision(1) << seconds << " s, "
       << conformance::count_of(progress.sessions, "session") << " ("
       << rate(static_cast<double>(progress.sessions)) << " a second), "
       << conformance::count_of(progress.requests, "request") << " ("
       << rate(static_cast<double>(progress.requests)) << " a second), "
       << conformance::count_of(progress.starts, "start") << ", "
       << conformance::count_of(progress.findings, "finding");
  return line.str();
}

void Status::show(const Progress& progress) {
  const auto now = Clock::now();
  if (now - shown_at_ < (terminal_ ? between_on_terminal : between_lines)) return;
  shown_at_ = now;
  const auto elapsed = std::chrono::duration_cast<std::chrono::microseconds>(now - begin_);
  if (terminal_) out_ << erase_line;
  out_ << status_text(progress, elapsed);
  if (!terminal_) out_ << '\n';
  out_ << std::flush;
  shown_ = terminal_;
}

void Status::erase() {
  if (shown_) out_ << erase_line << std::flush;
  shown_ = false;
}

}  // namespace eardrum::fuzz

#include "eardrum/conformance/play/process_fault.hpp"

#include "eardrum/conformance/observation/process_tree.hpp"
#include "eardrum/conformance/play/process_exit.hpp"
#include "eardrum/conformance/verdict/sanitizer_report.hpp"
#include "eardrum/conformance/verdict/testee_bytes.hpp"

namespace eardrum::conformance {
namespace {

using Kind = Mismatch::Kind;

bool is(const std::optional<Mismatch>& mismatch, Kind kind) {
  return mismatch && mismatch->kind == kind;
}

/// A dead process explains every other mismatch.
std::optional<ProcessFault> death(Testee& testee, const std::optional<Mismatch>& mismatch,
                                  bool closed, const Patience& patience) {
  // A close may be right and yet be the first that is seen of a death.
  const bool unasked = is(mismatch, Kind::closed) || is(mismatch, Kind::refused);
  const auto exit = unasked  ? exit_after_close(testee, patience)
                    : closed ? exit_begun(testee, patience)
                             : testee.exited();
  if (exit && exit->code == 0 && testee.companions() > 0) {
    // It was taken for ready a moment before it went there.
    return ProcessFault{Kind::harness,
                        "the server exited with code 0 and left processes running; it must stay in "
                        "the foreground"};
  }
  if (exit) return ProcessFault{Kind::crashed, "the server " + exit->text(), exit->text()};
  if (!unasked && !is(mismatch, Kind::silent)) return std::nullopt;
  const auto signal = fatal_signal_of_descendant(testee.pid());
  if (!signal) return std::nullopt;
  const auto death = Exit{.signal = signal}.text();
  return ProcessFault{Kind::crashed, "a child process of the server " + death, death};
}

/// An error of memory, of undefined behaviour, or a race; leaks are told at the end of a process.
std::optional<std::string> reported_error(Testee& testee) {
  const auto report = find_sanitizer_report(testee.new_errors());
  if (!report || report->kind == SanitizerReport::Kind::leak) return std::nullopt;
  return report->tool + " reports " + visible(report->what);
}

}  // namespace

std::optional<ProcessFault> process_fault(Testee& testee, const std::optional<Mismatch>& mismatch,
                                          bool closed, const Patience& patience) {
  auto fault = death(testee, mismatch, closed, patience);
  auto error = reported_error(testee);
  if (!error) return fault;
  if (!fault) return ProcessFault{Kind::sanitizer, *std::move(error)};
  fault->sentence += "; " + *error;
  return fault;
}

}  // namespace eardrum::conformance

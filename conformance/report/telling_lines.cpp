#include "eardrum/conformance/report/telling_lines.hpp"

#include <algorithm>

#include "eardrum/conformance/verdict/sanitizer_report.hpp"

namespace eardrum::conformance {

TellingLines telling_lines(const TesteeBytes& output, std::size_t lines_max) {
  const auto all = output.lines().size();
  const auto count = std::min(all, lines_max);
  if (const auto report = find_sanitizer_report(output.for_judging())) {
    const auto begin = output.slice(0, report->begin).lines().size();
    return {begin, std::min(count, all - begin), true};
  }
  return {all - count, count, false};
}

}  // namespace eardrum::conformance

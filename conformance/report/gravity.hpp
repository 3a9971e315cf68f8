// Which of several verdicts stands for all of them.
#pragma once

#include "eardrum/conformance/verdict.hpp"

namespace eardrum::conformance {

/// The greater, the more a verdict asks of the reader.
constexpr int gravity(Verdict verdict) {
  switch (verdict) {
    case Verdict::crash:
      return 9;
    case Verdict::hang:
      return 8;
    case Verdict::fail:
      return 7;
    case Verdict::leak:
      return 6;
    case Verdict::harness:
      return 5;
    case Verdict::warn:
      return 4;
    case Verdict::untested:
      return 3;
    case Verdict::info:
      return 2;
    case Verdict::pass:
      return 1;
    case Verdict::not_applicable:
      break;
  }
  return 0;
}

}  // namespace eardrum::conformance

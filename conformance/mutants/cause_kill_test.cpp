// One fault is told as one, by the rule that speaks of it, however many sessions it breaks: what
// `blame/cause.hpp` finds out is tried on servers, not on findings made up for it.
#include <gmock/gmock.h>

#include <algorithm>
#include <string>

#include "eardrum/conformance/blame/cause.hpp"
#include "eardrum/conformance/mutants/kill_matrix.hpp"

namespace eardrum::conformance::mutants {
namespace {

using ::testing::ElementsAre;

struct OneFault {
  const char* mutant;
  const char* rule;  ///< that speaks of it
};

class OneCause : public testing::TestWithParam<OneFault> {};

TEST_P(OneCause, IsToldByTheRuleThatSpeaksOfIt) {
  const auto& [mutant, rule] = GetParam();
  const auto report = play_server({EARDRUM_MUTANT, mutant, "--listen", "{host}:{port}"},
                                  server_sessions(), Profile::base, DeliveryKind::whole);
  EXPECT_THAT(broken_rules(report, false).broken, ElementsAre(rule));
}

INSTANTIATE_TEST_SUITE_P(Faults, OneCause,
                         testing::Values(OneFault{"integer-storage", "REQ-PUT-3"},
                                         OneFault{"third-lf", "REQ-FRM-3"},
                                         OneFault{"newest-row-only", "REQ-PUT-15"},
                                         OneFault{"older-dropped", "REQ-PUT-19"}),
                         [](const auto& parameter) {
                           std::string name = parameter.param.mutant;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace eardrum::conformance::mutants

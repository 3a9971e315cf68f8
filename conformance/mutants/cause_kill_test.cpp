// One fault is told as one, by the rule that speaks of it, however many sessions it breaks: what
// `report/cause.hpp` finds out is tried on servers, not on findings made up for it.
#include <gmock/gmock.h>

#include <algorithm>
#include <string>

#include "eardrum/conformance/mutants/kill_matrix.hpp"
#include "eardrum/conformance/report/finding_groups.hpp"

namespace eardrum::conformance::mutants {
namespace {

using ::testing::MatchesRegex;

struct OneFault {
  const char* mutant;
  const char* rule;  ///< that speaks of it
};

class OneCause : public testing::TestWithParam<OneFault> {};

TEST_P(OneCause, IsToldByTheRuleThatSpeaksOfIt) {
  const auto& [mutant, rule] = GetParam();
  const auto report = play_server({EARDRUM_MUTANT, mutant, "--listen", "{host}:{port}"},
                                  server_sessions(), Profile::base, DeliveryKind::whole);
  // What only an open point's session shows in words of its own may stand beside it.
  EXPECT_THAT(overall_sentence(report),
              MatchesRegex("DOES NOT CONFORM to profile base: [1-4] rules? broken: " +
                           std::string(rule) + "[,;].* more fail in the same way: .*"));
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

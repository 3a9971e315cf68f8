// Neither the reference server nor a faithful server is accused of anything.
#include <gmock/gmock.h>

#include <algorithm>

#include "eardrum/conformance/mutants/kill_matrix.hpp"

namespace eardrum::conformance::mutants {
namespace {

using ::testing::IsEmpty;

class Reference : public testing::TestWithParam<Profile> {};

TEST_P(Reference, IsAccusedOfNothing) {
  const auto report =
      play_server({EARDRUM_SERVER, "--listen", "{host}:{port}"}, server_sessions(), GetParam());
  EXPECT_THAT(failures(report), IsEmpty());
  EXPECT_FALSE(report.cases.empty());
}

INSTANTIATE_TEST_SUITE_P(Profiles, Reference,
                         testing::Values(Profile::base, Profile::strict, Profile::course),
                         [](const auto& parameter) { return std::string(name(parameter.param)); });

class Faithful : public testing::TestWithParam<const Mutant*> {};

TEST_P(Faithful, IsAccusedOfNothing) {
  const auto report =
      play_server({EARDRUM_MUTANT, std::string(GetParam()->name), "--listen", "{host}:{port}"},
                  server_sessions(), Profile::base, DeliveryKind::whole);
  EXPECT_THAT(failures(report), IsEmpty());
  EXPECT_FALSE(report.cases.empty());
}

std::vector<const Mutant*> all_faithful() {
  std::vector<const Mutant*> all;
  for (const auto& each : faithful()) all.push_back(&each);
  return all;
}

INSTANTIATE_TEST_SUITE_P(Variants, Faithful, testing::ValuesIn(all_faithful()),
                         [](const auto& parameter) {
                           std::string name(parameter.param->name);
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

/// The shape of most real servers once more, in every delivery.
TEST(UsualScript, IsAccusedOfNothingInAnyDelivery) {
  const auto report = play_server({EARDRUM_MUTANT, "usual-script", "--listen", "{host}:{port}"},
                                  server_sessions(), Profile::base);
  EXPECT_THAT(failures(report), IsEmpty());
}

}  // namespace
}  // namespace eardrum::conformance::mutants

#include "eardrum/conformance/run/profile_fit.hpp"

#include <gmock/gmock.h>

#include "eardrum/conformance/language/session_reader.hpp"

namespace eardrum::conformance {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::vector<Session>& sessions() {
  static const auto all = *read_sessions(R"(
session open.a REQ-PUT-18
title   which stays
A> get k\n
A< one of:
  last [strict course] = ok\n\n
  both                 = closed
session open.b REQ-ERR-5
title   what an empty line is
A> \n
A< one of:
  ignored [strict] = silence
  error            = closed
A> \n
A< one of:
  free = silence
  too  = closed
session open.blank-line-after-an-error REQ-ERR-5
title   how many errors
A> x\n\n
A< one of:
  no second error = silence
  two errors = closed
)",
                                         "test.session");
  return all;
}

CaseResult observed(const std::string& session, std::vector<std::string> labels,
                    const std::string& delivery = "whole") {
  CaseResult result;
  result.session = session;
  result.title = std::ranges::find(sessions(), session, &Session::name)->title;
  result.delivery = delivery;
  result.observed = std::move(labels);
  return result;
}

std::string best(const std::vector<CaseResult>& cases) {
  return best_fit(profile_fits(sessions(), cases));
}

TEST(ProfileFit, CountsOnlyWhatAProfileMarks) {
  const auto fits = profile_fits(
      sessions(), {observed("open.a", {"last"}), observed("open.b", {"ignored", "too"}),
                   observed("open.a", {"both"}, "cut")});
  EXPECT_EQ(fits.at(0).points, 2U);
  EXPECT_EQ(fits.at(1).points, 1U);
  EXPECT_EQ(fits.at(1).profile, "course");
  EXPECT_THAT(fits.at(0).departures, IsEmpty());
}

TEST(ProfileFit, PrefersStrictThenTheSecondGenerationThenTheFirst) {
  const auto strict = observed("open.b", {"ignored", "too"});
  const auto loose = observed("open.b", {"error", "too"});
  const auto one = observed("open.blank-line-after-an-error", {"no second error"});
  const auto two = observed("open.blank-line-after-an-error", {"two errors"});
  const auto last = observed("open.a", {"last"});
  EXPECT_THAT(best({last, strict, one}), HasSubstr("profile strict: all 2 choices"));
  EXPECT_THAT(best({last, loose, one}), HasSubstr("course, second generation: all 2"));
  EXPECT_THAT(best({last, loose, two}), HasSubstr("course, first generation: all 1"));
}

TEST(ProfileFit, NamesWhatStandsInTheWayOfTheNearest) {
  const auto fits = profile_fits(
      sessions(), {observed("open.a", {"both"}), observed("open.b", {"ignored", "too"})});
  EXPECT_THAT(fits.at(0).departures, ElementsAre("which stays: both"));
  EXPECT_EQ(best_fit(fits),
            "profile base alone; from strict it departs in 1 of 2 choices (which stays: both)");
}

TEST(ProfileFit, SaysNothingWhereNothingWasObserved) {
  EXPECT_EQ(best({}), "");
  EXPECT_EQ(best({observed("open.a", {})}), "");
}

}  // namespace
}  // namespace eardrum::conformance

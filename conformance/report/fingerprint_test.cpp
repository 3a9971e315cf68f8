#include "eardrum/conformance/report/fingerprint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eardrum/conformance/report/testing/poisoning_law.hpp"

namespace eardrum::conformance {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<Observation> observations{
    {"REQ-PUT-5",
     "open.a",
     "how the value 1e3 is taken",
     "accepted, stored",
     {"values in a put", "1e3"}},
    {"REQ-GET-9", "open.b", "the order of a key's rows", "by time", {"order of rows", ""}},
    {"REQ-PUT-5", "open.c", "how the value 0x10 is taken", "closed", {"values in a put", "0x10"}},
    {"REQ-PUT-7",
     "open.d",
     "how the value nan is taken",
     "accepted, stored",
     {"values in a put", "nan"}},
    {"profile",
     "fits-best",
     "the profile that the observed behaviour fits best",
     "profile base alone",
     {"fits best", ""}},
    {"REQ-NEW-1", "mine.one", "how it is", "so", {"an axis of another kit", ""}},
};

TEST(Reading, GathersByAxisAndThenByChoice) {
  const auto axes = reading(observations);
  ASSERT_EQ(axes.size(), 4U);
  EXPECT_EQ(axes[0].name, "fits best");
  EXPECT_EQ(axes[1].name, "order of rows");
  EXPECT_EQ(axes[2].name, "values in a put");
  EXPECT_THAT(axes[2].rules, ElementsAre("REQ-PUT-5", "REQ-PUT-7"));
  ASSERT_EQ(axes[2].choices.size(), 2U);
  EXPECT_EQ(axes[2].choices[0].choice, "accepted, stored");
  EXPECT_THAT(axes[2].choices[0].questions, ElementsAre("1e3", "nan"));
  EXPECT_THAT(axes[2].choices[1].questions, ElementsAre("0x10"));
}

TEST(Reading, KeepsWhatItKnowsNoAxisFor) {
  const auto axes = reading(observations);
  EXPECT_EQ(axes[3].name, "other");
  EXPECT_THAT(axes[3].rules, ElementsAre("REQ-NEW-1"));
  EXPECT_THAT(axes[3].choices.at(0).questions, ElementsAre("how it is"));
}

TEST(Reading, SaysOnceWhatIsChosenAgainAndAgain) {
  const auto choice_of = [](const std::string& text) {
    return reading({{"REQ-PUT-5", "", "t", text, {}}}).at(0).choices.at(0).choice;
  };
  EXPECT_EQ(choice_of("accepted, accepted, accepted, closed"), "accepted ×3, closed");
  EXPECT_EQ(choice_of("closed, accepted, closed"), "closed, accepted, closed");
  EXPECT_EQ(choice_of("by key, as first put"), "by key, as first put");
  EXPECT_EQ(choice_of(""), "");
}

TEST(ReadingText, NamesEachAxisWithItsRulesAndAlignsTheChoices) {
  EXPECT_THAT(
      reading_text(observations, 100),
      ElementsAre("  fits best", "    - profile base alone", "  order of rows (REQ-GET-9)",
                  "    - by time  the order of a key's rows",
                  "  values in a put (REQ-PUT-5, REQ-PUT-7)", "    - accepted, stored  1e3; nan",
                  "    - closed            0x10", "  other (REQ-NEW-1)", "    - so  how it is"));
  EXPECT_THAT(reading_text({}, 100), IsEmpty());
}

TEST(ReadingText, BreaksLinesBetweenQuestionsAndBeginsNoneWithAStrangersWord) {
  const std::string title(20, 'x');
  const Observation one{"REQ-GET-9", "s", title, "by time", {"order of rows", ""}};
  EXPECT_THAT(
      reading_text({one, one, one}, 60),
      ElementsAre("  order of rows (REQ-GET-9)", "    - by time  " + title + "; " + title + ";",
                  "    ·          " + title));
  const Observation command{"::a", "s", "::b", "::c", {"::d", "::e"}};
  for (const auto& line : reading_text({command, command, command}, 10)) {
    EXPECT_FALSE(not_inert(line)) << line;
  }
}

}  // namespace
}  // namespace eardrum::conformance

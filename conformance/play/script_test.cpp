#include "eardrum/conformance/play/script.hpp"

#include <gmock/gmock.h>

#include "eardrum/conformance/language/session_reader.hpp"
#include "eardrum/conformance/play/play.hpp"

namespace eardrum::conformance {
namespace {

using testing::ElementsAre;

Session session_of(const std::string& steps) {
  auto sessions = read_sessions("session t REQ-PUT-1\ntitle t\n" + steps, "test.session");
  if (!sessions) throw std::runtime_error(sessions.error().text());
  return sessions->front();
}

/// The sources of the steps, parts separated by "|".
std::vector<std::string> arranged(const Session& session, DeliveryKind kind) {
  std::vector<std::string> texts;
  for (const auto& part : arrange(unroll(session, ""), kind)) {
    for (const auto& step : part.steps) texts.push_back(step.step->source);
    texts.emplace_back("|");
  }
  return texts;
}

TEST(Unroll, RepeatsWithNumbers) {
  const auto session = session_of("repeat 3 as i\n  A> put {k} {i} {i}\\n\n  A< ok\\n\\n\nend\n");
  EXPECT_THAT(sent_texts(session, ".x"),
              ElementsAre("put k.x 1 1\n", "put k.x 2 2\n", "put k.x 3 3\n"));
}

TEST(Unroll, NestsLoops) {
  const auto session = session_of("repeat 2 as i\n repeat 2 as j\n  A> {i}{j}\\n\n end\nend\n");
  EXPECT_THAT(sent_texts(session, ""), ElementsAre("11\n", "12\n", "21\n", "22\n"));
}

TEST(Arrange, LeavesOneStepAPartUnlessCoalesced) {
  const auto session = session_of("A> a\\n\nA< ok\\n\\n\nA> b\\n\nA< ok\\n\\n\n");
  EXPECT_THAT(arranged(session, DeliveryKind::whole),
              ElementsAre("A> a\\n", "|", "A< ok\\n\\n", "|", "A> b\\n", "|", "A< ok\\n\\n", "|"));
  EXPECT_THAT(arranged(session, DeliveryKind::coalesced),
              ElementsAre("A> a\\n", "A> b\\n", "A< ok\\n\\n", "A< ok\\n\\n", "|"));
  EXPECT_TRUE(can_coalesce(session));
}

TEST(Arrange, DoesNotCoalesceAcrossConnections) {
  const auto session = session_of("A> a\\n\nA< ok\\n\\n\nB> b\\n\nB< ok\\n\\n\n");
  EXPECT_FALSE(can_coalesce(session));
}

TEST(Arrange, SendsNothingAfterARequestThatMayEndTheConnection) {
  EXPECT_FALSE(
      can_coalesce(session_of("A> a\\n\nA< error\\nwrong command\\n\\n\nA> b\\n\nA< ok\\n\\n\n")));
  EXPECT_FALSE(can_coalesce(session_of("A> a\nA< silence\nA> b\\n\nA< ok\\n\\n\n")));
}

}  // namespace
}  // namespace eardrum::conformance

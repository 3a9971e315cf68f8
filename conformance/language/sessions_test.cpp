// Lint over all session files: what a session of level S or D must not do, because it would accuse
// an honest server of something that the protocol leaves open (SESSIONS.md, SPEC.md "Three zones").
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include "eardrum/conformance/language/byte_text.hpp"
#include "eardrum/conformance/language/session_library.hpp"
#include "eardrum/protocol/parse.hpp"
#include "eardrum/protocol/requirement.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::conformance {
namespace {

using protocol::Level;
using protocol::Zone;

// Appended to every private key here, so that a key which is not private can be told.
constexpr std::string_view key_suffix = "qzx";
constexpr std::string_view error_answer = "error\nwrong command\n\n";
constexpr std::string_view empty_answer = "ok\n\n";

/// All sessions of the tree, file by file in the order of names.
const std::vector<Session>& all_sessions() {
  static const auto sessions = load_sessions(EARDRUM_SESSIONS_DIRECTORY);
  EXPECT_TRUE(sessions.has_value()) << sessions.error();
  return sessions.value();
}

/// Whether a mismatch fails in profile base, so that it had better be just.
bool binds_in_base(const Session& session) {
  const auto level = session.requirement->level;
  return (level == Level::stated || level == Level::derived) && !session.only_in;
}

/// Plays one server session of level S or D on paper, and notes what could accuse the innocent.
class Lint {
 public:
  explicit Lint(const Session& session) : session_(session) {
    if (!session.needs_fresh_store) binding_.key_suffix = key_suffix;
    walk(session.steps);
    for (const auto& [letter, connection] : connections_) {
      if (!connection.unanswered.empty()) note("a request is left without an expectation");
      if (!connection.partial.empty()) note("a request is left without its LF");
    }
  }

  const std::vector<std::string>& complaints() const { return complaints_; }

 private:
  struct Connection {
    std::string partial;
    std::vector<std::string> unanswered;
    bool had_error = false;
  };

  void note(const std::string& complaint) {
    complaints_.push_back(place_.text() + ": " + complaint);
  }

  void walk(const std::vector<Step>& steps) {
    for (const auto& step : steps) {
      place_ = step.place;
      std::visit([this](const auto& action) { visit(action); }, step.action);
    }
  }

  void visit(const Repeat& repeat) {
    for (auto i = repeat.loop.first; i <= repeat.loop.last; ++i) {
      binding_.loops[repeat.loop.variable] = i;
      walk(repeat.steps);
    }
  }

  void visit(const Send& send) {
    auto& connection = connections_[send.connection];
    if (connection.had_error) note("goes on with a connection after its error answer");
    connection.partial += expand(send.bytes, binding_);
    for (auto end = connection.partial.find('\n'); end != std::string::npos;
         end = connection.partial.find('\n')) {
      check_request(connection.partial.substr(0, end));
      connection.unanswered.push_back(connection.partial.substr(0, end));
      connection.partial.erase(0, end + 1);
    }
    if (connection.unanswered.size() > 1) note("sends a request before the last was answered");
  }

  void check_request(const std::string& line) {
    const auto zone = protocol::request_zone(line);
    if (zone == Zone::open && !may_ask(line))
      note("the text leaves open how this is taken: " + line);
    if (zone != Zone::must_accept) return;
    if (line == "get *") {
      if (!session_.needs_fresh_store) note("get * on a store that others use too");
      return;
    }
    std::istringstream words(line);
    std::string verb;
    std::string key;
    std::string value;
    std::string timestamp;
    words >> verb >> key >> value >> timestamp;
    if (!session_.needs_fresh_store && !key.contains(key_suffix)) note("key is not private");
    const std::set<std::string_view> about_repeated{"REQ-PUT-17", "REQ-GET-10", "REQ-GET-13"};
    if (verb == "put" && !stored_.emplace(key, timestamp).second &&
        !about_repeated.contains(session_.requirement->id)) {
      note("puts twice at one timestamp of one key, which few rules speak of");
    }
    if (verb == "put") agreed_ = false;
  }

  /// What an open key finds is open, but not that it finds other keys' samples.
  bool may_ask(const std::string& line) const {
    const bool spelt_so = std::ranges::all_of(line, [](char c) { return c >= ' ' && c <= '~'; });
    const bool strictly = protocol::parse_request(line + '\n').has_value();
    return session_.requirement->id == "REQ-GET-11" && spelt_so && strictly;
  }

  void visit(const Expect& expect) {
    auto& connection = connections_[expect.connection];
    if (expect.expectation.kind == Expectation::Kind::silence) {
      if (!connection.unanswered.empty()) note("expects silence where an answer is due");
      return;
    }
    if (is_rest(expect.expectation) && connection.unanswered.empty()) {
      connection = {};  // what is left of the line is for nobody
      return;
    }
    if (connection.unanswered.empty()) return note("expects an answer to nothing");
    const auto line = connection.unanswered.front();
    connection.unanswered.erase(connection.unanswered.begin());
    if (protocol::request_zone(line) == Zone::must_reject) {
      connection.had_error = true;
      const bool exact = expect.expectation.kind == Expectation::Kind::bytes &&
                         expand(expect.expectation.bytes, binding_) == error_answer;
      if (!exact) note("the error answer is due, and nothing else: " + line);
    } else if (protocol::request_zone(line) == Zone::open) {
      connection.had_error = true;
      check_open_answer(expect.expectation, line);
    } else {
      check_answer(expect.expectation, line);
    }
  }

  /// To an unfinished line nothing is answered; who makes a server wait for the rest may be left.
  static bool is_rest(const Expectation& expectation) {
    return expectation.kind == Expectation::Kind::one_of &&
           std::ranges::all_of(expectation.alternatives, [](const Alternative& alternative) {
             const auto& expected = alternative.expectation;
             return expected.kind == Expectation::Kind::closed || expected.at_least.count() > 0;
           });
  }

  void check_answer(const Expectation& expectation, const std::string& line) {
    switch (expectation.kind) {
      case Expectation::Kind::bytes:
        if (expand(expectation.bytes, binding_) != empty_answer) {
          note("rows as bytes depend on number spelling");
        }
        return;
      case Expectation::Kind::rows:
        check_order(expectation.order);
        for (const auto& row : expand(expectation.rows, binding_)) check_row(row, line);
        return;
      case Expectation::Kind::one_of:
        for (const auto& alternative : expectation.alternatives) {
          if (!alternative.required_in.empty()) note("a mark where every alternative is right");
          check_answer(alternative.expectation, line);
        }
        return;
      case Expectation::Kind::closed:
        return note("a close is never the answer to a core request");
      case Expectation::Kind::frame:
      case Expectation::Kind::ok_frame:
      case Expectation::Kind::silence:
      case Expectation::Kind::as_before:
        return;
    }
  }

  void check_order(RowOrder order) {
    switch (order) {
      case RowOrder::any:
      case RowOrder::subset:
        return;
      case RowOrder::puts:
        agreed_ = true;
        return;
      case RowOrder::puts_as_before:
        if (!agreed_) note("a put came since the answer that is to be given again");
        return;
      case RowOrder::exact:
      case RowOrder::per_key:
        return note("depends on the order of rows");
    }
  }

  /// Nothing, the error and an end are right, and of rows those of the asked key.
  void check_open_answer(const Expectation& expectation, const std::string& line) {
    std::set<std::string> allowed;
    for (const auto& alternative : expectation.alternatives) {
      const auto& expected = alternative.expectation;
      if (!alternative.required_in.empty()) note("a mark where every alternative is right");
      if (expected.kind == Expectation::Kind::closed) allowed.insert("closed");
      if (expected.kind == Expectation::Kind::bytes) {
        allowed.insert(expand(expected.bytes, binding_));
      } else if (expected.kind != Expectation::Kind::closed) {
        for (const auto& row : expand(expected.rows, binding_)) {
          if (line != "get " + row.substr(0, row.find(' '))) note("row of another key: " + row);
        }
      }
    }
    const std::set<std::string> due{"closed", std::string(empty_answer), std::string(error_answer)};
    if (!std::ranges::includes(allowed, due)) note("does not leave open what is open: " + line);
  }

  /// The row answers the request, and was stored before.
  void check_row(const std::string& row, const std::string& line) {
    const auto key = row.substr(0, row.find(' '));
    const auto timestamp = row.substr(row.rfind(' ') + 1);
    if (line != "get *" && line != "get " + key) note("row of another key: " + row);
    if (!stored_.contains({key, timestamp})) note("row that nobody put: " + row);
  }

  void visit(const ConnectionAction& action) {
    auto& connection = connections_[action.connection];
    if (action.what == ConnectionAction::What::half_close)
      note("half-close is open ground (REQ-FRM-9)");
    if (!connection.unanswered.empty()) note("leaves a request unanswered");
    connection = {};
  }

  void visit(const TesteeAction&) { note("only house and open rules ask things of the process"); }
  void visit(const Call&) { note("calls a client"); }
  void visit(const Outcome&) { note("calls a client"); }
  void visit(const ManyLines&) { note("no session file can say this"); }

  const Session& session_;
  Binding binding_{};
  Place place_;
  std::map<char, Connection> connections_;
  std::set<std::pair<std::string, std::string>> stored_;
  bool agreed_ = false;  ///< rows from puts were due, and nothing was put since
  std::vector<std::string> complaints_;
};

TEST(Sessions, AreReadWithoutErrorAndAreMany) {
  constexpr std::size_t sessions_min = 150;
  EXPECT_GE(all_sessions().size(), sessions_min);
}

TEST(Sessions, HaveUniqueNames) {
  const auto unique = check_unique_names(all_sessions());
  EXPECT_TRUE(unique.has_value()) << (unique ? "" : unique.error().text());
}

TEST(Sessions, HaveNamesThatBeginWithTheirFilesName) {
  for (const auto& session : all_sessions()) {
    auto stem = std::filesystem::path(session.place.file).stem().string();
    std::ranges::replace(stem, '_', '-');
    EXPECT_TRUE(session.name.starts_with(stem + ".")) << session.place.text();
  }
}

TEST(Sessions, ExistForEveryRuleThatIsNotUntestable) {
  // Why no session can speak of these stands in SESSIONS.md, "What no session can say".
  const std::set<std::string_view> untestable{"REQ-CLI-10", "REQ-CON-8"};
  std::set<std::string_view> tested;
  for (const auto& session : all_sessions()) {
    // An open rule may be spoken of in the profiles that choose.
    const bool open = session.requirement->level == Level::unspecified;
    if (open || !session.only_in) tested.insert(session.requirement->id);
  }
  for (const auto& requirement : protocol::requirements()) {
    EXPECT_NE(tested.contains(requirement.id), untestable.contains(requirement.id))
        << requirement.id << ": " << requirement.rule;
  }
}

TEST(Sessions, JudgeTheSideThatTheirRuleBinds) {
  for (const auto& session : all_sessions()) {
    const auto side = session.requirement->side;
    if (side == protocol::Side::both) continue;
    EXPECT_EQ(session.judges_client, side == protocol::Side::client) << session.place.text();
  }
}

TEST(Sessions, AccuseNoHonestServer) {
  std::vector<std::string> complaints;
  for (const auto& session : all_sessions()) {
    if (session.judges_client || !binds_in_base(session)) continue;
    const Lint lint(session);
    complaints.insert(complaints.end(), lint.complaints().begin(), lint.complaints().end());
  }
  EXPECT_THAT(complaints, testing::IsEmpty());
}

TEST(Sessions, OfPipelinesAreNotBlamedOnSegments) {
  // A server that cannot pipeline breaks a house rule. Cut at a line end it may pass or not, and
  // what only a cut brings out is held against REQ-FRM-5, which binds.
  for (const auto& session : all_sessions()) {
    if (session.requirement->id != "REQ-FRM-7") continue;
    for (const auto kind : session.deliveries) {
      EXPECT_TRUE(kind == DeliveryKind::whole || kind == DeliveryKind::coalesced)
          << session.place.text();
    }
  }
}

TEST(Sessions, WhoseAnswerDependsOnARaceArePlayedOnce) {
  // Another choice in another delivery is held against REQ-FRM-5.
  for (const auto& session : all_sessions()) {
    if (session.requirement->id != "REQ-CON-4") continue;
    EXPECT_EQ(session.deliveries, std::vector{DeliveryKind::whole}) << session.place.text();
  }
}

/// The connections that the steps leave open, and the most that were open at once.
void count_open(const std::vector<Step>& steps, std::set<char>& open, std::size_t& most) {
  for (const auto& step : steps) {
    const auto* testee = std::get_if<TesteeAction>(&step.action);
    if (testee != nullptr && testee->what == TesteeAction::What::restart) open.clear();
    if (testee != nullptr && testee->what == TesteeAction::What::still_alive) {
      most = std::max(most, open.size() + 1);  // it asks on a connection of its own
    }
    if (const auto* repeat = std::get_if<Repeat>(&step.action)) {
      count_open(repeat->steps, open, most);
    }
    const auto* send = std::get_if<Send>(&step.action);
    const auto* expect = std::get_if<Expect>(&step.action);
    const auto* action = std::get_if<ConnectionAction>(&step.action);
    if (send != nullptr) open.insert(send->connection);
    if (expect != nullptr) open.insert(expect->connection);
    if (action == nullptr) {
      most = std::max(most, open.size());
      continue;
    }
    using enum ConnectionAction::What;
    if (action->what == close || action->what == abort) {
      open.erase(action->connection);
    } else {
      open.insert(action->connection);
    }
    most = std::max(most, open.size());
  }
}

// To serve several connections at once is a house rule (REQ-CON-5): a server that does not must not
// fail for another reason.
TEST(Sessions, HaveOneConnectionAtATimeUnlessTheySayThatTheyNeedTwo) {
  for (const auto& session : all_sessions()) {
    const bool excepted =
        session.judges_client || session.only_in || session.requirement->level == Level::house;
    if (excepted) continue;
    std::set<char> open;
    std::size_t most = 0;
    count_open(session.steps, open, most);
    EXPECT_EQ(session.needs_two_connections, most > 1) << session.place.text();
  }
}

TEST(Sessions, OfOpenRulesNameTheirAlternativesAndTheirAxisOfTheFingerprint) {
  for (const auto& session : all_sessions()) {
    if (session.requirement->level != Level::unspecified || session.only_in) continue;
    const auto asks = [](const Step& step) {
      const auto* expect = std::get_if<Expect>(&step.action);
      return expect != nullptr && expect->expectation.kind == Expectation::Kind::one_of;
    };
    const bool chooses = std::ranges::any_of(session.steps, asks);
    EXPECT_TRUE(session.judges_client || chooses)
        << session.place.text() << ": nothing of this goes into the fingerprint";
    const auto& axis = session.fingerprint.axis;
    EXPECT_TRUE(!chooses || (is_fingerprint_axis(axis) && axis != "other")) << session.place.text();
  }
}

}  // namespace
}  // namespace eardrum::conformance

#include "eardrum/conformance/load/thousand_connections.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <expected>
#include <string_view>
#include <utility>
#include <vector>

#include "eardrum/conformance/load/survival.hpp"
#include "eardrum/conformance/load/whole_answer.hpp"
#include "eardrum/conformance/play/wire.hpp"
#include "eardrum/conformance/run/session_run.hpp"

namespace eardrum::conformance::load {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t members_max = 1000;

// Those who answer slowly are not asked a thousand times.
constexpr std::chrono::milliseconds growing{4'000};

constexpr std::string_view key_begin = "eardrum.crowd";

/// One connection that was served.
struct Member {
  Wire wire;
  std::string received;
  std::string key;
};

/// Both sides need a descriptor for each connection; the testee inherits what we may have.
void make_room() {
  constexpr rlim_t wanted = 4 * members_max;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min(limit.rlim_max, wanted);
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

std::string count_of(std::size_t members) {
  return std::to_string(members) + (members == 1 ? " connection" : " connections");
}

/// What one process of the testee showed.
struct Gathering {
  std::size_t admitted = 0;  ///< had their put answered
  std::size_t served = 0;    ///< ... and their get, when all were there
  std::string why_no_more;   ///< empty: all that were tried
  std::string_view rule = survival_rule;
  Played played;
};

class Crowd {
 public:
  Crowd(const Address& address, const std::string& key_suffix, const Patience& patience,
        std::uint64_t& exchanges)
      : address_(address), suffix_(key_suffix), patience_(patience), exchanges_(exchanges) {}

  Gathering gather() {
    members_.reserve(members_max);
    const auto deadline = Clock::now() + growing;
    while (members_.size() < members_max && out_.why_no_more.empty()) {
      if (Clock::now() >= deadline) {
        out_.why_no_more = "the time limit was reached";
      } else {
        add_member();
      }
      throw_if(patience_.given_up);
    }
    out_.admitted = members_.size();
    ask_all();
    return std::move(out_);
  }

 private:
  void add_member() {
    const auto number = std::to_string(members_.size() + 1);
    auto wire = Wire::connect(address_, patience_.connect);
    if (!wire) {
      out_.why_no_more = "the next one was not accepted";
      return;
    }
    Member member{*std::move(wire), {}, std::string(key_begin) + number + suffix_};
    std::string answer;
    ++exchanges_;
    const auto request = "put " + member.key + " 1.5 " + number + "\n";
    if (!member.wire.send(request, member.received, patience_.answer, patience_.given_up)) {
      out_.why_no_more = "the next one was closed";
      return;
    }
    const auto answered = read_answer(member.wire, member.received, answer, patience_.asleep_answer,
                                      patience_.given_up);
    if (answered != Answered::whole || answer != "ok\n\n") {
      // What a put has to be answered is for other sessions to judge.
      out_.why_no_more = answered == Answered::whole    ? "the next one got another answer"
                         : answered == Answered::closed ? "the next one was closed"
                                                        : "the next one got no answer";
      return;
    }
    members_.push_back(std::move(member));
  }

  /// All ask before the first answer is read.
  void ask_all() {
    for (auto& member : members_) {
      ++exchanges_;
      member.wire.send("get " + member.key + "\n", member.received, patience_.answer,
                       patience_.given_up);
    }
    std::size_t turned_away = 0;
    for (auto& member : members_) {
      std::string answer;
      const auto answered =
          read_answer(member.wire, member.received, answer, patience_.answer, patience_.given_up);
      throw_if(patience_.given_up);
      if (answered == Answered::silent) {
        fail(Mismatch::Kind::silent, "REQ-FRM-4", "one connection got no answer to its get",
             member);
        break;
      }
      if (answered == Answered::closed) {
        ++turned_away;
        continue;
      }
      ++out_.served;
      // What else may be wrong with it is for other sessions to judge.
      const bool of_another = answer.contains(key_begin) && !answer.contains(member.key);
      if (!of_another) continue;
      member.received = answer;
      fail(Mismatch::Kind::answer, "REQ-GET-4", "one connection got the sample of another", member);
      break;
    }
    if (turned_away > 0) out_.why_no_more = count_of(turned_away) + " were closed before that";
  }

  void fail(Mismatch::Kind kind, std::string_view rule, const std::string& what,
            const Member& member) {
    out_.rule = rule;
    auto& mismatch = out_.played.mismatch.emplace();
    mismatch.kind = kind;
    mismatch.source = "get " + member.key + "\\n";
    mismatch.sentence =
        "of " + count_of(members_.size()) + ", each with a sample of its own, " + what;
    note(TranscriptEntry::Kind::sent, "get " + member.key + "\n");
    note(TranscriptEntry::Kind::received, member.received);
    mismatch.received = TesteeBytes(member.received);
  }

  void note(TranscriptEntry::Kind kind, const std::string& bytes) {
    if (bytes.empty()) return;
    TranscriptEntry entry;
    entry.kind = kind;
    entry.connection = "A";
    entry.bytes = TesteeBytes(bytes);
    out_.played.transcript.push_back(std::move(entry));
  }

  const Address& address_;
  const std::string& suffix_;
  const Patience& patience_;
  std::uint64_t& exchanges_;
  std::vector<Member> members_;
  Gathering out_;
};

CaseResult without_finding(Verdict verdict, std::string reason) {
  return unplayed(crowd_session(), DeliveryKind::whole, verdict, std::move(reason));
}

/// One process, one crowd; the case if there is none.
std::expected<Gathering, CaseResult> gathering(Stage& stage, const std::string& key_suffix,
                                               const Patience& patience, std::uint64_t& exchanges) {
  if (const auto started = stage.start_fresh(); !started) {
    return std::unexpected(without_finding(Verdict::harness, started.error().sentence));
  }
  auto seen = Crowd(*stage.server_address(), key_suffix, patience, exchanges).gather();
  auto played = stage.play(survival_probe(), {}, key_suffix);
  exchanges += played.exchanges;
  const auto alive =
      survived(std::move(played),
               "after " + count_of(std::max<std::size_t>(seen.admitted, 1)) + " at the same time");
  // A death explains everything else.
  if (alive.mismatch && (!seen.played.mismatch || died(alive))) {
    seen.rule = survival_rule;
    seen.played = alive;
  }
  if (seen.admitted == 0 && !alive.mismatch) {
    return std::unexpected(
        without_finding(Verdict::untested, "not even one connection is served correctly"));
  }
  return seen;
}

}  // namespace

Session crowd_session() {
  auto session = stepless_session("load.thousand-connections", "REQ-CON-5",
                                  "how many of a thousand connections are served at the same time");
  session.fingerprint.axis = "connections and restarts";
  return session;
}

CaseResult play_crowd(Stage& stage, const std::string& key_suffix, const Patience& patience,
                      Profile profile, std::uint64_t& exchanges) {
  make_room();
  const auto session = crowd_session();
  auto seen = gathering(stage, key_suffix + "a", patience, exchanges);
  // A death is evidence however rarely it comes.
  if (seen && seen->played.mismatch && !died(seen->played)) {
    seen = gathering(stage, key_suffix + "b", patience, exchanges);
  }
  if (!seen) return seen.error();
  if (!seen->played.mismatch) {
    auto result = unplayed(session, DeliveryKind::whole, Verdict::info, "");
    result.observed = {std::to_string(seen->served) +
                       (seen->why_no_more.empty() ? "" : "; " + seen->why_no_more)};
    return result;
  }
  auto result = failed(session, seen->rule, seen->played, profile);
  if (result.finding) result.finding->output = stage.output();
  return result;
}

}  // namespace eardrum::conformance::load

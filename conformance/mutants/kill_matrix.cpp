#include "eardrum/conformance/mutants/kill_matrix.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

#include "eardrum/conformance/language/session_library.hpp"
#include "eardrum/conformance/run/runner.hpp"

namespace eardrum::conformance::mutants {
namespace {

/// Which session kills which mutant does not depend on what else the machine does: a session of
/// thousands of requests is played to its end.
Patience patience_on_a_busy_machine() {
  Patience patience;
  patience.long_session = std::chrono::minutes(3);
  return patience;
}

constexpr unsigned mutants_at_a_time = 4;  // most of the time they only wait

bool is_about_segments(std::string_view requirement) {
  return requirement == "REQ-FRM-5" || requirement == "REQ-FRM-6" || requirement == "REQ-FRM-7";
}

bool may_run(const Session& session, Profile profile) {
  return !session.judges_client && (!session.only_in || *session.only_in == profile);
}

std::vector<Session> own_sessions(const std::vector<Session>& sessions, const Mutant& mutant) {
  std::vector<Session> own;
  std::ranges::copy_if(sessions, std::back_inserter(own), [&](const Session& session) {
    return session.requirement->id == mutant.requirement && may_run(session, mutant.profile);
  });
  return own;
}

void add_once(std::vector<std::string>& names, const std::string& name) {
  if (std::ranges::find(names, name) == names.end()) names.push_back(name);
}

Kill try_to_kill(const std::string& program, const std::vector<Session>& sessions,
                 const Mutant& mutant) {
  Kill kill{&mutant, {}, {}, {}};
  const auto own = own_sessions(sessions, mutant);
  const auto only =
      is_about_segments(mutant.requirement) ? std::nullopt : std::optional(DeliveryKind::whole);
  const auto report = play_server({program, std::string(mutant.name), "--listen", "{host}:{port}"},
                                  own, mutant.profile, only);
  for (const auto& result : report.cases) {
    if (result.verdict == Verdict::harness) {
      kill.faults.push_back(result.session + ": " + result.reason);
    } else if (is_failure(result.verdict)) {
      add_once(kill.sessions, result.session);
    }
  }
  for (const auto& session : own) {
    if (std::ranges::find(kill.sessions, session.name) == kill.sessions.end()) {
      kill.survivals.push_back(session.name);
    }
  }
  return kill;
}

/// Whether a session claims something that a server can break.
bool must_kill(const Session& session) {
  return !session.judges_client &&
         (session.requirement->level != protocol::Level::unspecified || session.only_in);
}

std::string code(std::string_view text) {
  return "`" + std::string(text) + "`";
}

}  // namespace

std::vector<Session> server_sessions() {
  auto sessions = builtin_sessions();
  std::erase_if(sessions, [](const Session& session) { return session.judges_client; });
  return sessions;
}

RunReport play_server(const std::vector<std::string>& command, const std::vector<Session>& sessions,
                      Profile profile, std::optional<DeliveryKind> only) {
  RunOptions options;
  options.profile = profile;
  options.pace.testees = 1;
  options.pace.exhaustive = true;
  if (only) options.only_delivery = Delivery{*only, 0};
  options.make_stage = [&command] {
    LaunchSpec spec;
    spec.command = command;
    return server_stage(launched_test_bed(spec), patience_on_a_busy_machine());
  };
  options.replay = [](const Session&, const Delivery&) { return std::string(); };
  return run(sessions, options);
}

std::vector<std::string> failures(const RunReport& report) {
  std::vector<std::string> lines;
  for (const auto& result : report.cases) {
    if (!is_failure(result.verdict) && result.verdict != Verdict::harness) continue;
    std::string line = result.session + " " + result.delivery + " " +
                       std::string(label(result.verdict)) + " " + result.reason;
    if (result.finding) line += result.finding->requirement + ": " + result.finding->sentence;
    lines.push_back(line);
  }
  return lines;
}

std::vector<Kill> kill_matrix(const std::string& program, const std::vector<Session>& sessions,
                              const std::vector<std::string_view>& rules) {
  std::vector<const Mutant*> all;
  for (const auto& mutant : faulty()) {
    const bool named = std::ranges::find(rules, mutant.requirement) != rules.end();
    if (rules.empty() || named) all.push_back(&mutant);
  }
  std::vector<Kill> kills(all.size());
  std::atomic<std::size_t> next = 0;
  {
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < mutants_at_a_time; ++i) {
      workers.emplace_back([&] {
        for (auto index = next++; index < all.size(); index = next++) {
          kills[index] = try_to_kill(program, sessions, *all[index]);
        }
      });
    }
  }
  return kills;
}

std::vector<std::string> vacuous(const std::vector<Session>& sessions,
                                 const std::vector<Kill>& kills) {
  std::vector<std::string> names;
  for (const auto& session : sessions) {
    const auto kills_with_it = [&](const Kill& kill) {
      return std::ranges::find(kill.sessions, session.name) != kill.sessions.end();
    };
    if (must_kill(session) && std::ranges::none_of(kills, kills_with_it)) {
      names.push_back(session.name);
    }
  }
  return names;
}

std::string markdown(const std::vector<Kill>& kills) {
  std::string text =
      "# Which sessions kill which mutants\n\n"
      "Made by `eardrum-kill-matrix`, and compared by a test; do not edit. Each row is a server "
      "with "
      "one planted\nfault, and the sessions of the rule it breaks that fail against it.\n\n"
      "| mutant | what it does | rule | profile | killed by |\n|---|---|---|---|---|\n";
  for (const auto& kill : kills) {
    std::string sessions;
    for (const auto& session : kill.sessions) {
      sessions += (sessions.empty() ? "" : ", ") + code(session);
    }
    text += "| " + code(kill.mutant->name) + " | " + std::string(kill.mutant->sentence) + " | " +
            std::string(kill.mutant->requirement) + " | " +
            std::string(name(kill.mutant->profile)) + " | " + sessions + " |\n";
  }
  return text;
}

}  // namespace eardrum::conformance::mutants

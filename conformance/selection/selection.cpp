#include "eardrum/conformance/selection/selection.hpp"

#include <algorithm>
#include <functional>
#include <string_view>

#include "eardrum/conformance/language/source_lines.hpp"
#include "eardrum/conformance/selection/glob.hpp"
#include "eardrum/conformance/selection/quick.hpp"

namespace eardrum::conformance {
namespace {

using Texts = std::vector<std::string>;

/// One option of the command line: takes a session if one of its patterns matches one of the texts
/// that it looks at, or leaves it out for that.
struct PatternFilter {
  std::string option;
  const Texts* patterns;
  bool takes;
  std::function<Texts(const Session&)> looks_at;
  std::string what;  ///< for sentences: "session", "rule"
};

Texts name_of(const Session& session) {
  return {session.name};
}

Texts rule_of(const Session& session) {
  return {std::string(session.requirement->id)};
}

Texts level_of(const Session& session) {
  return {std::string(letter(session.requirement->level))};
}

std::vector<PatternFilter> pattern_filters(const Selection& selection) {
  return {{"--only", &selection.only, true, name_of, "session"},
          {"--rule", &selection.rules, true, rule_of, "rule with sessions"},
          {"--level", &selection.levels, true, level_of, "level with sessions"},
          {"--tag", &selection.tags, true, tags, "tag"},
          {"--skip", &selection.skip, false, name_of, "session"},
          {"--skip-rule", &selection.skip_rules, false, rule_of, "rule with sessions"},
          {"--skip-level", &selection.skip_levels, false, level_of, "level with sessions"},
          {"--skip-tag", &selection.skip_tags, false, tags, "tag"}};
}

bool matches(const std::string& pattern, const Texts& texts) {
  return std::ranges::any_of(texts,
                             [&](const std::string& text) { return fits_glob(pattern, text); });
}

bool keeps(const PatternFilter& filter, const Session& session) {
  if (filter.patterns->empty()) return true;
  const auto texts = filter.looks_at(session);
  const bool any = std::ranges::any_of(
      *filter.patterns, [&](const std::string& pattern) { return matches(pattern, texts); });
  return any == filter.takes;
}

bool was_green(const PastRun& past, const std::string& session, DeliveryKind kind) {
  const PastRun::Case one{session, std::string(name(kind))};
  return past.not_green.contains(one) ? false : past.complete || past.green.contains(one);
}

/// Leaves the deliveries that were not green, and whole, with which they are compared.
bool keep_failed(Session& session, const PastRun& past) {
  const auto of_random = [&](const PastRun::Case& one) {
    return one.first.starts_with("random.") && session.name.starts_with("random.");
  };
  if (std::ranges::any_of(past.not_green, of_random)) return true;  // each find has its own name
  const auto green = [&](DeliveryKind kind) { return was_green(past, session.name, kind); };
  if (std::ranges::all_of(session.deliveries, green)) return false;
  std::erase_if(session.deliveries,
                [&](DeliveryKind kind) { return kind != DeliveryKind::whole && green(kind); });
  return true;
}

/// All that a selection does, in the order in which it is told.
struct Stage {
  std::string option;
  std::function<bool(Session&)> keeps;
};

std::string with_patterns(const PatternFilter& filter) {
  std::string text;
  for (const auto& pattern : *filter.patterns) {
    text += (text.empty() ? "" : " ") + filter.option + " '" + pattern + "'";
  }
  return text;
}

std::vector<Stage> stages(const Selection& selection) {
  std::vector<Stage> all;
  for (const auto& filter : pattern_filters(selection)) {
    if (filter.patterns->empty()) continue;
    all.push_back({with_patterns(filter),
                   [filter](const Session& session) { return keeps(filter, session); }});
  }
  if (selection.failed_in) {
    all.push_back({"--failed-last-time",
                   [&](Session& session) { return keep_failed(session, *selection.failed_in); }});
  }
  if (selection.quick) all.push_back({"--quick", for_quick});
  if (selection.shard) {
    all.push_back({"the shard", [&](const Session& session) {
                     return selection.shard->contains(session.name);
                   }});
  }
  return all;
}

void keep_role(std::vector<Session>& sessions, const Selection& selection) {
  std::erase_if(sessions, [&](const Session& session) {
    return session.judges_client != selection.judges_client;
  });
}

void apply(const Stage& stage, std::vector<Session>& sessions) {
  std::erase_if(sessions, [&](Session& session) { return !stage.keeps(session); });
}

/// The nearest of what `filter` looks at, families of names among it.
std::string nearest(const PatternFilter& filter, const std::string& pattern,
                    const std::vector<Session>& sessions) {
  std::set<std::string> candidates;
  for (const auto& session : sessions) {
    for (auto& text : filter.looks_at(session)) {
      const auto end = text.find_last_of(".-");
      if (end != std::string::npos) candidates.insert(text.substr(0, end + 1) + "*");
      candidates.insert(std::move(text));
    }
  }
  return suggestion(pattern, Texts(candidates.begin(), candidates.end()));
}

}  // namespace

PastRun past_run(const RunReport& report) {
  PastRun past;
  past.complete = report.complete;
  for (const auto& result : report.cases) {
    const bool red = is_failure(result.verdict) || result.verdict == Verdict::harness ||
                     result.verdict == Verdict::untested;
    (red ? past.not_green : past.green).insert({result.session, result.delivery});
  }
  return past;
}

std::vector<Session> select(std::vector<Session> sessions, const Selection& selection) {
  keep_role(sessions, selection);
  for (const auto& stage : stages(selection)) apply(stage, sessions);
  return sessions;
}

std::vector<std::string> tags(const Session& session) {
  Texts all{session.judges_client ? "client" : "server",
            session.name.substr(0, session.name.find('.'))};
  const auto expects_choice = [](const Step& step) {
    const auto* expect = std::get_if<Expect>(&step.action);
    return expect != nullptr && expect->expectation.kind == Expectation::Kind::one_of;
  };
  const auto restarts = [](const Step& step) {
    const auto* action = std::get_if<TesteeAction>(&step.action);
    return action != nullptr && action->what == TesteeAction::What::restart;
  };
  if (std::ranges::any_of(session.steps, expects_choice)) all.emplace_back("fingerprint");
  if (session.needs_fresh_store) all.emplace_back("fresh-store");
  if (session.needs_two_connections) all.emplace_back("two-connections");
  if (session.needs_own_testee) all.emplace_back("own-testee");
  if (std::ranges::any_of(session.steps, restarts)) all.emplace_back("restart");
  return all;
}

std::string why_empty(const std::vector<Session>& sessions, const Selection& selection) {
  auto left = sessions;
  keep_role(left, selection);
  if (left.empty()) {
    return std::string("no session judges a ") + (selection.judges_client ? "client" : "server");
  }
  const auto idle = idle_patterns(sessions, selection);
  std::string before;
  for (const auto& stage : stages(selection)) {
    const auto count = left.size();
    apply(stage, left);
    if (left.empty()) {
      auto text = stage.option + " excludes all of the " + std::to_string(count) + " sessions" +
                  (before.empty() ? "" : " that " + before + " leaves");
      for (const auto& sentence : idle) text += "; " + sentence;
      return text;
    }
    before += (before.empty() ? "" : " ") + stage.option;
  }
  return "no session has the requested delivery";
}

std::vector<std::string> idle_patterns(const std::vector<Session>& sessions,
                                       const Selection& selection) {
  auto all = sessions;
  keep_role(all, selection);
  Texts sentences;
  for (const auto& filter : pattern_filters(selection)) {
    for (const auto& pattern : *filter.patterns) {
      const bool any = std::ranges::any_of(
          all, [&](const Session& session) { return matches(pattern, filter.looks_at(session)); });
      if (any) continue;
      sentences.push_back(filter.option + " '" + pattern + "' matches no " + filter.what +
                          nearest(filter, pattern, all));
    }
  }
  return sentences;
}

}  // namespace eardrum::conformance

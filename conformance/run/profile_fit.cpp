#include "eardrum/conformance/run/profile_fit.hpp"

#include <algorithm>

#include "eardrum/conformance/play/script.hpp"

namespace eardrum::conformance {
namespace {

/// The questions of a session in the order in which they are asked.
std::vector<const Expectation*> questions(const Session& session) {
  std::vector<const Expectation*> out;
  for (const auto& step : unroll(session, "")) {
    const auto* expect = std::get_if<Expect>(&step.step->action);
    if (expect != nullptr && expect->expectation.kind == Expectation::Kind::one_of) {
      out.push_back(&expect->expectation);
    }
  }
  return out;
}

bool marked(const Alternative& alternative, Profile profile) {
  return std::ranges::find(alternative.required_in, profile) != alternative.required_in.end();
}

/// What `profile` says to one choice; nothing if it leaves it open.
std::optional<bool> is_right(const Expectation& question, const std::string& label,
                             Profile profile) {
  const auto& all = question.alternatives;
  if (std::ranges::none_of(all, [&](const auto& one) { return marked(one, profile); })) {
    return std::nullopt;
  }
  const auto taken = std::ranges::find(all, label, &Alternative::label);
  return taken != all.end() && marked(*taken, profile);
}

void add(ProfileFit& fit, const CaseResult& result, const std::string& label, bool right) {
  ++fit.points;
  if (!right) fit.departures.push_back(result.title + ": " + label);
}

ProfileFit fit_of(std::string name, Profile profile, const std::vector<Session>& sessions,
                  const std::vector<CaseResult>& cases) {
  ProfileFit fit{std::move(name), 0, {}};
  for (const auto& result : cases) {
    if (result.delivery != conformance::name(DeliveryKind::whole)) continue;
    const auto session = std::ranges::find(sessions, result.session, &Session::name);
    if (session == sessions.end() || result.observed.empty()) continue;
    const auto asked = questions(*session);
    // A session that broke off has fewer answers than questions.
    for (std::size_t i = 0; i < std::min(asked.size(), result.observed.size()); ++i) {
      const auto right = is_right(*asked[i], result.observed[i], profile);
      if (right) add(fit, result, result.observed[i], *right);
    }
  }
  return fit;
}

/// The second generation of the course's check asks servers one thing more; nothing if that was not
/// observed.
std::optional<ProfileFit> second_generation(ProfileFit fit, const std::vector<CaseResult>& cases) {
  const auto asked = std::ranges::find_if(cases, [](const CaseResult& result) {
    return result.session == generation_session && !result.observed.empty() &&
           result.delivery == name(DeliveryKind::whole);
  });
  if (asked == cases.end()) return std::nullopt;
  const auto& label = asked->observed.back();
  add(fit, *asked, label, label == second_generation_label);
  fit.profile = "course, second generation";
  return fit;
}

}  // namespace

std::vector<ProfileFit> profile_fits(const std::vector<Session>& sessions,
                                     const std::vector<CaseResult>& cases) {
  std::vector<ProfileFit> fits{fit_of("strict", Profile::strict, sessions, cases)};
  auto course = fit_of("course", Profile::course, sessions, cases);
  if (auto later = second_generation(course, cases)) {
    fits.push_back(*std::move(later));
    course.profile = "course, first generation";
  }
  fits.push_back(std::move(course));
  return fits;
}

std::string best_fit(const std::vector<ProfileFit>& fits) {
  const ProfileFit* nearest = nullptr;
  for (const auto& fit : fits) {
    if (fit.points == 0) continue;
    if (fit.departures.empty()) {
      return "profile " + fit.profile + ": all " + std::to_string(fit.points) +
             " choices that it asks for";
    }
    if (nearest == nullptr || fit.departures.size() < nearest->departures.size()) nearest = &fit;
  }
  if (nearest == nullptr) return "";
  constexpr std::size_t departures_shown = 3;
  std::string text = "profile base alone; from " + nearest->profile + " it departs in " +
                     std::to_string(nearest->departures.size()) + " of " +
                     std::to_string(nearest->points) + " choices (";
  for (std::size_t i = 0; i < std::min(departures_shown, nearest->departures.size()); ++i) {
    text += (i == 0 ? "" : "; ") + nearest->departures[i];
  }
  return text + (nearest->departures.size() > departures_shown ? "; ...)" : ")");
}

}  // namespace eardrum::conformance

#include "eardrum/conformance/selection/baseline.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "eardrum/conformance/language/source_lines.hpp"
#include "eardrum/conformance/selection/glob.hpp"

namespace eardrum::conformance {
namespace {

bool says(const Finding& finding, const std::string& message) {
  return finding.sentence.find(message) != std::string::npos ||
         finding.received.visible().find(message) != std::string::npos;
}

bool fits_message(const BaselineEntry& entry, const CaseResult& result) {
  return entry.message.empty() || (result.finding && says(*result.finding, entry.message));
}

bool expired(const BaselineEntry& entry, std::string_view today) {
  return !entry.until.empty() && entry.until < today;
}

/// The entry that speaks of a case: the first, so that a second is a fault and changes nothing.
const BaselineEntry* entry_for(const Baseline& baseline, const CaseResult& result) {
  const auto found = std::ranges::find_if(baseline, [&](const BaselineEntry& entry) {
    return entry.covers(result.session, result.delivery);
  });
  return found == baseline.end() ? nullptr : &*found;
}

std::string text_of(const Check& check) {
  return check.session + " [" + check.delivery + "]";
}

std::string first_few(const std::vector<Check>& checks) {
  constexpr std::size_t named_max = 3;
  std::string text;
  for (std::size_t i = 0; i < std::min(checks.size(), named_max); ++i) {
    text += (i == 0 ? "" : ", ") + text_of(checks[i]);
  }
  if (checks.size() > named_max) {
    text += " and " + std::to_string(checks.size() - named_max) + " more";
  }
  return text;
}

/// Names that random sessions give to what they find cannot be known before.
bool may_be_found(const BaselineEntry& entry) {
  return entry.session.starts_with("random.");
}

std::string unmatched(const BaselineEntry& entry, const std::vector<Check>& existing) {
  std::vector<std::string> names;
  std::string deliveries;
  for (const auto& check : existing) {
    names.push_back(check.session);
    if (check.session == entry.session)
      deliveries += (deliveries.empty() ? "" : ", ") + check.delivery;
  }
  if (!deliveries.empty()) return "this session has only these deliveries: " + deliveries;
  return "names no session that exists" + suggestion(entry.session, names);
}

class Examination {
 public:
  Examination(const Baseline& baseline, const std::vector<Check>& existing, std::string_view today,
              const RunReport& report)
      : baseline_(baseline), existing_(existing), today_(today), report_(report) {}

  std::vector<std::string> faults() {
    for (const auto& entry : baseline_) {
      if (expired(entry, today_)) say(entry, "held until " + entry.until + " only");
      examine_existing(entry);
      if (!entry.flaky) examine_played(entry);
      examine_messages(entry);
    }
    return std::move(faults_);
  }

 private:
  void say(const BaselineEntry& entry, const std::string& what) {
    faults_.push_back(entry.place.text() + ": " + entry.session + " " + entry.delivery + ": " +
                      what);
  }

  void examine_existing(const BaselineEntry& entry) {
    bool any = may_be_found(entry);
    std::set<const BaselineEntry*> named;
    for (const auto& check : existing_) {
      if (!entry.covers(check.session, check.delivery)) continue;
      any = true;
      for (const auto& earlier : baseline_) {
        if (&earlier == &entry) break;
        if (!earlier.covers(check.session, check.delivery) || !named.insert(&earlier).second) {
          continue;
        }
        say(entry,
            "duplicate: " + text_of(check) + " stands at " + earlier.place.text() + " already");
      }
    }
    if (!any) say(entry, unmatched(entry, existing_));
  }

  void examine_played(const BaselineEntry& entry) {
    std::vector<Check> passing;
    bool failing = false;
    for (const auto& result : report_.cases) {
      if (!entry.covers(result.session, result.delivery)) continue;
      const bool green = result.verdict == Verdict::pass || result.verdict == Verdict::info;
      if (green) passing.push_back({result.session, result.delivery});
      failing = failing || is_failure(result.verdict);
    }
    if (passing.empty()) return;
    say(entry, failing ? "too wide: it covers what passes: " + first_few(passing)
                       : "passes now, so the entry has to go: " + first_few(passing));
  }

  void examine_messages(const BaselineEntry& entry) {
    std::vector<Check> otherwise;
    for (const auto& result : report_.cases) {
      if (is_failure(result.verdict) && entry_for(baseline_, result) == &entry &&
          !fits_message(entry, result)) {
        otherwise.push_back({result.session, result.delivery});
      }
    }
    if (otherwise.empty()) return;
    say(entry, "fails otherwise than with '" + entry.message + "': " + first_few(otherwise));
  }

  const Baseline& baseline_;
  const std::vector<Check>& existing_;
  std::string_view today_;
  const RunReport& report_;
  std::vector<std::string> faults_;
};

}  // namespace

bool BaselineEntry::covers(const std::string& session_name,
                           const std::string& delivery_name) const {
  return fits_glob(session, session_name) && fits_glob(delivery, delivery_name);
}

void mark_known(const Baseline& baseline, std::string_view today, CaseResult& result) {
  result.known.reset();
  if (!is_failure(result.verdict)) return;
  const auto* const entry = entry_for(baseline, result);
  if (entry == nullptr || expired(*entry, today) || !fits_message(*entry, result)) return;
  result.known = Known{entry->flaky, entry->reason, entry->place.text()};
}

std::vector<std::string> baseline_faults(const Baseline& baseline,
                                         const std::vector<Check>& existing, std::string_view today,
                                         const RunReport& report) {
  return Examination(baseline, existing, today, report).faults();
}

Baseline baseline_of(const RunReport& report, const Baseline& old, const std::string& reason) {
  Baseline entries;
  for (const auto& entry : old) {
    const bool played = std::ranges::any_of(report.cases, [&](const CaseResult& result) {
      return entry.covers(result.session, result.delivery);
    });
    // One good run does not prove that something is not flaky any more.
    if (!played || entry.flaky) entries.push_back(entry);
  }
  for (const auto& result : report.cases) {
    if (!is_failure(result.verdict)) continue;
    const auto* const known = entry_for(old, result);
    if (known != nullptr && known->flaky) continue;
    BaselineEntry entry;
    if (known != nullptr) {
      entry = *known;
      if (!fits_message(*known, result)) entry.message.clear();
    }
    entry.session = result.session;
    entry.delivery = result.delivery;
    entry.flaky = result.attempts && result.attempts->failed < result.attempts->played;
    if (known == nullptr) entry.reason = reason;
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace eardrum::conformance

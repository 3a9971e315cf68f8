#include "eardrum/conformance/report/text/console.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <ostream>
#include <span>
#include <sstream>

#include "eardrum/conformance/report/finding_groups.hpp"
#include "eardrum/conformance/report/finding_text.hpp"
#include "eardrum/conformance/report/fingerprint.hpp"
#include "eardrum/conformance/report/own_text.hpp"
#include "eardrum/conformance/report/run_text.hpp"
#include "eardrum/conformance/report/text/columns.hpp"
#include "eardrum/conformance/report/text/console_style.hpp"

namespace eardrum::conformance {
namespace {

// Of each rule, unless asked for more: findings in full, and lines of a list. What is left out here
// stands in the other reports.
constexpr std::size_t full_groups_max = 1;
constexpr std::size_t lines_max = 6;

constexpr std::size_t sentence_characters_max = 300;

// The end of the report fits on a screen: faults to fix, one line each.
constexpr std::size_t faults_max = 8;
constexpr std::size_t fault_characters_max = 160;

constexpr std::string_view all_is_shown_by = "(--verbose shows all)";

// Failures that are printed while the run goes on.
constexpr std::size_t live_lines_max = 8;

constexpr std::string_view erase_line = "\r\x1b[K";

Ink ink_of(Verdict verdict) {
  if (verdict == Verdict::pass) return Ink::good;
  return is_failure(verdict) ? Ink::bad : Ink::doubtful;
}

/// "FAIL      REQ-FRM-5    "
std::string line_begin(const CaseResult& result, const Pen& pen) {
  return pen(ink_of(result.verdict), padded(std::string(label(result.verdict)), 8)) + "  " +
         padded(own_text(blamed_rule(result)), 11) + "  ";
}

/// "FAIL      REQ-FRM-5    get.star [cut]"
std::string name_line(const CaseResult& result, const Pen& pen) {
  return line_begin(result, pen) + own_text(result.session) + " [" + own_text(result.delivery) +
         "]";
}

/// "; failed in 1 of 3 attempts", if it was played more than once to learn that
std::string attempts_text(const CaseResult& result) {
  if (!result.attempts) return "";
  return "; failed in " + std::to_string(result.attempts->failed) + " of " +
         std::to_string(result.attempts->played) + " attempts";
}

class Writer {
 public:
  Writer(std::ostream& out, const RunReport& report, const ConsoleOptions& options)
      : out_(out), report_(report), options_(options), pen_(options.colour) {}

  void write() {
    head();
    findings();
    expected();
    baseline_faults();
    one_line_each(Verdict::warn, "Warnings: rules that do not bind in this profile");
    untested();
    if (options_.verbose) one_line_each(Verdict::not_applicable, "Not applicable");
    fingerprint();
    sum();
  }

 private:
  void head() {
    out_ << "eardrum " << own_text(report_.kit_version) << " · profile " << name(report_.profile)
         << '\n';
    for (const auto& [what, text] : head_lines(report_)) {
      out_ << "  " << padded(std::string(what), 13) << own_text(text) << '\n';
    }
    out_ << '\n';
  }

  void findings() {
    const auto rules =
        group_findings(report_, options_.verbose ? KnownOnes::told : KnownOnes::left_out);
    if (options_.verbose) return every_finding(rules);
    for (const auto& rule : tell_once(rules, full_groups_max)) {
      for (const auto& telling : rule.in_full) {
        tell(*telling.group);
        the_same(telling);
      }
      others(rule);
    }
  }

  void every_finding(const std::vector<RuleFindings>& rules) {
    for (const auto& rule : rules) {
      for (const auto& group : rule.groups) {
        for (const auto* one : group.cases) tell({{one}});
      }
    }
  }

  void tell(const FindingGroup& group) {
    const FindingTextOptions text_options{options_.verbose, options_.width, pen_};
    for (const auto& line : finding_text(group, text_options)) out_ << line << '\n';
    out_ << '\n';
  }

  /// The lines of a list, or its first ones and how many follow.
  void list(const std::vector<std::string>& lines, std::string_view indent) {
    const bool cut = !options_.verbose && lines.size() > lines_max;
    const auto shown = cut ? lines_max - 1 : lines.size();
    for (const auto& line : std::span(lines).first(shown)) out_ << indent << line << '\n';
    if (cut) {
      out_ << indent << "and " << lines.size() - shown << " more " << all_is_shown_by << '\n';
    }
    out_ << '\n';
  }

  void the_same(const Telling& telling) {
    if (telling.the_same.empty()) return;
    std::vector<std::string> lines;
    lines.reserve(telling.the_same.size());
    for (const auto* group : telling.the_same) {
      lines.push_back(line_begin(group->first(), pen_) + own_text(group->first().session) + " [" +
                      group->deliveries() + "]: same symptom as " +
                      own_text(telling.group->first().session));
    }
    list(lines, "");
  }

  void others(const RuleTelling& rule) {
    if (rule.others.empty()) return;
    out_ << "Rule " << own_text(rule.rule->requirement) << " is also broken in "
         << count_of(rule.others.size(), "more session") << ":\n";
    std::vector<std::string> lines;
    lines.reserve(rule.others.size());
    for (const auto* group : rule.others) {
      lines.push_back("- " + own_text(group->first().session) + " [" + group->deliveries() + "]");
    }
    list(lines, "  ");
  }

  void one_line_each(Verdict verdict, std::string_view heading) {
    std::vector<std::string> lines;
    for (const auto& result : report_.cases) {
      if (result.verdict != verdict) continue;
      lines.push_back(name_line(result, pen_) + ": " +
                      own_text(sentence_of(result), sentence_characters_max));
    }
    if (lines.empty()) return;
    out_ << pen_(Ink::strong, heading) << '\n';
    list(lines, "  ");
  }

  void expected() {
    if (count_known(report_) == 0) return;
    out_ << pen_(Ink::strong, "Expected: failures that the baseline knows") << '\n';
    for (const auto& result : report_.cases) {
      if (!result.known) continue;
      out_ << "  " << name_line(result, pen_) << ": " << (result.known->flaky ? "flaky, " : "")
           << own_text(result.known->reason, sentence_characters_max) << " ("
           << own_text(result.known->place) << ")" << attempts_text(result) << '\n';
    }
    out_ << '\n';
  }

  void baseline_faults() {
    if (report_.baseline_faults.empty()) return;
    out_ << pen_(Ink::strong, "The baseline is out of date") << '\n';
    for (const auto& fault : report_.baseline_faults) {
      out_ << "  - " << pen_(Ink::bad, own_text(fault)) << '\n';
    }
    out_ << '\n';
  }

  /// One cause leaves many cases untested: it is said once, with how many.
  void untested() {
    std::vector<std::string_view> reasons;  // in the order of the first case of each
    std::map<std::string_view, std::vector<const CaseResult*>> groups;
    for (const auto& result : report_.cases) {
      if (result.verdict != Verdict::untested) continue;
      auto& group = groups[result.reason];
      if (group.empty()) reasons.emplace_back(result.reason);
      group.push_back(&result);
    }
    if (reasons.empty()) return;
    constexpr std::size_t named_max = 3;
    out_ << pen_(Ink::strong, "Untested: these cases did not pass, for these reasons") << '\n';
    for (const auto reason : reasons) {
      const auto& group = groups[reason];
      const auto why = own_text(std::string(reason), sentence_characters_max);
      if (options_.verbose || group.size() <= named_max) {
        for (const auto* result : group) {
          out_ << "  " << name_line(*result, pen_) << ": " << why << '\n';
        }
      } else {
        out_ << "  UNTESTED  " << group.size() << " cases: " << why << '\n';
      }
    }
    out_ << '\n';
  }

  /// Whole if nothing is wrong. Else what is wrong comes first, and the profile that fits is
  /// enough.
  void fingerprint() {
    if (report_.fingerprint.empty()) return;
    const bool whole = options_.verbose || exit_code(report_) == 0;
    out_ << pen_(Ink::strong, "Fingerprint: how the server behaves where the text leaves a choice")
         << '\n';
    for (const auto& line :
         reading_text(whole ? report_.fingerprint : best_fit(), options_.width)) {
      out_ << line << '\n';
    }
    if (!whole) {
      out_ << "  " << report_.fingerprint.size() << " observations " << all_is_shown_by << '\n';
    }
    out_ << '\n';
  }

  std::vector<Observation> best_fit() const {
    std::vector<Observation> best;
    std::ranges::copy_if(report_.fingerprint, std::back_inserter(best),
                         [](const Observation& one) { return one.place.axis == best_fit_axis; });
    return best;
  }

  void sum() {
    out_ << counts_line(report_) << '\n';
    faults();
    const auto ink = exit_code(report_) == 0 ? Ink::good : Ink::bad;
    out_ << pen_(ink, overall_sentence(report_)) << '\n';
    out_.flush();
  }

  /// At the end, where a reader looks first: one line a fault, and how to repeat the first.
  void faults() {
    const auto rules = rules_to_fix(report_);
    if (rules.empty()) return;
    out_ << pen_(Ink::strong, rules.size() == 1 ? "To fix:" : "To fix, in this order:") << '\n';
    const auto shown = options_.verbose ? rules.size() : std::min(rules.size(), faults_max);
    for (const auto& rule : std::span(rules).first(shown)) fault(rule);
    if (shown < rules.size()) {
      out_ << "  and " << count_of(rules.size() - shown, "more rule") << " " << all_is_shown_by
           << '\n';
    }
    const auto& finding = rules.front().groups.front().first().finding;
    if (finding && !finding->replay.empty()) {
      out_ << "To repeat the first:  " << own_text(finding->replay) << '\n';
    }
  }

  void fault(const RuleFindings& rule) {
    const auto& group = rule.groups.front();
    const auto& first = group.first();
    out_ << "  " << line_begin(first, pen_) << own_text(sentence_of(first), fault_characters_max)
         << " (" << own_text(first.session) << " [" << group.deliveries() << "]"
         << attempts_text(first);
    if (rule.groups.size() > 1)
      out_ << ", and " << count_of(rule.groups.size() - 1, "more session");
    out_ << ")\n";
  }

  std::ostream& out_;
  const RunReport& report_;
  const ConsoleOptions& options_;
  Pen pen_;
};

}  // namespace

ConsoleReport::ConsoleReport(std::ostream& out, const ConsoleOptions& options)
    : out_(out), options_(options) {}

void ConsoleReport::on_case(const CaseResult& result, std::size_t done, std::size_t total) {
  erase_progress();
  if (is_told_in_full(result.verdict) && !result.known) {
    ++not_green_;
    told_live_ = true;
    if (not_green_ <= live_lines_max || options_.verbose) {
      out_ << name_line(result, Pen(options_.colour)) << ": "
           << own_text(sentence_of(result), sentence_characters_max) << '\n';
    } else if (not_green_ == live_lines_max + 1) {
      out_ << "further failures are in the report at the end\n";
    }
  }
  if (options_.progress) {
    auto line = "[" + std::to_string(done) + "/" + std::to_string(total) + "] ";
    if (not_green_ > 0) line += std::to_string(not_green_) + " not green, ";
    line += result.session + " [" + result.delivery + "]";
    out_ << own_text(line, std::max<std::size_t>(options_.width, 20) - 1);
    progress_shown_ = true;
  }
  out_.flush();
}

void ConsoleReport::finish(const RunReport& report) {
  erase_progress();
  if (told_live_) out_ << '\n';
  Writer(out_, report, options_).write();
}

void ConsoleReport::erase_progress() {
  if (progress_shown_) out_ << erase_line;
  progress_shown_ = false;
}

std::string console_text(const RunReport& report, const ConsoleOptions& options) {
  std::ostringstream out;
  ConsoleReport(out, options).finish(report);
  return out.str();
}

}  // namespace eardrum::conformance

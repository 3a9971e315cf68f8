#include "eardrum/conformance/report/html/html.hpp"

#include <algorithm>

#include "eardrum/conformance/report/finding_text.hpp"
#include "eardrum/conformance/report/fingerprint.hpp"
#include "eardrum/conformance/report/html/html_parts.hpp"
#include "eardrum/conformance/report/run_text.hpp"

namespace eardrum::conformance {
namespace {

class Page {
 public:
  explicit Page(const RunReport& report)
      : report_(report),
        document_("eardrum: " + overall_sentence(report)),
        main_(document_.content()),
        rules_(group_findings(report)) {}

  std::string text() {
    head();
    baseline_faults();
    name_places();
    findings();
    if (!report_.cases.empty()) {
      main_.with("h2", "", "Rules and deliveries");
      html_matrix(main_, report_, anchors_);
    }
    fingerprint();
    list(Verdict::warn, "Warnings: rules that do not bind in this profile", true);
    list(Verdict::untested, "Untested: these cases do not count as passed", true);
    list(Verdict::not_applicable, "Not applicable", false);
    all_cases();
    main_.with("footer", "", "Written by eardrum " + report_.kit_version + ".");
    return document_.text();
  }

 private:
  void head() {
    main_.with(
        "p", "kicker",
        "eardrum " + report_.kit_version + " · profile " + std::string(name(report_.profile)));
    main_.with("h1", "", overall_sentence(report_));
    const auto chips = main_.add("ul", "chips");
    for (const auto verdict : all_verdicts) {
      const auto cases = count(report_, verdict);
      if (cases == 0) continue;
      chips.with("li", "chip " + std::string(html_kind(verdict)),
                 std::string(label(verdict)) + " " + std::to_string(cases));
    }
    const auto list = main_.add("dl", "head");
    const auto row = [&](std::string_view what, const std::string& text) {
      list.with("dt", "", what).with("dd", "", text);
    };
    for (const auto& [what, text] : head_lines(report_)) row(what, text);
    if (!report_.complete) row("incomplete", "the run was interrupted");
  }

  void baseline_faults() {
    if (report_.baseline_faults.empty()) return;
    main_.with("h2", "", "The baseline is out of date");
    const auto card = main_.add("div", "card");
    card.with("p", "soft", "Each of these entries fails the run until it is corrected or removed.");
    const auto items = card.add("ul", "plain");
    for (const auto& fault : report_.baseline_faults) items.with("li", "", fault);
  }

  void name_places() {
    std::size_t number = 0;
    for (const auto& rule : rules_) {
      for (const auto& group : rule.groups) {
        const auto anchor = "f" + std::to_string(++number);
        std::size_t delivery = 0;
        for (const auto* one : group.cases) {
          anchors_[one] = delivery == 0 ? anchor : anchor + "-" + std::to_string(delivery);
          ++delivery;
        }
      }
    }
  }

  void findings() {
    if (rules_.empty()) return;
    main_.with("h2", "", "Findings");
    for (const auto& rule : tell_once(rules_, report_.cases.size())) {
      for (const auto& telling : rule.in_full) {
        html_finding(main_, *telling.group, anchors_, nullptr);
        for (const auto* group : telling.the_same) {
          html_finding(main_, *group, anchors_, telling.group);
        }
      }
    }
  }

  void fingerprint() {
    if (report_.fingerprint.empty()) return;
    main_.with("h2", "", "Fingerprint");
    main_.with("p", "soft",
               "How the server behaves where the text of the protocol leaves a choice.");
    const auto body = main_.add("div", "scroll").add("table").add("tbody");
    for (const auto& axis : reading(report_.fingerprint)) {
      for (const auto& one : axis.choices) {
        const auto row = body.add("tr");
        const auto what = row.add("td");
        if (&one == axis.choices.data()) {
          what.with("strong", "", axis.name);
          for (const auto& rule : axis.rules) what.text(" ").with("span", "soft", rule);
        }
        row.with("td", "", one.choice);
        const auto questions = row.add("td", "rule-text");
        for (const auto& question : one.questions) {
          questions.text(&question == one.questions.data() ? "" : "; ").text(question);
        }
      }
    }
  }

  /// Cases that need a sentence only; alike sentences once, with the cases that they explain.
  void list(Verdict verdict, std::string_view heading, bool open) {
    std::vector<std::pair<std::string, std::vector<const CaseResult*>>> reasons;
    for (const auto& result : report_.cases) {
      if (result.verdict != verdict) continue;
      const auto& why = sentence_of(result);
      auto known = std::ranges::find(reasons, why, [](const auto& one) { return one.first; });
      if (known == reasons.end()) known = reasons.insert(known, {why, {}});
      known->second.push_back(&result);
    }
    if (reasons.empty()) return;
    main_.with("h2", "", heading);
    for (const auto& [why, cases] : reasons) {
      const auto box = main_.add("details", "card");
      if (open && cases.size() == 1) box.set("open", "");
      box.with("summary", "", why + " (" + std::to_string(cases.size()) + ")");
      const auto items = box.add("ul", "plain");
      for (const auto* one : cases) {
        items.with("li", "", one->session + " [" + one->delivery + "], " + blamed_rule(*one));
      }
    }
  }

  void all_cases() {
    if (report_.cases.empty()) return;
    main_.with("h2", "", "All cases");
    const auto box = main_.add("details");
    box.with("summary", "soft", std::to_string(report_.cases.size()) + " cases, in their order");
    const auto body = box.add("div", "scroll").add("table").add("tbody");
    for (const auto& result : report_.cases) {
      const auto row = body.add("tr");
      row.add("td", "name")
          .with("span", "verdict " + std::string(html_kind(result.verdict)), label(result.verdict));
      const auto session = row.add("td", "rule-text");
      const auto place = anchors_.find(&result);
      if (place == anchors_.end()) {
        session.text(result.session);
      } else {
        session.add("a").set("href", "#" + place->second).text(result.session);
      }
      row.with("td", "name", result.delivery).with("td", "name", result.requirement);
      row.with("td", "name soft", duration_text(result.elapsed));
    }
  }

  const RunReport& report_;
  HtmlDocument document_;
  HtmlNode main_;
  std::vector<RuleFindings> rules_;
  HtmlAnchors anchors_;
};

}  // namespace

std::string html_report(const RunReport& report) {
  return Page(report).text();
}

}  // namespace eardrum::conformance

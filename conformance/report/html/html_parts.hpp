// The parts of the HTML report that have files of their own. Within the report library only.
#pragma once

#include <map>
#include <string>

#include "eardrum/conformance/report/finding_groups.hpp"
#include "eardrum/conformance/report/html/html_node.hpp"

namespace eardrum::conformance {

/// The class that colours a verdict: "good", "bad", "doubt", "open" or "".
std::string_view html_kind(Verdict verdict);

/// The places of findings on the page: "f3" for the first case of a group, "f3-1" for its next.
using HtmlAnchors = std::map<const CaseResult*, std::string>;

/// One finding in full. `same` is the anchor of the one that looks alike and comes first, or empty.
void html_finding(const HtmlNode& parent, const FindingGroup& group, const HtmlAnchors& anchors,
                  const FindingGroup* same);

/// Rules down, deliveries across; in each cell the gravest verdict, and a way to its finding.
void html_matrix(const HtmlNode& parent, const RunReport& report, const HtmlAnchors& anchors);

}  // namespace eardrum::conformance

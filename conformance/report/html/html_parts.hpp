// The parts of the HTML report that are in separate files. Used only inside the report library.
#pragma once

#include <map>
#include <string>

#include "eardrum/conformance/report/finding_groups.hpp"
#include "eardrum/conformance/report/html/html_node.hpp"

namespace eardrum::conformance {

/// The class that colours a verdict: "good", "bad", "doubt", "open" or "".
std::string_view html_kind(Verdict verdict);

/// The anchors of findings on the page: "f3" for the first case of a group, "f3-1" for the next
/// case.
using HtmlAnchors = std::map<const CaseResult*, std::string>;

/// Appends one finding in full. `same` is the first finding with the same symptom, or null.
void html_finding(const HtmlNode& parent, const FindingGroup& group, const HtmlAnchors& anchors,
                  const FindingGroup* same);

/// Appends a table with a row for each rule and a column for each delivery. A cell has the most
/// severe verdict and a link to its finding.
void html_matrix(const HtmlNode& parent, const RunReport& report, const HtmlAnchors& anchors);

}  // namespace eardrum::conformance

// The report for programs: everything a run concluded, in the form that report.schema.json
// describes, and the way back.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// A JSON text (RFC 8259), indented, ended by LF. Bytes of a testee stand in it visible and as
/// base64. Our own texts pass through own_text(), which changes only what ought not to be there.
std::string json_report(const RunReport& report);

/// Reads what json_report() wrote: json_report(*read_json_report(x)) == x for all of its texts.
/// Nothing else is taken: fields that version 1 does not have, sums that do not fit the cases. The
/// error is a sentence with the place: "/cases/3/verdict: no verdict is called 'GREEN'".
std::expected<RunReport, std::string> read_json_report(std::string_view text);

}  // namespace eardrum::conformance

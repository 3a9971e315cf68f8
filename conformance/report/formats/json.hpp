// Writes and reads the report as JSON, for programs. report.schema.json describes the form. It has
// all results of a run.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace eardrum::conformance {

/// A JSON text (RFC 8259), indented, with an LF at its end. Bytes of a testee are written through
/// visible() and as base64. Other texts pass through own_text(), which changes only unsafe
/// characters.
std::string json_report(const RunReport& report);

/// Reads a text that json_report() wrote: json_report(*read_json_report(x)) == x for all of its
/// texts. Refuses any other text, for example with fields that version 1 does not have, or with
/// sums that do not match the cases. The error is a sentence with the position: "/cases/3/verdict:
/// no verdict is called 'GREEN'".
std::expected<RunReport, std::string> read_json_report(std::string_view text);

}  // namespace eardrum::conformance

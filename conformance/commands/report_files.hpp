// The options for report files, and the table of all report formats that a run can write.
#pragma once

#include <string>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace CLI {
class App;
}

namespace eardrum::conformance {

/// The paths of the report files. "-" is stdout; empty means that the report is not requested.
struct ReportFiles {
  std::string json;
  std::string junit;
  std::string html;
  std::string sarif;
  std::string tap;
  bool github = false;
};

void add_report_options(CLI::App& app, ReportFiles& files, const std::string& group);

/// Whether any report is requested.
bool writes_files(const ReportFiles& files);

/// Whether a report is written to stdout. Then nothing else may be written there.
bool takes_stdout(const ReportFiles& files);

/// What is wrong with the options; empty if nothing is wrong. Two reports cannot share stdout.
std::string complaint(const ReportFiles& files);

/// Writes all requested reports. Reports on stderr what could not be written. Returns whether all
/// were written.
bool write_reports(const RunReport& report, const ReportFiles& files);

}  // namespace eardrum::conformance

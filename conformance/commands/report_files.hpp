// Which reports a run writes, and where to.
#pragma once

#include <string>

#include "eardrum/conformance/verdict/run_report.hpp"

namespace CLI {
class App;
}

namespace eardrum::conformance {

/// Paths of files; "-" is stdout, empty is not asked for.
struct ReportFiles {
  std::string json;
  std::string junit;
  std::string html;
  std::string sarif;
  std::string tap;
  bool github = false;
};

void add_report_options(CLI::App& app, ReportFiles& files, const std::string& group);

/// Whether any is asked for.
bool writes_files(const ReportFiles& files);

/// Whether a report goes to stdout, which it then has for itself.
bool takes_stdout(const ReportFiles& files);

/// What is wrong with the options, or nothing: two reports cannot share stdout.
std::string complaint(const ReportFiles& files);

/// Writes all that is asked for. Says on stderr what could not be written, and returns whether all
/// could.
bool write_reports(const RunReport& report, const ReportFiles& files);

}  // namespace eardrum::conformance

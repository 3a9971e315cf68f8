// Writes sample reports into a folder, for the checks by other programs: a plain one, one of a run
// cut short, and some full of hostile bytes. With "--console" prints the plain one instead.
#include <filesystem>
#include <iostream>
#include <map>
#include <string>

#include "eardrum/conformance/report/formats/json.hpp"
#include "eardrum/conformance/report/formats/junit.hpp"
#include "eardrum/conformance/report/formats/sarif.hpp"
#include "eardrum/conformance/report/formats/tap.hpp"
#include "eardrum/conformance/report/html/html.hpp"
#include "eardrum/conformance/report/testing/sample_report.hpp"
#include "eardrum/conformance/report/text/console.hpp"
#include "eardrum/conformance/report/write_file.hpp"

namespace {

using namespace eardrum::conformance;

RunReport spoiled(const std::string& bytes) {
  auto report = sample_report(bytes);
  spoil_own_texts(report, bytes);
  return report;
}

bool write(const std::string& path, const std::string& text) {
  const auto written = write_file(path, text);
  if (!written) std::cerr << written.error() << '\n';
  return written.has_value();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::string folder = argv[1];
  if (folder == "--console") {
    std::cout << console_text(sample_report(), {});
    return 0;
  }
  std::string every_byte;
  for (int i = 0; i < 256; ++i) every_byte += static_cast<char>(i);
  auto cut_short = sample_report();
  cut_short.complete = false;
  cut_short.cases.resize(1);
  auto cascade = sample_report();
  cascade.cases.push_back(cascade.cases[1]);
  cascade.cases.back().session = "framing.other";
  const std::map<std::string, RunReport> samples{
      {"baseline", sample_report_with_baseline()},
      {"cascade", cascade},
      {"plain", sample_report()},
      {"cut-short", cut_short},
      {"empty", RunReport{}},
      {"every-byte", spoiled(every_byte)},
      {"markup",
       spoiled("]]></failure><!-- &#27; \"' </script> \xe2\x80\xae \x1b[2J \xef\xbf\xbf")},
  };
  bool all = true;
  for (const auto& [name, report] : samples) {
    const std::filesystem::path stem = std::filesystem::path(folder) / name;
    all = write(stem.string().append(".json"), json_report(report)) && all;
    all = write(stem.string().append(".html"), html_report(report)) && all;
    all = write(stem.string().append(".sarif"), sarif_report(report)) && all;
    all = write(stem.string().append(".tap"), tap_report(report)) && all;
    all = write(stem.string().append(".xml"), junit_report(report)) && all;
  }
  return all ? 0 : 1;
}

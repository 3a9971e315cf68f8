// Bytes of strangers are inert in every report, and a report of strangers is read or refused.
// Input: the bytes, put wherever a testee, a file's name or a session file can put them; also taken
// for a report in JSON.
#include "eardrum/conformance/report/json.hpp"
#include "eardrum/conformance/report/poisoning_law.hpp"
#include "eardrum/fuzz/targets/target.hpp"

using namespace eardrum;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = fuzz::text(data, size);
  fuzz::require(conformance::poisoning_law(input));
  const auto report = conformance::read_json_report(input);
  if (!report) fuzz::require(conformance::not_inert(report.error()));
  return 0;
}

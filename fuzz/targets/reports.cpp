// Bytes of strangers are inert in every report, and a report of strangers is read or refused.
// Input: one byte that chooses a report and the places to spoil, or reading; then the bytes, put
// wherever a testee, a file's name or a session file can put them, or taken for a report in JSON.
// One report for each execution: all of them for each input would be two executions a second.
#include "eardrum/conformance/report/formats/json.hpp"
#include "eardrum/conformance/report/testing/poisoning_law.hpp"
#include "eardrum/fuzz/targets/byte_reader.hpp"
#include "eardrum/fuzz/targets/target.hpp"

using namespace eardrum;

namespace {

// The bytes stand in some sixty places of a report; what length alone does is tested elsewhere.
constexpr std::size_t bytes_max = 1024;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::ByteReader reader(fuzz::text(data, size));
  const std::size_t choice = reader.byte() % (conformance::poisoning_law_parts + 1);
  if (choice < conformance::poisoning_law_parts) {
    fuzz::require(conformance::poisoning_law_part(reader.take(bytes_max), choice));
    return 0;
  }
  const auto report = conformance::read_json_report(reader.take_all());
  if (!report) fuzz::require(conformance::not_inert(report.error()));
  return 0;
}

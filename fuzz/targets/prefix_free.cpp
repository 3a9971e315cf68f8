// No answer is a proper prefix of another, and what follows an answer never changes it.
// Input: answers, one after the other. The first two that are well-formed are compared; whatever
// stands after the first is what follows it.
#include "eardrum/fuzz/laws/prefix_free.hpp"

#include <vector>

#include "eardrum/fuzz/targets/byte_reader.hpp"
#include "eardrum/fuzz/targets/target.hpp"
#include "eardrum/protocol/parse.hpp"

using namespace eardrum::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto rest = text(data, size);
  std::vector<Answer> answers;
  while (answers.size() < 2) {
    const auto marker = rest.find("\n\n");
    if (marker == std::string_view::npos) break;
    Answer answer;
    const auto status = eardrum::protocol::parse_response(rest.substr(0, marker + 2), answer.rows);
    rest.remove_prefix(marker + 2);
    if (!status) continue;
    answer.status = *status;
    require(independent_of_what_follows(answer, rest));
    answers.push_back(answer);
  }
  if (answers.size() == 2) require(prefix_free(answers[0], answers[1]));
  return 0;
}

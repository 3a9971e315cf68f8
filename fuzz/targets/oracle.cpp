// The codec and the formal model say the same of any bytes: zone, refusal, meaning bit for bit,
// canonical bytes. Input: request lines, or one answer with its LF LF. It is read as one answer, as
// one frame of a request, and line by line, as a framer would pass it on.
#include "eardrum/fuzz/oracle.hpp"
#include "eardrum/fuzz/targets/target.hpp"

using namespace eardrum::fuzz;

// The OCaml runtime allocates for the life of the process and says so to nobody. The name by which
// the sanitizer asks is one that programs may not use.
extern "C" const char* leak_suppressions() asm("__lsan_default_suppressions");
extern "C" const char* leak_suppressions() {
  return "leak:caml_\n";
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = text(data, size);
  if (input.starts_with("ok") || input.starts_with("err") || input.ends_with("\n\n")) {
    require(agrees_with_oracle_on_response(input));
  }
  // One line in most inputs: then the frame is the line.
  for (auto rest = input; !rest.empty();) {
    const auto end = rest.find('\n');
    const auto size_of_line = end == rest.npos ? rest.size() : end + 1;
    require(agrees_with_oracle_on_request(rest.substr(0, size_of_line)));
    rest.remove_prefix(size_of_line);
  }
  return 0;
}

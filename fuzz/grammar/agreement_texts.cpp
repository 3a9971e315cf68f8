// The texts that are compared: both sides of every limit that the grammar does not know, then what
// the grammar derives, and what lies beside that.
#include "eardrum/fuzz/grammar/agreement.hpp"
#include "eardrum/fuzz/grammar/generator.hpp"

namespace eardrum::fuzz {
namespace {

std::string put(const std::string& key, const std::string& value, const std::string& timestamp) {
  return "put " + key + " " + value + " " + timestamp + "\n";
}

/// Key, value and timestamp on both sides of each limit.
std::vector<std::array<std::string, 3>> chosen_samples() {
  std::vector<std::array<std::string, 3>> samples;
  for (const std::size_t bytes :
       {1, 117, 118, 119, 254, 255, 256, 1000, 1012, 1013, 1014, 1015, 1016}) {
    samples.push_back({std::string(bytes, 'k'), "1", "1"});
    samples.push_back({"k", std::string(bytes, '1'), "1"});
    samples.push_back({"k", "0." + std::string(bytes, '0') + "1", "1"});
  }
  for (const std::size_t digits : {308, 309, 310, 323, 324, 325}) {
    samples.push_back({"k", std::string(digits, '9'), "1"});
    samples.push_back({"k", "-" + std::string(digits, '1'), "1"});
    samples.push_back({"k", "0." + std::string(digits, '0') + "7", "1"});
  }
  for (const auto* value : {"1.7976931348623157e308", "1.7976931348623159e308", "1e309", "-1e400",
                            "1e-400", "-0", "0e999999999", "4.9e-324", "2.4e-324"}) {
    samples.push_back({"k", value, "1"});
  }
  for (const auto* timestamp :
       {"2147483647", "2147483648", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808", "-9223372036854775809", "-1", "-0"}) {
    samples.push_back({"k", "1", timestamp});
  }
  return samples;
}

std::string generated_request(const Agreement& agreement, Random& random) {
  const auto* rule = random.one_in(2) ? "core-request" : "strict-request";
  return generate(agreement.grammar(), rule, random);
}

}  // namespace

std::optional<std::string> compare_many(Agreement& agreement, std::uint64_t seed,
                                        std::uint64_t count) {
  for (const auto& [key, value, timestamp] : chosen_samples()) {
    const auto line = put(key, value, timestamp);
    if (auto wrong = agreement.compare_request(line)) return wrong;
    if (auto wrong = agreement.compare_request("get " + key + "\n")) return wrong;
    // Two rows: a limit is one of each row, not of the whole.
    if (auto wrong = agreement.compare_response("ok\nk 1 1\n" + line.substr(4) + "\n")) {
      return wrong;
    }
  }
  for (const auto* line : {"get *\n", "get k\n", "put k -0 0\n", "\n", ""}) {
    if (auto wrong = agreement.compare_request(line)) return wrong;
  }
  for (const auto* frame : {"ok\n\n", "error\nwrong command\n\n", "ok\nk 1 0\n\n", "\n\n", ""}) {
    if (auto wrong = agreement.compare_response(frame)) return wrong;
  }
  Random random(seed);
  for (std::uint64_t i = 0; i < count; ++i) {
    const bool is_response = i % 4 == 3;
    auto text = is_response ? generate(agreement.grammar(), "response", random)
                            : generated_request(agreement, random);
    if (!random.one_in(3)) text = mutate(std::move(text), random);
    auto wrong = is_response ? agreement.compare_response(text) : agreement.compare_request(text);
    if (wrong) return wrong;
  }
  return std::nullopt;
}

}  // namespace eardrum::fuzz

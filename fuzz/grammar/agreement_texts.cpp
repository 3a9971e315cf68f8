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
       {1U, 117U, 118U, 119U, 254U, 255U, 256U, 1000U, 1012U, 1013U, 1014U, 1015U, 1016U}) {
    samples.push_back({std::string(bytes, 'k'), "1", "1"});
    samples.push_back({"k", std::string(bytes, '1'), "1"});
    samples.push_back({"k", "0." + std::string(bytes, '0') + "1", "1"});
  }
  for (const std::size_t digits : {308U, 309U, 310U, 323U, 324U, 325U}) {
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

/// Compares one text after the other until two readers disagree.
class Comparison {
 public:
  Comparison(Agreement& agreement, const OnText& on_text)
      : agreement_(agreement), on_text_(on_text) {}

  void request(std::string_view text) {
    if (wrong_) return;
    wrong_ = agreement_.compare_request(text);
    if (!wrong_ && on_text_) on_text_(TextKind::request, text);
  }
  void response(std::string_view text) {
    if (wrong_) return;
    wrong_ = agreement_.compare_response(text);
    if (!wrong_ && on_text_) on_text_(TextKind::response, text);
  }
  const std::optional<std::string>& wrong() const { return wrong_; }

 private:
  Agreement& agreement_;
  const OnText& on_text_;
  std::optional<std::string> wrong_;
};

void compare_chosen(Comparison& comparison) {
  for (const auto& [key, value, timestamp] : chosen_samples()) {
    const auto line = put(key, value, timestamp);
    comparison.request(line);
    comparison.request("get " + key + "\n");
    // Two rows: a limit is one of each row, not of the whole.
    comparison.response("ok\nk 1 1\n" + line.substr(4) + "\n");
  }
  for (const auto* line : {"get *\n", "get k\n", "put k -0 0\n", "\n", ""}) {
    comparison.request(line);
  }
  for (const auto* frame : {"ok\n\n", "error\nwrong command\n\n", "ok\nk 1 0\n\n", "\n\n", ""}) {
    comparison.response(frame);
  }
}

}  // namespace

std::optional<std::string> compare_many(Agreement& agreement, std::uint64_t seed,
                                        std::uint64_t count, const OnText& on_text) {
  Comparison comparison(agreement, on_text);
  compare_chosen(comparison);
  Random random(seed);
  for (std::uint64_t i = 0; i < count && !comparison.wrong(); ++i) {
    const bool is_response = i % 4 == 3;
    auto text = is_response ? generate(agreement.grammar(), "response", random)
                            : generated_request(agreement, random);
    if (!random.one_in(3)) text = mutate(std::move(text), random);
    if (is_response) {
      comparison.response(text);
    } else {
      comparison.request(text);
    }
  }
  return comparison.wrong();
}

}  // namespace eardrum::fuzz

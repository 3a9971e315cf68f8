#include "eardrum/fuzz/differential.hpp"

#include <algorithm>
#include <fstream>
#include <random>

namespace eardrum::fuzz {
namespace {

using namespace std::string_view_literals;

// What the language is sensitive to, so that mutations hit it often.
constexpr auto telling_bytes = "\0\t\n\r *+,-.019:EKPex\x7f\x80"sv;

using Random = std::mt19937_64;  // its numbers are the same everywhere, unlike distributions'

std::size_t below(Random& random, std::size_t bound) {
  return static_cast<std::size_t>(random() % bound);
}

char any_byte(Random& random) {
  if (below(random, 4) == 0) return static_cast<char>(below(random, 256));
  return telling_bytes[below(random, telling_bytes.size())];
}

/// One small change at a random place before the end marker.
void mutate(std::string& text, const std::vector<std::string>& seeds, Random& random) {
  const auto at = below(random, text.size() + 1);
  switch (below(random, 5)) {
    case 0:
      text.insert(at, 1, any_byte(random));
      break;
    case 1:
      if (at < text.size()) text[at] = any_byte(random);
      break;
    case 2:
      text.erase(at, 1 + below(random, 3));
      break;
    case 3:  // what stands there once more
      text.insert(at, text.substr(at, 1 + below(random, 8)));
      break;
    default: {  // a piece of another message
      const auto& other = seeds[below(random, seeds.size())];
      const auto from = below(random, other.size() + 1);
      text.replace(at, below(random, 4), other.substr(from, 1 + below(random, 24)));
      break;
    }
  }
}

}  // namespace

std::size_t messages_until(const std::vector<std::string>& seeds, std::size_t messages_max,
                           const std::function<bool(std::string_view)>& look) {
  Random random(1501864247);
  for (std::size_t i = 1; i <= messages_max; ++i) {
    std::string text = seeds[below(random, seeds.size())];
    const bool answer = text.ends_with("\n\n");
    text.resize(text.size() - std::min<std::size_t>(text.size(), answer ? 2 : 1));
    for (auto changes = below(random, 3); changes > 0; --changes) mutate(text, seeds, random);
    text += answer ? "\n\n" : "\n";
    if (look(text)) return i;
  }
  return 0;
}

std::map<std::string, std::string> read_differential_kills(const std::filesystem::path& file) {
  std::map<std::string, std::string> kills;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    const auto tab = line.find('\t');
    if (tab != std::string::npos) kills[line.substr(0, tab)] = line.substr(tab + 1);
  }
  return kills;
}

}  // namespace eardrum::fuzz

#include "eardrum/conformance/random/generator.hpp"

#include <algorithm>
#include <array>

namespace eardrum::conformance::random {
namespace {

using std::string;
using std::string_view;

// Families of names that begin, end or hold one another, or differ in case or punctuation alone.
// A private key's suffix has a fixed length, so that "{k}x" is longer than "{k}" and nobody else's.
using Family = std::array<string_view, 4>;

constexpr std::array private_keys{
    Family{"{k}", "{k}x", "x{k}", "{k}.cpu"},
    Family{"{k}", "{K}", "{kk}", "{k}x"},
    Family{"{k.a}", "{k-a}", "{k_a}", "{k.a}.b"},
    Family{"{k}", "{ok}", "{get}", "{error}"},
};

// On a fresh store also names that look like numbers, or are words of the protocol.
constexpr std::array plain_keys{
    Family{"k", "kx", "xk", "K"},        Family{"k", "K", "k.a", "k.a.b"},
    Family{"k.a", "k-a", "k_a", "ka"},   Family{"1", "10", "100", "1.5"},
    Family{"ok", "error", "put", "get"},
};

constexpr std::array<string_view, 10> timestamps{
    "1", "10", "100", "2", "20", "200", "1501864247", "1501864248", "0", "2147483647"};

constexpr std::array<string_view, 14> values{
    "1",  "10", "100", "2",          "10.5",  "10.50", "1.5",
    "-1", "0",  "0.1", "1501864247", "100.0", "-1.5",  "0.30000000000000004"};

/// Some of `items`, at least one, without repetition.
template <typename Items>
std::vector<string> some_of(Chance& chance, const Items& items, std::size_t count) {
  std::vector<string> rest(items.begin(), items.end());
  std::vector<string> chosen;
  while (chosen.size() < count && !rest.empty()) {
    const auto at = static_cast<std::ptrdiff_t>(chance.below(rest.size()));
    chosen.push_back(rest[static_cast<std::size_t>(at)]);
    rest.erase(rest.begin() + at);
  }
  return chosen;
}

/// The words that one dialogue draws from.
struct Universe {
  std::vector<string> keys;
  std::vector<string> times;
  std::vector<string> numbers;

  Universe(Chance& chance, bool plain)
      : keys(some_of(chance, plain ? chance.one_of(plain_keys) : chance.one_of(private_keys),
                     2 + chance.below(3))),
        times(some_of(chance, timestamps, 2 + chance.below(3))),
        numbers(some_of(chance, values, 3 + chance.below(2))) {
    // Values that are timestamps too: what compares texts or the wrong fields shall meet its like.
    if (chance.percent(50)) numbers.insert(numbers.end(), times.begin(), times.end());
  }
};

Command put_command(Chance& chance, const Universe& universe) {
  Command put;
  put.kind = Command::Kind::put;
  put.key = chance.one_of(universe.keys);
  put.value = chance.one_of(universe.numbers);
  put.timestamp = chance.one_of(universe.times);
  return put;
}

Command get_command(const string& key) {
  Command get;
  get.key = key;
  return get;
}

Command star_command() {
  Command star;
  star.kind = Command::Kind::star;
  return star;
}

Command any_command(Chance& chance, const Universe& universe, const Wishes& wishes) {
  const auto kind = chance.below(100);
  if (kind < 55) return put_command(chance, universe);
  if (kind < 80) return get_command(chance.one_of(universe.keys));
  if (kind < 92) {
    auto wrong = wrong_command(chance, chance.one_of(universe.keys),
                               chance.one_of(universe.numbers), chance.one_of(universe.times));
    if (wishes.errors_end || chance.percent(20)) wrong.end = Command::End::close;
    return wrong;
  }
  // What becomes of an open put under a plain name would be seen by get *.
  if (wishes.fresh_store) return star_command();
  if (chance.percent(40)) return open_command(chance);
  auto get = get_command(chance.one_of(universe.keys));
  get.end = Command::End::close;
  return get;
}

/// One to four puts at one key and time, with one value or several: what a server makes of the
/// third of them, chance alone would seldom ask.
void add_repeated_puts(Chance& chance, const Universe& universe, RandomSession& dialogue) {
  constexpr std::size_t puts_max = 4;
  auto put = put_command(chance, universe);
  const bool same_value = chance.percent(50);
  const bool read_between = chance.percent(30);
  for (auto count = 1 + chance.below(puts_max); count > 0; --count) {
    dialogue.commands.push_back(put);
    if (read_between) dialogue.commands.push_back(get_command(put.key));
    if (!same_value) put.value = chance.one_of(universe.numbers);
  }
}

/// What was put is asked for in the end, or much would go unseen; now and then once more after get
/// *, since answers with no put between must agree.
void add_last_gets(Chance& chance, const Universe& universe, RandomSession& dialogue) {
  for (const auto& key : universe.keys) dialogue.commands.push_back(get_command(key));
  if (!dialogue.fresh_store) return;
  dialogue.commands.push_back(star_command());
  if (!chance.percent(50)) return;
  for (const auto& key : universe.keys) dialogue.commands.push_back(get_command(key));
}

Delivery any_delivery(Chance& chance, const Wishes& wishes) {
  const auto kind = chance.below(100);
  if (!wishes.pieces || kind < 85) return {};
  if (kind < 90) return {DeliveryKind::byte_by_byte, 0};
  constexpr std::size_t line_bytes = 24;  // of an ordinary put
  return {DeliveryKind::cut, 1 + chance.below(line_bytes)};
}

struct Refused {
  string_view line;  ///< K, V and T stand for key, value and timestamp
  string_view rule;
};

// Each is in the zone must_reject, whatever core words stand for K, V and T; a test asks zone.hpp.
constexpr std::array refused{
    Refused{"putx K V T", "REQ-ERR-2"},   Refused{"pu K V T", "REQ-ERR-2"},
    Refused{"set K V T", "REQ-ERR-2"},    Refused{"gett K", "REQ-ERR-2"},
    Refused{"delete K", "REQ-ERR-2"},     Refused{"ge K", "REQ-ERR-2"},
    Refused{"K V T", "REQ-ERR-2"},        Refused{"put", "REQ-PUT-12"},
    Refused{"put K", "REQ-PUT-12"},       Refused{"put K V", "REQ-PUT-12"},
    Refused{"put K V T V", "REQ-PUT-12"}, Refused{"put K V T x", "REQ-PUT-12"},
    Refused{"put K x T", "REQ-PUT-6"},    Refused{"put K V.V.1 T", "REQ-PUT-6"},
    Refused{"put K --1 T", "REQ-PUT-6"},  Refused{"put K - T", "REQ-PUT-6"},
    Refused{"put K V x", "REQ-PUT-10"},   Refused{"put K V T-1", "REQ-PUT-10"},
    Refused{"put K V -", "REQ-PUT-10"},   Refused{"get", "REQ-GET-12"},
    Refused{"get K K", "REQ-GET-12"},     Refused{"get K T", "REQ-GET-12"},
    Refused{"get * K", "REQ-GET-12"},
};

// Whatever a server makes of these, it makes it of the key "z": nothing that is asked for.
constexpr std::array<string_view, 18> open_lines{
    "put {z} +1 10",  "put {z} .5 10",  "put {z} 5. 10",         "put {z} 1e3 10", "put {z} 007 10",
    "put {z} nan 10", "put {z} inf 10", "put {z} 1_000 10",      "put {z} 1 -5",   "put {z} 1 007",
    "put {z} 1 1.5",  "put {z} 1 1e3",  "put {z} 1 99999999999", "put  {z} 1 10",  "put {z} 1 10 ",
    "put {z}/z 1 10", "PUT {z} 1 10",   "put {z} 1 10\\r"};

}  // namespace

std::uint64_t Chance::next() {
  state_ += 0x9e3779b97f4a7c15U;
  auto mixed = state_;
  mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
  return mixed ^ (mixed >> 31U);
}

std::uint64_t seed_of(std::uint64_t run_seed, std::size_t index) {
  constexpr std::uint64_t stride = 0xd1342543de82ef95U;
  return Chance(run_seed + index * stride).next();
}

Command wrong_command(Chance& chance, const string& key, const string& value,
                      const string& timestamp) {
  const auto& chosen = chance.one_of(refused);
  Command wrong;
  wrong.kind = Command::Kind::wrong;
  wrong.rule = chosen.rule;
  for (const char c : chosen.line) {
    if (c == 'K') {
      wrong.line += key;
    } else if (c == 'V') {
      wrong.line += value;
    } else if (c == 'T') {
      wrong.line += timestamp;
    } else {
      wrong.line += c;
    }
  }
  wrong.line += "\\n";
  return wrong;
}

Command open_command(Chance& chance) {
  Command open;
  open.kind = Command::Kind::open;
  open.line = string(chance.one_of(open_lines)) + "\\n";
  open.end = Command::End::close;
  return open;
}

RandomSession generate(std::uint64_t seed, const Wishes& wishes) {
  Chance chance(seed);
  const Universe universe(chance, wishes.fresh_store);
  RandomSession dialogue;
  dialogue.fresh_store = wishes.fresh_store;
  dialogue.delivery = any_delivery(chance, wishes);
  // A fresh store costs a start of the server: there the dialogue is the longer.
  const auto length = wishes.fresh_store ? 8 + chance.below(14) : 3 + chance.below(12);
  constexpr std::size_t repeated_share = 7;
  for (std::size_t i = 0; i < length; ++i) {
    if (chance.percent(repeated_share)) {
      add_repeated_puts(chance, universe, dialogue);
    } else {
      dialogue.commands.push_back(any_command(chance, universe, wishes));
    }
  }
  add_last_gets(chance, universe, dialogue);
  const bool two = wishes.two_connections && chance.percent(40);
  for (auto& command : dialogue.commands) {
    if (two && chance.percent(40)) command.connection = 'B';
  }
  return dialogue;
}

}  // namespace eardrum::conformance::random

#include "eardrum/fuzz/generators.hpp"

#include <bit>
#include <cmath>
#include <limits>
#include <ostream>

#include "eardrum/fuzz/laws/verdict.hpp"
#include "eardrum/protocol/format.hpp"
#include "eardrum/protocol/limits.hpp"

namespace eardrum::fuzz {

using protocol::CommandKind;

protocol::Request AnyRequest::view() const {
  switch (kind) {
    case CommandKind::put:
      return sample.put();
    case CommandKind::get:
      break;
  }
  return protocol::Get{sample.key};
}

void showValue(const Sample& sample, std::ostream& out) {
  out << visible(sample.key) << " " << std::hexfloat << sample.value << std::defaultfloat << " "
      << sample.timestamp;
}

void showValue(const AnyRequest& request, std::ostream& out) {
  out << protocol::all_commands.at(static_cast<std::size_t>(request.kind)).word << ' ';
  showValue(request.sample, out);
}

namespace generate {
namespace {

namespace gen = rc::gen;
using Text = std::string;

/// Texts of `byte`, 1 to 255 of them; now and then exactly the most or one less.
rc::Gen<Text> key_of(const rc::Gen<char>& byte) {
  const auto of_size = [byte](std::size_t size) { return gen::container<Text>(size, byte); };
  const auto most = protocol::limits::key_bytes_max;
  return gen::weightedOneOf<Text>({{20, gen::nonEmpty(gen::resize(12, gen::container<Text>(byte)))},
                                   {1, of_size(most)},
                                   {1, of_size(most - 1)}});
}

/// Puts `insert` in place of `erase` bytes somewhere in `text`.
rc::Gen<Text> changed(const rc::Gen<Text>& text) {
  const auto insert = gen::element<Text>("", " ", "\n", "\n\n", "\r", "\t", Text(1, '\0'), "0", "-",
                                         "+", ".", "e", "*", "x", "\xff", "  ");
  return gen::map(gen::tuple(text, insert, gen::inRange(0, 3), gen::arbitrary<std::uint16_t>()),
                  [](const auto& parts) {
                    auto [out, by, erase, where] = parts;
                    out.replace(where % (out.size() + 1), static_cast<std::size_t>(erase), by);
                    return out;
                  });
}

Text line_of(const AnyRequest& request) {
  Text out;
  protocol::append_request(request.view(), out);
  out.pop_back();
  return out;
}

Text frame_of(const std::vector<Sample>& samples) {
  Text out;
  protocol::append_ok_begin(out);
  for (const auto& sample : samples) protocol::append_row(sample.row(), out);
  protocol::append_end(out);
  return out;
}

rc::Gen<AnyRequest> request_in_dialogue() {
  // REQ-PUT-14: a put of "*" is no request, so puts draw from keys without it.
  const auto put = gen::map(
      gen::tuple(colliding_key(), finite_value(), gen::inRange(-2, 4)), [](const auto& parts) {
        const auto& [key, value, time] = parts;
        return AnyRequest{.kind = CommandKind::put, .sample = {key, value, time}};
      });
  const auto get = gen::map(gen::oneOf(colliding_key(), gen::just(Text("*"))), [](const Text& key) {
    return AnyRequest{.kind = CommandKind::get, .sample = {key, 0, 0}};
  });
  return gen::weightedOneOf<AnyRequest>({{3, put}, {2, get}});
}

/// Spellings that other implementations may take and the strict grammar mostly does not.
rc::Gen<Text> odd_value() {
  return gen::element<Text>("1e5", "1E-7", "1e+05", "+1", "007", ".5", "5.", "0x10", "inf", "nan",
                            "nan(1)", "-Infinity", "1,5", "1_000", "1e309", "-1e309", "1e-400",
                            "-1e-400", "2.4e-324", "1e99999999999999999999", "-0", "--1", "abc",
                            "1.2.3", "-", "10.50", "9007199254740993");
}

rc::Gen<Text> odd_timestamp() {
  return gen::element<Text>("007", "+7", "-0", "7.0", "1e3", "9223372036854775808",
                            "-9223372036854775809", "abc", "-", "1-2", "0", "2147483648", "inf");
}

rc::Gen<Text> odd_put() {
  const auto value = gen::oneOf(odd_value(), gen::just(Text("1")));
  const auto time = gen::oneOf(odd_timestamp(), gen::just(Text("1")));
  return gen::map(gen::tuple(any_key(), value, time), [](const auto& parts) {
    const auto& [key, value_text, time_text] = parts;
    return "put " + key + " " + value_text + " " + time_text;
  });
}

rc::Gen<Text> odd_line() {
  return gen::element<Text>("", " ", "put", "get", "get ", "get a b", "put k 1", "put k 1 2 3",
                            "PUT k 1 1", "Get k", "gett k", "foo", "put * 1 1", "get wrong command",
                            "put k 1 1\r", "get k\r", "put\tk 1 1");
}

rc::Gen<Text> overlong_line() {
  const auto most = static_cast<int>(protocol::limits::request_bytes_max);
  return gen::map(gen::inRange(most - 8, most + 4), [](int size) {
    Text out = "put k 1.";
    out.resize(static_cast<std::size_t>(size) - 2, '0');
    return out + " 1";
  });
}

rc::Gen<Text> joined(const rc::Gen<std::vector<Text>>& parts) {
  return gen::map(parts, [](const std::vector<Text>& texts) {
    Text out;
    for (const auto& text : texts) out += text;
    return out;
  });
}

rc::Gen<Text> with_line_feed(const rc::Gen<Text>& line) {
  return gen::map(line, [](const Text& text) { return text + "\n"; });
}

}  // namespace

rc::Gen<Text> core_key() {
  return key_of(gen::oneOf(gen::inRange<char>('a', 'z' + 1), gen::inRange<char>('A', 'Z' + 1),
                           gen::inRange<char>('0', '9' + 1), gen::element('.', '_', '-')));
}

rc::Gen<Text> any_key() {
  const auto byte = gen::map(gen::inRange(0x21, 0x100), [](int value) {
    return static_cast<char>(value == 0x7F ? 0x7E : value);
  });
  return gen::suchThat(key_of(byte), [](const Text& key) { return key != "*"; });
}

rc::Gen<Text> colliding_key() {
  return gen::element<Text>("k", "K", "kk", "k.", "palm.cpu", "palm", "ok", "\xff", "**");
}

rc::Gen<double> finite_value() {
  using Limits = std::numeric_limits<double>;
  const auto bits = gen::map(gen::arbitrary<std::uint64_t>(), [](std::uint64_t word) {
    const auto value = std::bit_cast<double>(word);
    return std::isfinite(value) ? value : 0.0;
  });
  // RapidCheck's integers are small at small sizes; whole patterns need all bits at once.
  const auto wide_bits = gen::resize(100, bits);
  const auto subnormal =
      gen::map(gen::inRange<std::uint64_t>(0, std::uint64_t{1} << 52),
               [](std::uint64_t mantissa) { return std::bit_cast<double>(mantissa); });
  const auto metric = gen::map(gen::inRange(-1'000'000, 1'000'000),
                               [](int hundredths) { return hundredths / 100.0; });
  const auto boundary = gen::element(
      0.0, -0.0, 1.0, -1.0, 100000.0, 1e15, 1e16, 1e21, 1e23, 9007199254740992.0,
      9007199254740994.0, Limits::max(), Limits::lowest(), Limits::min(), -Limits::min(),
      Limits::denorm_min(), -Limits::denorm_min(), std::bit_cast<double>(0x000F'FFFF'FFFF'FFFFULL),
      Limits::epsilon(), 0.1, 0.2, 0.3, 5e-7);
  const auto power = gen::map(gen::inRange(-1074, 1024), [](int e) { return std::ldexp(1.0, e); });
  return gen::oneOf(wide_bits, subnormal, metric, boundary, power);
}

rc::Gen<std::int64_t> timestamp() {
  using Limits = std::numeric_limits<std::int64_t>;
  return gen::oneOf(
      gen::resize(100, gen::arbitrary<std::int64_t>()), gen::inRange<std::int64_t>(-10, 10),
      gen::element<std::int64_t>(Limits::min(), Limits::min() + 1, Limits::max(), Limits::max() - 1,
                                 0, 1501864247, 2147483647, 2147483648));
}

rc::Gen<Sample> sample() {
  return gen::construct<Sample>(gen::oneOf(core_key(), any_key()), finite_value(), timestamp());
}

rc::Gen<std::vector<Sample>> samples() {
  return gen::resize(12, gen::container<std::vector<Sample>>(sample()));
}

rc::Gen<std::vector<AnyRequest>> dialogue() {
  return gen::resize(40, gen::container<std::vector<AnyRequest>>(request_in_dialogue()));
}

rc::Gen<Text> request_line() {
  const auto canonical = gen::map(sample(), [](const Sample& drawn) {
    const auto kind = drawn.timestamp % 4 != 0 ? CommandKind::put : CommandKind::get;
    return line_of({.kind = kind, .sample = drawn});
  });
  const auto any = gen::oneOf(canonical, odd_put(), odd_line(), overlong_line());
  return gen::oneOf(any, changed(any));
}

rc::Gen<Text> response() {
  const auto answer = gen::map(samples(), frame_of);
  const auto error = gen::just(Text("error\nwrong command\n\n"));
  const auto odd = gen::element<Text>("ok\nk 1\n\n", "ok\nk 1 1.0\n\n", "ok\n* 1 1\n\n",
                                      "error\nWrong command\n\n", "error\n\n", "some\nok\n\n",
                                      "ok\nk 1e5 1\n\n", "ok\n k 1 1\n\n", "ok", "\n\n");
  const auto any = gen::weightedOneOf<Text>({{4, answer}, {1, error}, {2, odd}});
  return gen::oneOf(any, changed(any));
}

rc::Gen<Text> request_stream() {
  const auto known = gen::map(request_in_dialogue(), line_of);
  const auto line = with_line_feed(gen::weightedOneOf<Text>({{3, known}, {1, request_line()}}));
  const auto lines = joined(gen::resize(25, gen::container<std::vector<Text>>(line)));
  const auto tail = gen::weightedOneOf<Text>({{2, gen::just(Text())}, {1, request_line()}});
  return gen::map(gen::pair(lines, tail),
                  [](const auto& parts) { return parts.first + parts.second; });
}

rc::Gen<Text> response_stream() {
  return joined(gen::resize(8, gen::container<std::vector<Text>>(response())));
}

rc::Gen<Text> bytes() {
  const auto any =
      gen::map(gen::inRange(0, 256), [](int value) { return static_cast<char>(value); });
  const auto known = gen::element('\n', ' ', 'p', 'u', 't', 'g', 'e', 'o', 'k', '0', '1', '-', '.');
  return gen::container<Text>(gen::weightedOneOf<char>({{1, any}, {3, known}}));
}

rc::Gen<std::vector<std::size_t>> piece_sizes() {
  const auto size = gen::weightedOneOf<std::size_t>(
      {{4, gen::inRange<std::size_t>(1, 5)}, {1, gen::inRange<std::size_t>(1, 200)}});
  return gen::resize(8, gen::container<std::vector<std::size_t>>(size));
}

}  // namespace generate
}  // namespace eardrum::fuzz

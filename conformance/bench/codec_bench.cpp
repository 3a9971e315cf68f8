// The codec beside what no codec can do without: finding line ends, and the standard library's own
// reading and writing of the two numbers.
#include <charconv>
#include <cstring>
#include <random>
#include <stdexcept>

#include "eardrum/conformance/bench/benches.hpp"
#include "eardrum/protocol/format.hpp"
#include "eardrum/protocol/framer.hpp"
#include "eardrum/protocol/parse.hpp"

namespace eardrum::conformance::bench {
namespace {

constexpr std::size_t sample_count = 10'000;
constexpr std::size_t chunk_bytes = 16 * 1024;  // what a server reads at a time
constexpr std::size_t number_bytes_max = 400;

/// What metrics look like: few keys, values with a few digits, one in eight with all of them.
struct Workload {
  std::vector<std::string> keys;
  std::vector<protocol::Put> puts;
  std::string requests;
  std::string response;
};

const Workload& workload() {
  static const Workload made = [] {
    Workload work;
    std::mt19937_64 random(20170801);
    for (int i = 0; i < 64; ++i) work.keys.push_back("host" + std::to_string(i) + ".cpu");
    std::uniform_int_distribution<int> hundredths(-100'000, 100'000);
    std::uniform_real_distribution<double> any(0, 1);
    protocol::append_ok_begin(work.response);
    for (std::size_t i = 0; i < sample_count; ++i) {
      const double value = i % 8 == 0 ? any(random) : hundredths(random) / 100.0;
      const protocol::Put put{work.keys[random() % work.keys.size()], value,
                              1'501'864'247 + static_cast<std::int64_t>(i)};
      work.puts.push_back(put);
      protocol::append_request(put, work.requests);
      protocol::append_row({put.key, put.value, put.timestamp}, work.response);
    }
    protocol::append_end(work.response);
    return work;
  }();
  return made;
}

void need(bool right, const char* what) {
  if (!right) throw std::runtime_error(what);
}

void read_requests() {
  auto framer = protocol::Framer::requests();
  const std::string_view bytes = workload().requests;
  std::size_t read = 0;
  for (std::size_t at = 0; at < bytes.size(); at += chunk_bytes) {
    framer.feed(bytes.substr(at, chunk_bytes));
    for (auto frame = framer.next(); !std::holds_alternative<protocol::NeedMore>(frame);
         frame = framer.next()) {
      const auto request = protocol::parse_request(std::get<std::string_view>(frame));
      need(request.has_value(), "a request was refused");
      benchmark::DoNotOptimize(*request);
      ++read;
    }
  }
  need(read == sample_count, "not all requests were read");
}

void find_line_ends(std::string_view bytes) {
  std::size_t found = 0;
  while (!bytes.empty()) {
    const auto* const end = static_cast<const char*>(std::memchr(bytes.data(), '\n', bytes.size()));
    if (end == nullptr) break;
    bytes.remove_prefix(static_cast<std::size_t>(end - bytes.data()) + 1);
    ++found;
  }
  need(found >= sample_count, "not all line ends were found");
}

/// Both numbers of each line with from_chars, given where they are: no check of anything.
void read_numbers_only(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto end = bytes.find('\n');
    const auto line = bytes.substr(0, end);
    bytes.remove_prefix(end + 1);
    const auto last = line.rfind(' ');
    if (last == std::string_view::npos) continue;  // the status line and the end of a response
    const auto middle = line.rfind(' ', last - 1);
    double value = 0;
    std::int64_t timestamp = 0;
    std::from_chars(line.data() + middle + 1, line.data() + last, value);
    std::from_chars(line.data() + last + 1, line.data() + line.size(), timestamp);
    benchmark::DoNotOptimize(value);
    benchmark::DoNotOptimize(timestamp);
  }
}

void write_requests() {
  static std::string out;
  out.clear();
  for (const auto& put : workload().puts) protocol::append_request(put, out);
  need(out == workload().requests, "other bytes were written");
}

void write_numbers_only() {
  char text[number_bytes_max];
  for (const auto& put : workload().puts) {
    const auto value = std::to_chars(text, text + sizeof text, put.value, std::chars_format::fixed);
    benchmark::DoNotOptimize(value.ptr);
    const auto timestamp = std::to_chars(text, text + sizeof text, put.timestamp);
    benchmark::DoNotOptimize(timestamp.ptr);
  }
}

void read_response() {
  static std::vector<protocol::Row> rows;
  auto framer = protocol::Framer::responses();
  const std::string_view bytes = workload().response;
  for (std::size_t at = 0; at < bytes.size(); at += chunk_bytes) {
    framer.feed(bytes.substr(at, chunk_bytes));
    const auto frame = framer.next();
    if (std::holds_alternative<protocol::NeedMore>(frame)) continue;
    need(protocol::parse_response(std::get<std::string_view>(frame), rows).has_value(),
         "the response was refused");
  }
  need(rows.size() == sample_count, "not all rows were read");
}

}  // namespace

std::vector<Comparison> codec_comparisons() {
  const auto count = static_cast<double>(sample_count);
  return {
      {"Codec: 10 000 puts read from 16 KiB chunks",
       "put",
       count,
       {{"framer and parse_request", read_requests},
        {"memchr for the line ends alone", [] { find_line_ends(workload().requests); }},
        {"from_chars on the numbers alone", [] { read_numbers_only(workload().requests); }}}},
      {"Codec: a response of 10 000 rows read from 16 KiB chunks",
       "row",
       count,
       {{"framer and parse_response", read_response},
        {"memchr for the line ends alone", [] { find_line_ends(workload().response); }},
        {"from_chars on the numbers alone", [] { read_numbers_only(workload().response); }}}},
      {"Codec: 10 000 puts written",
       "put",
       count,
       {{"append_request", write_requests}, {"to_chars on the numbers alone", write_numbers_only}}},
  };
}

}  // namespace eardrum::conformance::bench

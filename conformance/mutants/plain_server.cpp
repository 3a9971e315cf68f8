#include "eardrum/conformance/mutants/plain_server.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <memory>
#include <optional>

#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/protocol/characters.hpp"
#include "eardrum/protocol/command.hpp"
#include "eardrum/protocol/numeral.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::conformance::mutants {
namespace {

using std::string;
using std::string_view;

struct Row {
  string key;
  string value_text;  ///< as it will be printed
  double value = 0;
  std::int64_t timestamp = 0;
  string timestamp_text;
};

/// "1_000" to "1000"; other underscores stay.
string without_digit_groups(string_view text) {
  string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool between = i > 0 && i + 1 < text.size() && protocol::is_digit(text[i - 1]) &&
                         protocol::is_digit(text[i + 1]);
    if (text[i] != '_' || !between) plain += text[i];
  }
  return plain;
}

std::optional<double> read_not_finite(string_view text) {
  const bool negative = text.starts_with('-');
  if (text.starts_with('+') || negative) text.remove_prefix(1);
  if (protocol::equals_ignoring_case(text, "nan")) return std::nan("");
  if (!protocol::equals_ignoring_case(text, "inf") &&
      !protocol::equals_ignoring_case(text, "infinity")) {
    return std::nullopt;
  }
  return negative ? -HUGE_VAL : HUGE_VAL;
}

/// repr() of a float: shortest digits, an exponent below 1e-4 and from 1e16 on, else a point.
string repr(double value) {
  std::array<char, 400> text{};
  const auto magnitude = std::abs(value);
  const bool plain = value == 0 || (magnitude >= 1e-4 && magnitude < 1e16) || !std::isfinite(value);
  const auto form = plain ? std::chars_format::fixed : std::chars_format::scientific;
  char* const end = std::to_chars(text.data(), text.data() + text.size(), value, form).ptr;
  string result(text.data(), end);
  if (plain && std::isfinite(value) && !result.contains('.')) result += ".0";
  return result;
}

class PlainServer {
 public:
  explicit PlainServer(const Choices& choices) : choices_(choices) {}

  Reply answer(string_view line) {
    if (choices_.line_bytes_max != 0 && line.size() > choices_.line_bytes_max) {
      return Reply::closing();
    }
    if (line.ends_with('\n')) line.remove_suffix(1);
    if (choices_.close_on_non_ascii && has_high_byte(line)) return Reply::closing();
    if (choices_.close_on_open_line && protocol::request_zone(line) == protocol::Zone::open) {
      return Reply::closing();
    }
    const auto fields = split(line);
    if (fields.empty()) return empty_line();
    return command(fields);
  }

 private:
  static bool has_high_byte(string_view line) {
    return std::ranges::any_of(line, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  }

  std::vector<string> split(string_view line) const {
    if (choices_.any_blanks) return split_any_blank(line);
    if (choices_.line_feed == LineFeed::cr_stripped && line.ends_with('\r')) line.remove_suffix(1);
    return line.empty() ? std::vector<string>() : words(line);
  }

  Reply empty_line() const {
    switch (choices_.empty_line) {
      case EmptyLine::ignored:
        return {};
      case EmptyLine::error:
        return error();
      case EmptyLine::ok:
        return string(ok_answer);
      case EmptyLine::closed:
        break;
    }
    return Reply::closing();
  }

  Reply error() const {
    Reply reply{string(error_answer)};
    reply.close = choices_.close_after_error;
    return reply;
  }

  Reply command(const std::vector<string>& fields) {
    auto verb = fields[0];
    if (choices_.any_case_verbs) std::ranges::transform(verb, verb.begin(), protocol::ascii_lower);
    if (std::ranges::find(fields, "") != fields.end()) return error();
    const auto* const asked = protocol::find_command(verb);
    if (asked == nullptr || fields.size() != 1 + asked->arguments) return error();
    switch (asked->kind) {
      case protocol::CommandKind::put:
        return put(fields);
      case protocol::CommandKind::get:
        break;
    }
    return get(fields[1]);
  }

  Reply put(const std::vector<string>& fields) {
    auto time_text = fields[3];
    const bool cr = choices_.line_feed == LineFeed::cr_kept && time_text.ends_with('\r');
    if (cr) time_text.pop_back();
    const auto value = read_value(fields[2]);
    const auto timestamp = read_timestamp(time_text);
    if (!value || !timestamp || (choices_.star_refused && fields[1] == "*")) return error();
    auto written = std::to_string(*timestamp);
    if (written.size() < time_text.size() && !protocol::read_timestamp_widely(time_text)) {
      written = time_text;  // more digits than we count with
    }
    if (cr) written += '\r';
    store({fields[1], print(*value, fields[2]), *value, *timestamp, written});
    return string(ok_answer);
  }

  std::optional<double> read_value(const string& text) const {
    if (!choices_.exponents && text.find_first_of("eE") != string::npos) return std::nullopt;
    if (choices_.wide_numbers) {
      const auto infinite = read_not_finite(text);
      return infinite ? infinite : protocol::read_value_widely(without_digit_groups(text));
    }
    const auto value = protocol::parse_value(text);
    return value ? std::optional(*value) : std::nullopt;
  }

  std::optional<std::int64_t> read_timestamp(const string& text) const {
    std::optional<std::int64_t> timestamp;
    if (choices_.wide_numbers) {
      const auto plain = without_digit_groups(text);
      timestamp = protocol::read_timestamp_widely(plain);
      if (!timestamp && !plain.empty() && std::ranges::all_of(plain, protocol::is_digit)) {
        timestamp = std::numeric_limits<std::int64_t>::max();
      }
    } else if (const auto strict = protocol::parse_timestamp(text)) {
      timestamp = *strict;
    }
    const bool taken =
        timestamp && *timestamp >= choices_.timestamp_min && *timestamp <= choices_.timestamp_max;
    return taken ? timestamp : std::nullopt;
  }

  string print(double value, const string& text) const {
    if (choices_.echo == Echo::verbatim) return text;
    if (choices_.echo == Echo::float_of_python || !std::isfinite(value)) return repr(value);
    string canonical;
    protocol::append_value(value, canonical);
    return canonical;
  }

  void store(Row row) {
    const auto old = std::ranges::find_if(rows_, [&](const Row& each) {
      return each.key == row.key && each.timestamp == row.timestamp &&
             (choices_.repeated != Repeated::all_kept ||
              (choices_.same_once && each.value == row.value));
    });
    if (old == rows_.end()) {
      rows_.push_back(std::move(row));
    } else if (choices_.repeated == Repeated::last_wins && choices_.moves_to_end) {
      rows_.erase(old);
      rows_.push_back(std::move(row));
    } else if (choices_.repeated == Repeated::last_wins) {
      *old = std::move(row);
    }
  }

  Reply get(const string& key) const {
    std::vector<Row> found;
    std::ranges::copy_if(rows_, std::back_inserter(found),
                         [&](const Row& row) { return key == "*" || row.key == key; });
    sort(found);
    std::vector<string> texts;
    texts.reserve(found.size());
    for (const auto& row : found) {
      texts.push_back(row.key + ' ' + row.value_text + ' ' + row.timestamp_text);
    }
    return ok_with(texts);
  }

  void sort(std::vector<Row>& rows) const {
    switch (choices_.order) {
      case Order::as_put:
        break;
      case Order::by_time:
        std::ranges::stable_sort(rows, {}, &Row::timestamp);
        break;
      case Order::by_time_text:
        std::ranges::stable_sort(rows, {}, &Row::timestamp_text);
        break;
      case Order::newest_put_first:
        std::ranges::reverse(rows);
        break;
    }
    if (choices_.grouped) std::ranges::stable_sort(rows, {}, &Row::key);
  }

  Choices choices_;
  std::vector<Row> rows_;
};

}  // namespace

Server plain_server(const Choices& choices, const Habits& habits) {
  const auto plain = std::make_shared<PlainServer>(choices);
  auto server = by_line([plain](Peer&, string_view line) -> Reply { return plain->answer(line); });
  if (choices.line_bytes_max != 0) {
    // A line that is too long need not end before it is given up.
    server.receive = [framed = server.receive, limit = choices.line_bytes_max](Peer& peer,
                                                                               string_view chunk) {
      auto reply = framed(peer, chunk);
      if (peer.buffer.size() > limit) reply.close = true;
      return reply;
    };
  }
  if (choices.serve_unterminated) {
    server.ended = [plain](Peer& peer) {
      if (peer.buffer.empty()) return Reply::closing();
      auto reply = plain->answer(peer.buffer + '\n');
      reply.close = true;
      return reply;
    };
  }
  server.habits = habits;
  return server;
}

}  // namespace eardrum::conformance::mutants

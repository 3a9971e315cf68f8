#include "eardrum/conformance/blame/dialogue.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "eardrum/protocol/characters.hpp"

namespace eardrum::conformance {
namespace {

using protocol::is_digit;

constexpr std::string_view error_frame = "error\nwrong command\n\n";
constexpr std::size_t few_requests = 6;

bool is_small(char c) {
  return c >= 'a' && c <= 'z';
}

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

bool is_punctuation(char c) {
  return c == '.' || c == '_' || c == '-';
}

bool are_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

/// At least one, which may be empty.
std::vector<std::string_view> words(std::string_view line) {
  std::vector<std::string_view> all;
  for (std::size_t begin = 0; begin <= line.size(); begin += all.back().size() + 1) {
    all.push_back(line.substr(begin, line.find(' ', begin) - begin));
  }
  return all;
}

Asked kind_of(const std::vector<std::string_view>& fields) {
  if (fields[0] == "put") return Asked::put;
  if (fields[0] != "get") return Asked::no_command;
  return fields.size() == 2 && fields[1] == "*" ? Asked::star : Asked::get;
}

/// Reads what was sent, line by line, and gathers what is unusual in it.
class Reader {
 public:
  void take(const TranscriptEntry& entry) {
    const auto bytes = entry.bytes.for_judging();
    out_.bytes += bytes.size();
    connections_.insert(entry.connection);
    if (connections_.size() > 1) note(Unusual::other_connection);
    auto& open = open_[entry.connection];
    if (!open.empty() || !bytes.ends_with('\n')) note(Unusual::pieces);
    open += bytes;
    if (std::ranges::count(open, '\n') > 1) note(Unusual::pipeline);
    for (auto end = open.find('\n'); end != std::string::npos; end = open.find('\n')) {
      take_line(open.substr(0, end));
      open.erase(0, end + 1);
    }
  }

  /// Nothing if no whole line was sent.
  std::optional<Dialogue> finish(bool error_was_due) {
    if (out_.requests == 0) return std::nullopt;
    if (error_was_due) out_.asked = Asked::no_command;
    return out_;
  }

 private:
  void note(Unusual what) { out_.unusual.set(static_cast<std::size_t>(what)); }

  void take_line(const std::string& line) {
    if (refused_) note(Unusual::after_refusal);
    if (++out_.requests > few_requests) note(Unusual::many_requests);
    const auto fields = words(line);
    out_.asked = kind_of(fields);
    out_.asked_before = !kinds_.insert(out_.asked).second;
    if (fields[0] == "put") {
      take_put(fields);
    } else if (fields[0] == "get") {
      take_get(fields);
    } else {
      refused_ = true;
      const bool plain = fields.size() <= 2 && std::ranges::all_of(fields[0], is_small);
      if (!plain || line.empty()) note(Unusual::line);
      if (fields.size() == 2) take_name(fields[1]);
    }
  }

  void take_put(const std::vector<std::string_view>& fields) {
    if (fields.size() != 4) return note(Unusual::line);
    take_name(fields[1]);
    take_value(fields[2]);
    take_time(fields[3]);
    auto& times = times_[std::string(fields[1])];
    const ByLength time{fields[3].size(), std::string(fields[3])};
    if (!times.empty() && time < *times.rbegin()) note(Unusual::earlier_sample);
    if (!times.insert(time).second) note(Unusual::put_again);
    if (times.size() > 1) note(Unusual::later_sample);
    if (times_.size() > 1) note(Unusual::other_key);
    asked_.clear();
  }

  void take_get(const std::vector<std::string_view>& fields) {
    if (fields.size() != 2) return note(Unusual::line);
    const std::string key(fields[1]);
    const bool all = key == "*";
    if (!all) take_name(key);
    if (all ? !asked_.empty() : asked_.contains(key) || asked_.contains("*")) {
      note(Unusual::asked_again);
    }
    asked_.insert(key);
  }

  void take_name(std::string_view name) {
    constexpr std::size_t usual_bytes_max = 40;
    if (name.empty() || !std::ranges::all_of(name, protocol::is_core_key_byte))
      return note(Unusual::name);
    if (std::ranges::any_of(name, is_capital)) note(Unusual::capital);
    if (name.contains('_')) note(Unusual::underscore);
    if (name.contains('-')) note(Unusual::hyphen);
    if (!name.contains('.')) note(Unusual::undotted);
    if (is_digit(name.front())) note(Unusual::digit_first);
    if (name.size() > usual_bytes_max) note(Unusual::long_name);
    const bool in_a_row = std::ranges::adjacent_find(name, [](char a, char b) {
                            return is_punctuation(a) && is_punctuation(b);
                          }) != name.end();
    if (in_a_row || is_punctuation(name.front()) || is_punctuation(name.back())) {
      note(Unusual::outer_punctuation);
    }
  }

  void take_value(std::string_view value) {
    constexpr std::size_t usual_digits_max = 3;
    if (value.starts_with('-')) {
      note(Unusual::negative);
      value.remove_prefix(1);
    }
    const auto point = value.find('.');
    const auto whole = value.substr(0, point);
    const auto fraction = point == std::string_view::npos ? "0" : value.substr(point + 1);
    if (!are_digits(whole) || !are_digits(fraction)) return note(Unusual::value);
    if (point == std::string_view::npos) note(Unusual::integer);
    const auto is_zero = [](char c) { return c == '0'; };
    const bool nothing = std::ranges::all_of(whole, is_zero);
    if (nothing && std::ranges::all_of(fraction, is_zero)) {
      note(Unusual::zero);
    } else if (nothing) {
      note(Unusual::below_one);
    }
    if (std::max(whole.size(), fraction.size()) > usual_digits_max) note(Unusual::many_digits);
  }

  void take_time(std::string_view time) {
    constexpr std::size_t usual_digits = 10;
    if (time == "0") return note(Unusual::zero_time);
    if (!are_digits(time) || time.size() > usual_digits || time.front() == '0') {
      return note(Unusual::time);
    }
    if (time.size() < usual_digits) {
      note(Unusual::short_time);
    } else if (time.front() != '1') {
      note(Unusual::late_time);
    }
  }

  using ByLength = std::pair<std::size_t, std::string>;  ///< orders digits as numbers

  Dialogue out_;
  std::set<Asked> kinds_;
  bool refused_ = false;
  std::set<std::string> connections_;
  std::map<std::string, std::string> open_;          ///< the unfinished line of each connection
  std::map<std::string, std::set<ByLength>> times_;  ///< put, of each key
  std::set<std::string> asked_;                      ///< since the last put
};

}  // namespace

std::optional<Dialogue> dialogue_of(const CaseResult& result) {
  if (!result.finding) return std::nullopt;
  Reader reader;
  for (const auto& entry : result.finding->transcript) {
    if (entry.kind == TranscriptEntry::Kind::sent) reader.take(entry);
  }
  return reader.finish(result.finding->expected == error_frame);
}

}  // namespace eardrum::conformance

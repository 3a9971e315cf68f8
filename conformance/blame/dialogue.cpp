#include "eardrum/conformance/blame/dialogue.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "eardrum/protocol/characters.hpp"
#include "eardrum/protocol/command.hpp"
#include "eardrum/protocol/parse.hpp"
#include "eardrum/protocol/zone.hpp"

namespace eardrum::conformance {
namespace {

using protocol::is_digit;

constexpr std::size_t few_requests = 6;
constexpr std::size_t long_line_bytes = 1000;

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
  const auto* const command = protocol::find_command(fields[0]);
  if (command == nullptr) return Asked::no_command;
  switch (command->kind) {
    case protocol::CommandKind::put:
      return Asked::put;
    case protocol::CommandKind::get:
      break;
  }
  return fields.size() == 2 && fields[1] == "*" ? Asked::star : Asked::get;
}

/// The rule by which a line must be refused, given without its LF; empty if nothing says so.
std::string demanded_by(const std::string& line) {
  if (protocol::request_zone(line) != protocol::Zone::must_reject) return "";
  const auto request = protocol::parse_request(line + '\n');
  return request ? "" : std::string(request.error().requirement());
}

std::string without_punctuation(std::string key) {
  std::erase_if(key, is_punctuation);
  return key;
}

bool differ_in_case(const std::string& a, const std::string& b) {
  return a != b && std::ranges::equal(a, b, {}, protocol::ascii_lower, protocol::ascii_lower);
}

bool resemble(const std::string& a, const std::string& b) {
  return a != b &&
         (a.contains(b) || b.contains(a) || without_punctuation(a) == without_punctuation(b));
}

bool begins_with_protocol_word(std::string_view name) {
  return name.starts_with("ok") || name.starts_with("error") ||
         std::ranges::any_of(protocol::all_commands,
                             [&](const auto& each) { return name.starts_with(each.word); });
}

/// Reads what was sent, line by line, and gathers what is unusual in it.
class Reader {
 public:
  /// A connection of that name begins: an unfinished line of the one before is over.
  void begin(const std::string& connection) {
    open_.erase(connection);
    in_pieces_.erase(connection);
  }

  /// Adds what was sent; `done` is called with the dialogue up to each line that is whole by then.
  template <class Done>
  void take(const TranscriptEntry& entry, const Done& done) {
    const auto bytes = entry.bytes.for_judging();
    out_.bytes += bytes.size();
    connections_.insert(entry.connection);
    last_ = {};
    auto& open = open_[entry.connection];
    if (!open.empty() || !bytes.ends_with('\n')) in_pieces_.insert(entry.connection);
    open += bytes;
    const bool several = std::ranges::count(open, '\n') > 1;
    for (auto end = open.find('\n'); end != std::string::npos; end = open.find('\n')) {
      last_ = {};
      if (connections_.size() > 1) note(Unusual::other_connection);
      if (in_pieces_.contains(entry.connection)) note(Unusual::pieces);
      if (several) note(Unusual::pipeline);
      take_line(open.substr(0, end));
      out_.unusual_at_last = last_;
      auto here = out_;
      here.unusual |= last_;
      if (!last_.test(static_cast<std::size_t>(Unusual::refused_since_put))) {
        here.unusual.reset(static_cast<std::size_t>(Unusual::refused_since_put));
      }
      done(entry.connection, here);
      open.erase(0, end + 1);
    }
    if (open.empty()) in_pieces_.erase(entry.connection);
  }

  /// The transcript keeps only the beginning of a very long line, and so not its end.
  template <class Done>
  void take_shortened(const Done& done) {
    for (const auto& [connection, open] : open_) {
      if (open.size() <= long_line_bytes) continue;
      last_ = {};
      take_line(open);
      out_.unusual_at_last = last_;
      done(connection, out_);
    }
  }

 private:
  void note(Unusual what) {
    out_.unusual.set(static_cast<std::size_t>(what));
    last_.set(static_cast<std::size_t>(what));
  }

  void take_line(const std::string& line) {
    if (refused_) note(Unusual::after_refusal);
    if (refused_since_put_) note(Unusual::refused_since_put);
    if (++out_.requests > few_requests) note(Unusual::many_requests);
    if (line.size() > long_line_bytes) note(Unusual::long_line);
    const auto fields = words(line);
    out_.asked = kind_of(fields);
    out_.demands = demanded_by(line);
    if (!out_.demands.empty()) out_.asked = Asked::no_command;
    out_.asked_before = !kinds_.insert(out_.asked).second;
    take_fields(fields, line);
    refused_ = refused_ || !out_.demands.empty();
    refused_since_put_ = refused_since_put_ || !out_.demands.empty();
  }

  void take_fields(const std::vector<std::string_view>& fields, const std::string& line) {
    const auto* const command = protocol::find_command(fields[0]);
    if (command == nullptr) return take_unknown(fields, line);
    if (fields.size() != 1 + command->arguments) return note(Unusual::line);
    switch (command->kind) {
      case protocol::CommandKind::put:
        return take_put(fields);
      case protocol::CommandKind::get:
        return take_get(fields);
    }
  }

  void take_unknown(const std::vector<std::string_view>& fields, const std::string& line) {
    const bool plain = fields.size() <= 2 && std::ranges::all_of(fields[0], is_small);
    if (!plain || line.empty()) note(Unusual::line);
    if (fields.size() == 2) take_name(fields[1]);
  }

  void take_put(const std::vector<std::string_view>& fields) {
    const std::string key(fields[1]);
    take_name(key);
    take_value(fields[2]);
    take_time(fields[3]);
    if (!out_.demands.empty()) return;
    refused_since_put_ = false;
    const ByLength time{fields[3].size(), std::string(fields[3])};
    for (const auto& [other, times] : times_) {
      if (other == key) continue;
      note(Unusual::other_key);
      if (times.contains(time)) note(Unusual::same_time);
      note_likeness(other, key);
    }
    auto& times = times_[key];
    if (!times.empty() && time < times.rbegin()->first) note(Unusual::earlier_sample);
    const auto puts = ++times[time];
    if (puts > 1) note(Unusual::put_again);
    if (puts > 2) note(Unusual::put_thrice);
    if (times.size() > 1) note(Unusual::later_sample);
    asked_.clear();
  }

  void take_get(const std::vector<std::string_view>& fields) {
    const std::string key(fields[1]);
    const bool all = key == "*";
    if (all) last_.set(static_cast<std::size_t>(Unusual::everything));
    if (!all) take_name(key);
    for (const auto& [other, times] : times_) {
      if (!all) note_likeness(other, key);
    }
    if (all ? !asked_.empty() : asked_.contains(key) || asked_.contains("*")) {
      note(Unusual::asked_again);
    }
    asked_.insert(key);
  }

  void note_likeness(const std::string& other, const std::string& key) {
    if (differ_in_case(other, key)) note(Unusual::other_case);
    if (resemble(other, key)) note(Unusual::resembling_key);
  }

  void take_name(std::string_view name) {
    constexpr std::size_t usual_bytes_max = 40;
    if (name.size() > 1 && name.contains('*')) note(Unusual::star_in_name);
    if (name.empty() || !std::ranges::all_of(name, protocol::is_core_key_byte))
      return note(Unusual::name);
    if (begins_with_protocol_word(name)) note(Unusual::protocol_word);
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
  Unusuals last_;  ///< in the line that is read
  std::set<Asked> kinds_;
  bool refused_ = false;
  bool refused_since_put_ = false;
  std::set<std::string> connections_;
  std::set<std::string> in_pieces_;          ///< connections whose present line came in pieces
  std::map<std::string, std::string> open_;  ///< the unfinished line of each connection
  std::map<std::string, std::map<ByLength, std::size_t>> times_;  ///< puts, by key and time
  std::set<std::string> asked_;                                   ///< since the last put
};

/// Calls `done(connection, dialogue)` for each whole line.
template <class Done>
void read(const std::vector<TranscriptEntry>& transcript, const Done& done) {
  Reader reader;
  for (const auto& entry : transcript) {
    if (entry.begins_connection()) reader.begin(entry.connection);
    if (entry.kind == TranscriptEntry::Kind::sent) reader.take(entry, done);
  }
  reader.take_shortened(done);
}

bool is_on(std::string_view wanted, const std::string& connection) {
  return wanted.empty() || wanted == connection;
}

/// Requests under way on a connection, and what of them is known to be answered as it should be.
class Answers {
 public:
  void sent(const Dialogue& dialogue) { pending_.push_back(dialogue); }

  /// Only the answer to one request is known to be its own. An open point may be answered otherwise
  /// than with ok, which says nothing about what is unusual in it.
  void received(std::string_view bytes, AnsweredRightly& out) {
    if (pending_.size() == 1 && bytes.starts_with("ok") &&
        pending_.front().asked != Asked::no_command) {
      out.add(pending_.front().asked, what_may_matter(pending_.front()));
    }
    pending_.clear();
  }

 private:
  std::vector<Dialogue> pending_;
};

}  // namespace

std::optional<Dialogue> dialogue_of(const std::vector<TranscriptEntry>& transcript,
                                    std::string_view connection, bool error_due) {
  std::optional<Dialogue> last;
  read(transcript, [&](const std::string& on, const Dialogue& dialogue) {
    if (is_on(connection, on)) last = dialogue;
  });
  if (last && error_due) last->asked = Asked::no_command;
  return last;
}

Unusuals what_may_matter(const Dialogue& dialogue) {
  switch (dialogue.asked) {
    case Asked::put:
    case Asked::no_command:
      return dialogue.unusual_at_last;
    case Asked::get:
    case Asked::star:
      break;
  }
  return dialogue.unusual;
}

AnsweredRightly answered_rightly(const std::vector<TranscriptEntry>& transcript) {
  AnsweredRightly out;
  Reader reader;
  std::map<std::string, Answers> answers;
  for (const auto& entry : transcript) {
    if (entry.kind == TranscriptEntry::Kind::received) {
      answers[entry.connection].received(entry.bytes.for_judging(), out);
    } else if (entry.begins_connection()) {
      reader.begin(entry.connection);
    } else if (entry.kind == TranscriptEntry::Kind::sent) {
      reader.take(entry, [&](const std::string& on, const Dialogue& dialogue) {
        answers[on].sent(dialogue);
      });
    }
  }
  return out;
}

AnsweredRightly answered_rightly_but_last(const std::vector<TranscriptEntry>& transcript,
                                          std::string_view connection) {
  const auto is_last = [&](const TranscriptEntry& entry) {
    return entry.kind == TranscriptEntry::Kind::sent && is_on(connection, entry.connection);
  };
  const auto last = std::ranges::find_if(transcript.rbegin(), transcript.rend(), is_last);
  if (last == transcript.rend()) return {};
  return answered_rightly({transcript.begin(), last.base() - 1});
}

}  // namespace eardrum::conformance

// Theorems of protocol/formal/ that no other property restates, on generated values. Each names its
// theorem; protocol/formal/theorems.tsv is the whole list.
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "eardrum/fuzz/generators.hpp"
#include "eardrum/fuzz/laws/allowed.hpp"
#include "eardrum/fuzz/laws/codec.hpp"
#include "eardrum/fuzz/laws/history.hpp"
#include "eardrum/fuzz/laws/reading.hpp"
#include "eardrum/fuzz/laws/same.hpp"
#include "eardrum/fuzz/laws/session_model.hpp"
#include "eardrum/protocol/numeral.hpp"

namespace eardrum::fuzz {
namespace {

using protocol::Row;

std::string written(const protocol::Request& request) {
  std::string out;
  reference_codec().append_request(request, out);
  return out;
}

/// theorem: time_read_back
RC_GTEST_PROP(Numerals, TimestampsAreReadBack, ()) {
  const auto timestamp = *generate::timestamp();
  std::string text;
  protocol::append_timestamp(timestamp, text);
  const auto again = protocol::parse_timestamp(text);
  RC_ASSERT(again.has_value());
  RC_ASSERT(*again == timestamp);
}

/// theorem: time_one_spelling
RC_GTEST_PROP(Numerals, ATimestampHasOneSpelling, ()) {
  const auto text =
      *rc::gen::container<std::string>(rc::gen::elementOf(std::string("-0123456789")));
  const auto timestamp = protocol::parse_timestamp(text);
  RC_PRE(timestamp.has_value());
  std::string again;
  protocol::append_timestamp(*timestamp, again);
  RC_ASSERT(again == text);
}

/// theorem: value_read_back
RC_GTEST_PROP(Numerals, ValuesAreReadBackBitForBit, ()) {
  const auto value = *generate::finite_value();
  std::string text;
  protocol::append_value(value, text);
  const auto again = protocol::parse_value(text);
  RC_ASSERT(again.has_value());
  RC_ASSERT(same(*again, value));
}

/// theorem: read_value_valid
RC_GTEST_PROP(Numerals, WhatIsReadIsFinite, ()) {
  const auto tail =
      *rc::gen::container<std::string>(rc::gen::elementOf(std::string("0123456789.e-")));
  const auto value = protocol::parse_value("1" + tail);
  RC_PRE(value.has_value());
  RC_ASSERT(std::isfinite(*value));
}

/// theorem: one_wire_form
RC_GTEST_PROP(WireForm, OneMeaningHasOneCanonicalLine, ()) {
  const auto dialogue = *generate::dialogue();
  for (const auto& one : dialogue) {
    for (const auto& other : dialogue) {
      const auto a = one.view();
      const auto b = other.view();
      RC_ASSERT(same(a, b) == (written(a) == written(b)));
    }
  }
}

/// theorem: one_wire_form_of_key_and_timestamp
RC_GTEST_PROP(WireForm, AcceptedLinesDifferInTheSpellingOfTheValueAlone, ()) {
  const auto line = *generate::request_line();
  const auto frame = line + "\n";  // the request views it
  const auto request = reference_codec().parse_request(frame);
  RC_PRE(request.has_value());
  auto words = words_of(line);
  const auto canonical = written(*request);
  auto others = words_of(std::string_view(canonical).substr(0, canonical.size() - 1));
  RC_ASSERT(words.size() == others.size());
  if (words.size() == 4) words[2] = others[2];
  RC_ASSERT(words == others);
}

/// theorem: no_byte_lost
RC_GTEST_PROP(Framing, NoByteIsLostOrInvented, ()) {
  const auto stream = *generate::request_stream();
  const auto framing = reference_codec().frame_requests(cut(stream, *generate::piece_sizes()),
                                                        Drain::after_each_piece, stream.size() + 1);
  std::string joined;
  for (const auto& said : framing.said) joined += said.message;
  RC_ASSERT(joined + framing.pending == stream);
}

// ---- The store ----

/// The puts of a dialogue. Their keys view it.
std::vector<Row> puts_of(const std::vector<AnyRequest>& dialogue) {
  std::vector<Row> puts;
  for (const auto& request : dialogue) {
    if (request.kind == protocol::CommandKind::put) puts.push_back(request.sample.row());
  }
  return puts;
}

std::vector<Row> matching(const std::vector<Row>& puts, std::string_view key) {
  std::vector<Row> out;
  for (const auto& put : puts) {
    if (key == "*" || put.key == key) out.push_back(put);
  }
  return out;
}

/// What the reference server answers to get `key` after the puts.
std::vector<Row> served(const std::vector<Row>& puts, std::string_view key, std::string& answers) {
  std::string stream;
  for (const auto& put : puts) {
    stream += written(protocol::Put{put.key, put.value, put.timestamp});
  }
  stream += written(protocol::Get{key});
  for (const auto& out : reference_serve()({stream})) answers += out;
  answers.erase(0, 4 * puts.size());  // "ok\n\n" for each put
  return read_rows(answers).value();
}

std::string any_key_of(const std::vector<Row>& puts) {
  return puts.empty() ? "*" : std::string(puts.front().key);
}

/// theorem: keep_all_allowed
RC_GTEST_PROP(Store, KeepingAllIsAllowed, ()) {
  const auto dialogue = *generate::dialogue();
  const auto puts = puts_of(dialogue);
  for (const auto& key : {std::string("*"), any_key_of(puts)}) {
    RC_ASSERT(is_allowed(puts, key, matching(puts, key)));
  }
}

/// theorem: last_wins_allowed
RC_GTEST_PROP(Store, KeepingTheLastIsAllowed, ()) {
  const auto dialogue = *generate::dialogue();
  const auto puts = puts_of(dialogue);
  std::map<std::pair<std::string_view, std::int64_t>, Row> last;
  for (const auto& put : puts) last[{put.key, put.timestamp}] = put;
  std::vector<Row> rows;
  for (const auto& [slot, row] : last) rows.push_back(row);
  RC_ASSERT(is_allowed(puts, "*", rows));
}

/// theorem: reference_allowed
RC_GTEST_PROP(Store, AnswersOfTheReferenceAreAllowed, ()) {
  const auto dialogue = *generate::dialogue();
  const auto puts = puts_of(dialogue);
  for (const auto& key : {std::string("*"), any_key_of(puts)}) {
    std::string answers;
    RC_ASSERT(is_allowed(puts, key, served(puts, key, answers)));
  }
}

/// theorem: check_sound_and_complete
RC_GTEST_PROP(Store, WhatIsMissingForeignOrCopiedIsNotAllowed, ()) {
  const auto dialogue = *generate::dialogue();
  const auto puts = puts_of(dialogue);
  RC_PRE(!puts.empty());
  std::string answers;
  const auto rows = served(puts, "*", answers);
  auto missing = rows;
  missing.pop_back();
  RC_ASSERT(!is_allowed(puts, "*", missing));
  auto foreign = rows;
  foreign.push_back({.key = "never.put", .value = 1, .timestamp = 1});
  RC_ASSERT(!is_allowed(puts, "*", foreign));
  auto copied = rows;
  copied.insert(copied.end(), puts.size(), rows.front());
  RC_ASSERT(!is_allowed(puts, "*", copied));
  RC_ASSERT(!is_allowed(puts, "never.put", rows));
}

/// theorem: last_write_wins
RC_GTEST_PROP(Store, TheLastPutOfASlotIsKeptOnce, ()) {
  const auto dialogue = *generate::dialogue();
  const auto puts = puts_of(dialogue);
  RC_PRE(!puts.empty());
  std::string answers;
  const auto& last = puts.back();
  std::size_t kept = 0;
  for (const auto& row : served(puts, last.key, answers)) {
    if (row.timestamp != last.timestamp) continue;
    ++kept;
    RC_ASSERT(same(row.value, last.value));
  }
  RC_ASSERT(kept == 1U);
}

/// theorem: get_after_put
RC_GTEST_PROP(Store, WhatWasPutIsGot, ()) {
  const auto sample = *generate::sample();
  std::string answers;
  const auto rows = served({sample.row()}, sample.key, answers);
  RC_ASSERT(rows.size() == 1U);
  RC_ASSERT(same(rows.front(), sample.row()));
}

// ---- Histories ----

struct History {
  std::vector<PutOperation> puts;
  std::vector<GetOperation> gets;
};

/// A linearizable run: operation i takes effect at instant 10 * i and is under way around it.
History linearizable() {
  History out;
  const auto kinds = *rc::gen::container<std::vector<bool>>(rc::gen::arbitrary<bool>());
  std::set<int> stored;
  int instant = 0;
  for (const bool is_put : kinds) {
    const int from = instant - *rc::gen::inRange(0, 60);
    const int upto = instant + *rc::gen::inRange(0, 60);
    if (is_put) {
      stored.insert(instant);
      out.puts.push_back({.sample = instant, .from = from, .upto = upto});
    } else {
      out.gets.push_back({.samples = stored, .from = from, .upto = upto});
    }
    instant += 10;
  }
  return out;
}

/// theorem: nothing_is_seen_before_it_was_sent
RC_GTEST_PROP(History, NothingIsSeenBeforeItWasSent, ()) {
  auto run = linearizable();
  RC_ASSERT(nothing_is_seen_before_it_was_sent(run.puts, run.gets));
  run.gets.push_back({.samples = {-1}, .from = 0, .upto = 0});
  RC_ASSERT(!nothing_is_seen_before_it_was_sent(run.puts, run.gets));
}

/// theorem: what_was_acknowledged_is_seen
RC_GTEST_PROP(History, WhatWasAcknowledgedIsSeen, ()) {
  auto run = linearizable();
  RC_ASSERT(what_was_acknowledged_is_seen(run.puts, run.gets));
  run.puts.push_back({.sample = -1, .from = -2, .upto = -1});
  run.gets.push_back({.samples = {}, .from = 0, .upto = 0});
  RC_ASSERT(!what_was_acknowledged_is_seen(run.puts, run.gets));
}

/// theorem: reads_grow
RC_GTEST_PROP(History, ReadsGrow, ()) {
  auto run = linearizable();
  RC_ASSERT(reads_grow(run.gets));
  run.gets.push_back({.samples = {-1}, .from = -999, .upto = -998});
  run.gets.push_back({.samples = {}, .from = -997, .upto = -996});
  RC_ASSERT(!reads_grow(run.gets));
}

/// theorem: snapshots_nest
RC_GTEST_PROP(History, SnapshotsNest, ()) {
  auto run = linearizable();
  RC_ASSERT(snapshots_nest(run.gets));
  run.gets.push_back({.samples = {-1}, .from = 0, .upto = 0});
  run.gets.push_back({.samples = {-2}, .from = 0, .upto = 0});
  RC_ASSERT(!snapshots_nest(run.gets));
}

}  // namespace
}  // namespace eardrum::fuzz

// Every law on generated values. RapidCheck prints its seed; run again with
//   RC_PARAMS="seed=..." to see a failure again, or with RC_PARAMS="max_success=100000" for longer.
#include <cstdlib>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "eardrum/fuzz/generators.hpp"
#include "eardrum/fuzz/laws/client_server.hpp"
#include "eardrum/fuzz/laws/delivery.hpp"
#include "eardrum/fuzz/laws/one_reading.hpp"
#include "eardrum/fuzz/laws/prefix_free.hpp"
#include "eardrum/fuzz/laws/round_trip.hpp"
#include "eardrum/fuzz/laws/session_model.hpp"
#include "eardrum/fuzz/laws/totality.hpp"
#include "eardrum/protocol/limits.hpp"

namespace eardrum::fuzz {
namespace {

// RapidCheck reads this when the first property runs; whoever set it before us keeps his word.
[[maybe_unused]] const bool cases_are_set = setenv("RC_PARAMS", "max_success=2000", 0) == 0;

void holds(const Verdict& verdict) {
  if (verdict) RC_FAIL(*verdict);
}

std::vector<protocol::Row> rows_of(const std::vector<Sample>& samples) {
  std::vector<protocol::Row> rows;
  for (const auto& sample : samples) rows.push_back(sample.row());
  return rows;
}

RC_GTEST_PROP(Totality, AnyBytesEndInAValueOrASoundViolation, ()) {
  const auto bytes = *generate::bytes();
  holds(total_on_request(bytes));
  holds(total_on_response(bytes));
  holds(total_on_stream(bytes));
}

RC_GTEST_PROP(Totality, LinesAreJudgedWithinTheirZone, ()) {
  holds(total_on_request(*generate::request_line() + "\n"));
}

RC_GTEST_PROP(Totality, ResponsesEndInAValueOrASoundViolation, ()) {
  holds(total_on_response(*generate::response()));
}

RC_GTEST_PROP(Totality, StreamsReachTheParserInWholeFrames, ()) {
  holds(total_on_stream(*generate::request_stream()));
  holds(total_on_stream(*generate::response_stream()));
}

RC_GTEST_PROP(OneReading, RequestsMeanWhatADumbReaderReads, ()) {
  holds(one_reading_of_request(*generate::request_line()));
}

RC_GTEST_PROP(OneReading, ResponsesMeanWhatADumbReaderReads, ()) {
  holds(one_reading_of_response(*generate::response()));
}

RC_GTEST_PROP(RoundTrip, PutIsReadBackBitForBit, ()) {
  const auto sample = *generate::sample();
  holds(request_round_trip(sample.put()));
}

RC_GTEST_PROP(RoundTrip, GetIsReadBack, ()) {
  const auto key = *rc::gen::oneOf(generate::any_key(), rc::gen::just(std::string("*")));
  holds(request_round_trip(protocol::Get{key}));
}

RC_GTEST_PROP(RoundTrip, AnswersAreReadBackBitForBit, ()) {
  const auto samples = *generate::samples();
  holds(response_round_trip(protocol::Status::ok, rows_of(samples)));
}

RC_GTEST_PROP(RoundTrip, RewritingAnAcceptedLineIsAFixedPoint, ()) {
  holds(request_canonical(*generate::request_line() + "\n"));
}

RC_GTEST_PROP(RoundTrip, RewritingAnAcceptedAnswerIsAFixedPoint, ()) {
  holds(response_canonical(*generate::response()));
}

RC_GTEST_PROP(Delivery, CutsOfARequestStreamChangeNothing, ()) {
  const auto stream = *generate::request_stream();
  const auto limit = *rc::gen::oneOf(rc::gen::just(protocol::limits::request_bytes_max),
                                     rc::gen::inRange<std::size_t>(1, 40));
  holds(request_delivery(cut(stream, *generate::piece_sizes()), limit));
}

RC_GTEST_PROP(Delivery, CutsOfAResponseStreamChangeNothing, ()) {
  const auto stream = *generate::response_stream();
  const auto limit = *rc::gen::oneOf(rc::gen::just(protocol::limits::response_bytes_max),
                                     rc::gen::inRange<std::size_t>(1, 40));
  holds(response_delivery(cut(stream, *generate::piece_sizes()), limit));
}

RC_GTEST_PROP(PrefixFree, NoAnswerBeginsWithAnother, ()) {
  const auto samples = *generate::samples();
  // Two answers of which one goes on where the other stops: the hardest case for a marker.
  const auto kept = *rc::gen::inRange<std::size_t>(0, samples.size() + 1);
  const Answer longer{.rows = rows_of(samples)};
  const Answer shorter{.rows = {longer.rows.begin(), longer.rows.begin() + std::ptrdiff_t(kept)}};
  holds(prefix_free(shorter, longer));
  holds(prefix_free({.status = protocol::Status::error, .rows = {}}, longer));
}

RC_GTEST_PROP(PrefixFree, WhatFollowsChangesNoAnswer, ()) {
  const auto samples = *generate::samples();
  const auto following = *rc::gen::oneOf(generate::bytes(), generate::response_stream());
  holds(independent_of_what_follows({.rows = rows_of(samples)}, following));
}

RC_GTEST_PROP(SessionModel, AnswersEqualTheModelsHoweverCut, ()) {
  const auto stream = *generate::request_stream();
  holds(session_equals_model({stream}));
  holds(session_equals_model(cut(stream, *generate::piece_sizes())));
  holds(session_equals_model(cut(stream, {1})));
}

RC_GTEST_PROP(SessionModel, EachLineHasOneResponse, ()) {
  holds(one_response_per_line(*generate::request_stream()));
}

RC_GTEST_PROP(SessionModel, ErrorsChangeNothing, ()) {
  holds(error_changes_nothing(*generate::request_stream()));
}

RC_GTEST_PROP(SessionModel, StarIsTheUnionOfTheKeys, ()) {
  holds(star_is_union(*generate::request_stream()));
}

RC_GTEST_PROP(SessionModel, LastWriteWinsAndRowsAreInTimeOrder, ()) {
  holds(last_write_wins_in_time_order(*generate::request_stream()));
}

RC_GTEST_PROP(ClientServer, APipelinedBatchGivesTheAbstractRun, ()) {
  const auto dialogue = *generate::dialogue();
  std::vector<protocol::Request> requests;
  for (const auto& request : dialogue) requests.push_back(request.view());
  holds(client_server_run(requests, *generate::piece_sizes()));
}

}  // namespace
}  // namespace eardrum::fuzz

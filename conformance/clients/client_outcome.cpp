#include "eardrum/conformance/clients/client_outcome.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "eardrum/conformance/language/rows.hpp"

namespace eardrum::conformance {
namespace {

using Answer = DriverAnswer::Kind;

bool is_nan(const WideRow& row) {
  return std::isnan(row.value);
}

std::optional<std::string> compare_samples(const Outcome& expected, const Binding& binding,
                                           const DriverAnswer& answer) {
  std::vector<WideRow> rows;
  std::set<std::string> keys;
  for (const auto& text : expand(expected.samples, binding)) {
    const auto row = read_row_widely(text);
    assert(row);  // the reader of sessions checked the form
    rows.push_back(*row);
    keys.insert(row->key);
  }
  if (std::ranges::any_of(answer.rows, is_nan)) return "a value is no number (NaN)";
  const auto order = expected.in_order ? RowOrder::per_key : RowOrder::any;
  if (auto difference = compare_rows(rows, answer.rows, order)) return difference->sentence;
  if (answer.keys == keys) return std::nullopt;
  return "it has a key without any sample";
}

std::string count_of(std::size_t bytes) {
  return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
}

std::string due(const Outcome& expected) {
  switch (expected.kind) {
    case Outcome::Kind::nothing:
      return "a return without a value is right";
    case Outcome::Kind::anything:
      return "a return is right";
    case Outcome::Kind::samples:
      return expected.samples.empty() ? "an empty map is right" : "a map of samples is right";
    case Outcome::Kind::client_error:
      break;
  }
  return "ClientError is right";
}

}  // namespace

std::optional<std::string> compare_outcome(const Outcome& expected, const Binding& binding,
                                           const DriverAnswer& answer) {
  const auto came = [&](const std::string& lead) {
    return lead + ": the call gave " + describe(answer) + ", where " + due(expected);
  };
  if (answer.kind == Answer::raised) {
    if (expected.kind != Outcome::Kind::client_error) return came("needless exception");
    if (answer.client_error) return std::nullopt;
    return came("wrong exception");
  }
  switch (expected.kind) {
    case Outcome::Kind::client_error:
      return came("false success");
    case Outcome::Kind::anything:
      return std::nullopt;
    case Outcome::Kind::nothing:
      if (answer.kind == Answer::nothing) return std::nullopt;
      return came("wrong type");
    case Outcome::Kind::samples:
      break;
  }
  if (answer.kind != Answer::samples) return came("wrong type");
  if (auto reason = compare_samples(expected, binding, answer)) {
    return "silently wrong data: " + *reason;
  }
  return std::nullopt;
}

bool may_be_closed(const Expectation& expectation) {
  return expectation.kind == Expectation::Kind::closed ||
         std::ranges::any_of(expectation.alternatives,
                             [](const Alternative& one) { return may_be_closed(one.expectation); });
}

std::string describe_request(const ExpectedAnswer& expected, const Match& found,
                             const Reception& reception) {
  if (expected.only_silence()) return describe_extra(reception.bytes.size(), false);
  if (reception.closed) return found.reason;
  if (reception.bytes.empty()) return "the client sent no request";
  const auto wanted = expected.only_bytes();
  if (wanted && wanted->starts_with(reception.bytes)) {
    return "the client sent only " + count_of(reception.bytes.size()) + " of the " +
           count_of(wanted->size()) + " of its request";
  }
  if (wanted && found.first_difference) {
    return "byte " + std::to_string(*found.first_difference + 1) + " of the request differs";
  }
  if (found.unfinished) {
    return "the client sent only the first " + count_of(reception.bytes.size()) + " of its request";
  }
  if (found.reason.contains("number")) return "in the client's request, " + found.reason;
  return "the client's request is none of the right ones";
}

std::string describe_extra(std::size_t bytes, bool requested) {
  return "the client sent " + count_of(bytes) +
         (requested ? " more than its request" : " where nothing was due");
}

}  // namespace eardrum::conformance

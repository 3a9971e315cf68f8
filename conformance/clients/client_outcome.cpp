#include "eardrum/conformance/clients/client_outcome.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "eardrum/conformance/language/rows.hpp"

namespace eardrum::conformance {
namespace {

using Answer = DriverAnswer::Kind;

constexpr std::size_t example_bytes_shown = 120;

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
  if (std::ranges::any_of(answer.rows, is_nan)) return "a value is not a number (NaN)";
  const auto order = expected.in_order ? RowOrder::per_key : RowOrder::any;
  if (auto difference = compare_rows(rows, answer.rows, order)) return difference->sentence;
  if (answer.keys == keys) return std::nullopt;
  return "a key has no sample";
}

std::string count_of(std::size_t bytes) {
  return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
}

std::string due(const Outcome& expected) {
  switch (expected.kind) {
    case Outcome::Kind::nothing:
      return "a return without a value is expected";
    case Outcome::Kind::anything:
      return "a return is expected";
    case Outcome::Kind::samples:
      return expected.samples.empty() ? "an empty map is expected" : "a map of samples is expected";
    case Outcome::Kind::client_error:
    case Outcome::Kind::any_end:
      break;
  }
  return "ClientError is expected";
}

}  // namespace

std::optional<OutcomeFault> compare_outcome(const Outcome& expected, const Binding& binding,
                                            const DriverAnswer& answer, const ClientCall& call) {
  const auto early = call.early();
  const auto when = early.empty() ? "" : " " + early;
  const auto came = [&](ClientEnd end, const std::string& lead) {
    return OutcomeFault{end, lead + ": " + call.source + " gave " + describe(answer) + when +
                                 ", where " + due(expected)};
  };
  if (expected.kind == Outcome::Kind::any_end) return std::nullopt;
  if (answer.kind == Answer::raised) {
    if (expected.kind != Outcome::Kind::client_error)
      return came(ClientEnd::raised, "needless exception");
    if (answer.client_error) return std::nullopt;
    return came(ClientEnd::other_error, answer.no_client_error
                                            ? "wrong exception: the module has no ClientError"
                                            : "wrong exception");
  }
  switch (expected.kind) {
    case Outcome::Kind::client_error:
      return came(ClientEnd::succeeded, "false success");
    case Outcome::Kind::anything:
    case Outcome::Kind::any_end:
      return std::nullopt;
    case Outcome::Kind::nothing:
      if (answer.kind == Answer::nothing) return std::nullopt;
      return came(ClientEnd::wrong_type, "wrong type");
    case Outcome::Kind::samples:
      break;
  }
  if (answer.kind != Answer::samples) return came(ClientEnd::wrong_type, "wrong type");
  auto reason = compare_samples(expected, binding, answer);
  if (!reason) return std::nullopt;
  if (!early.empty()) *reason = call.source + " returned " + early + ": " + *reason;
  return OutcomeFault{ClientEnd::wrong_data, "silently wrong data: " + *reason};
}

bool may_be_closed(const Expectation& expectation) {
  return expectation.kind == Expectation::Kind::closed ||
         std::ranges::any_of(expectation.alternatives,
                             [](const Alternative& one) { return may_be_closed(one.expectation); });
}

std::string example_of(const Expectation& expectation, const Binding& binding) {
  if (expectation.kind == Expectation::Kind::bytes) return expand(expectation.bytes, binding);
  for (const auto& one : expectation.alternatives) {
    if (auto example = example_of(one.expectation, binding); !example.empty()) return example;
  }
  return "";
}

std::string describe_request(const ExpectedAnswer& expected, const std::string& example,
                             const Match& found, const Reception& reception) {
  if (expected.only_silence()) return describe_extra(reception.bytes.size(), false);
  if (reception.closed && found.unfinished) {
    return "the client closed the connection " +
           (reception.bytes.empty()
                ? std::string("without a request")
                : "after " + count_of(reception.bytes.size()) + " of its request");
  }
  if (reception.bytes.empty()) return "the client sent no request";
  const auto wanted = expected.only_bytes();
  if (wanted && wanted->starts_with(reception.bytes)) {
    return "the client sent only " + count_of(reception.bytes.size()) + " of the " +
           count_of(wanted->size()) + " of its request";
  }
  if (wanted && found.first_difference) {
    return "the request differs at offset " + std::to_string(*found.first_difference);
  }
  if (found.unfinished) {
    return "the client sent only the first " + count_of(reception.bytes.size()) + " of its request";
  }
  if (found.reason.contains("number")) return "in the client's request, " + found.reason;
  return "the client sent a wrong request, " +
         TesteeBytes(std::string(reception.bytes)).visible(example_bytes_shown) +
         "; a right one is for example " + TesteeBytes(example).visible(example_bytes_shown);
}

std::string describe_extra(std::size_t bytes, bool requested) {
  return "the client sent " + count_of(bytes) +
         (requested ? " more than its request" : " although no request was expected");
}

}  // namespace eardrum::conformance

// Faults in the form of the answer to get *, which many servers write in a branch of its own.
#include <map>

#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"

namespace eardrum::conformance::mutants {
namespace {

using std::string;
using std::string_view;
using Rows = std::vector<string>;

/// The reference, its answers to get * changed.
Server star_answered(std::function<string(string answer)> change) {
  return with_answers([change = std::move(change)](string answer, string_view line) {
    const auto get = as_get(line);
    return get && get->every_key() ? change(std::move(answer)) : answer;
  });
}

/// The rows of an answer to get *, key by key.
std::map<string, Rows> by_key(string_view answer) {
  std::map<string, Rows> groups;
  for (const auto& row : rows_of(answer)) groups[words(row)[0]].push_back(row);
  return groups;
}

string one_lf_too_few(string answer) {
  answer.pop_back();
  return answer;
}

string empty_line_between_keys(const string& answer) {
  string spaced;
  for (const auto& [key, rows] : by_key(answer)) {
    if (!spaced.empty()) spaced += '\n';
    for (const auto& row : rows) spaced += row + '\n';
  }
  return "ok\n" + spaced + '\n';
}

string answer_for_each_key(const string& answer) {
  string answers;
  for (const auto& [key, rows] : by_key(answer)) answers += ok_with(rows);
  return answers.empty() ? answer : answers;
}

/// "palm.cpu 10.5 1501864247 15.3 1501864259"
string row_for_each_key(const string& answer) {
  Rows joined;
  for (const auto& [key, rows] : by_key(answer)) {
    joined.push_back(key);
    for (const auto& row : rows) joined.back() += row.substr(key.size());
  }
  return ok_with(joined);
}

/// Value and timestamp in each other's place.
string fields_swapped(const string& answer) {
  auto rows = rows_of(answer);
  for (auto& row : rows) {
    const auto fields = words(row);
    row = fields[0] + ' ' + fields[2] + ' ' + fields[1];
  }
  return ok_with(rows);
}

}  // namespace

std::vector<Mutant> star_faults() {
  return {
      {"star-one-lf", "REQ-FRM-2", "the answer to get * ends in one LF",
       [] { return star_answered(one_lf_too_few); }},
      {"empty-star-one-lf", "REQ-FRM-2", "the answer to get * of an empty store ends in one LF",
       [] {
         return star_answered([](string answer) {
           return answer == ok_answer ? one_lf_too_few(std::move(answer)) : answer;
         });
       }},
      {"star-third-lf", "REQ-FRM-3", "a third LF follows the answer to get *",
       [] { return star_answered([](string answer) { return answer + '\n'; }); }},
      {"star-empty-line-between-keys", "REQ-FRM-3", "get * parts its keys by empty lines",
       [] { return star_answered(empty_line_between_keys); }},
      {"error-third-lf", "REQ-FRM-3", "a third LF follows the error answer",
       [] {
         return with_answers([](string answer, string_view) {
           return answer == error_answer ? answer + '\n' : answer;
         });
       }},
      {"star-answers-for-each-key", "REQ-FRM-4", "answers get * once for each key",
       [] { return star_answered(answer_for_each_key); }},
      {"star-row-for-each-key", "REQ-GET-1", "get * shows the samples of a key in one row",
       [] { return star_answered(row_for_each_key); }},
      {"star-fields-swapped", "REQ-GET-1", "get * shows timestamps before values",
       [] { return star_answered(fields_swapped); }},
  };
}

}  // namespace eardrum::conformance::mutants

// Choices that are free in general, but wrong where the course's own checks are the measure.
#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"
#include "eardrum/conformance/mutants/plain_server.hpp"

namespace eardrum::conformance::mutants {
namespace {

Mutant course(std::string_view name, std::string_view requirement, std::string_view sentence,
              const Choices& choices) {
  return {name, requirement, sentence, [choices] { return plain_server(choices); },
          Profile::course};
}

}  // namespace

std::vector<Mutant> course_faults() {
  return {
      course("course-keeps-all", "REQ-PUT-18", "keeps both values of one timestamp",
             {.repeated = Repeated::all_kept, .order = Order::by_time}),
      course("course-first-wins", "REQ-PUT-18", "keeps the first value of a timestamp",
             {.repeated = Repeated::first_wins, .order = Order::by_time}),
      course("course-copies", "REQ-PUT-18", "keeps the very same sample twice",
             {.repeated = Repeated::all_kept, .same_once = false, .order = Order::by_time}),
      course("course-order-of-puts", "REQ-GET-9", "returns rows in the order of their puts",
             {.order = Order::as_put}),
      course("course-order-of-text", "REQ-GET-9", "sorts timestamps as texts",
             {.order = Order::by_time_text}),
      course("course-error-for-empty-line", "REQ-ERR-5", "answers an empty line with the error",
             {.order = Order::by_time, .empty_line = EmptyLine::error}),
      course("course-closes-after-error", "REQ-ERR-4", "closes the connection after an error",
             {.order = Order::by_time, .close_after_error = true}),
  };
}

}  // namespace eardrum::conformance::mutants

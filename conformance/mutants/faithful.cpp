// Servers without a fault that use, each in its way, what the protocol leaves open. A kit that
// fails one of them in profile base accuses the innocent, which is worse than to miss a fault.
#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"
#include "eardrum/conformance/mutants/plain_server.hpp"

namespace eardrum::conformance::mutants {
namespace {

using std::chrono::milliseconds;

/// What most scripts do: split(), float(), int(), a close where an exception is thrown.
constexpr Choices usual = {.echo = Echo::float_of_python,
                           .empty_line = EmptyLine::error,
                           .any_blanks = true,
                           .wide_numbers = true,
                           .star_refused = false,
                           .close_on_non_ascii = true};

Mutant variant(std::string_view name, std::string_view requirement, std::string_view sentence,
               const Choices& choices, const Habits& habits = {}) {
  return {name, requirement, sentence, [choices, habits] { return plain_server(choices, habits); },
          Profile::base};
}

Mutant with_habits(std::string_view name, std::string_view requirement, std::string_view sentence,
                   const Habits& habits) {
  return variant(name, requirement, sentence, {.order = Order::by_time}, habits);
}

/// A line that is begun must go on within 0.7 s, or the connection ends.
Mutant leaves_at_rest() {
  return {"leaves-at-rest", "REQ-FRM-6", "leaves a client that does not end its line in 0.7 s",
          [] {
            auto server = plain_server({}, {.rest = std::chrono::milliseconds(700)});
            server.rested = [](Peer& peer) -> Reply {
              return peer.buffer.empty() ? Reply() : Reply::closing();
            };
            return server;
          },
          Profile::base};
}

}  // namespace

std::vector<Mutant> faithful_variants() {
  return {
      variant("usual-script", "REQ-GET-7", "split(), float() and int() of Python, rows as put",
              usual),
      variant("plain", "REQ-GET-9", "the strict grammar, rows as put", {}),
      variant("verbatim-echo", "REQ-GET-7", "returns the text of each value as it came",
              {.echo = Echo::verbatim}),
      variant("float-echo", "REQ-GET-7", "prints 10 as 10.0, 0.0000001 as 1e-07",
              {.echo = Echo::float_of_python}),
      variant("rows-by-time", "REQ-GET-9", "returns rows in the order of time",
              {.order = Order::by_time}),
      variant("rows-by-time-as-text", "REQ-GET-9", "returns 100 before 20",
              {.order = Order::by_time_text}),
      variant("rows-newest-put-first", "REQ-GET-9", "returns rows in reverse",
              {.order = Order::newest_put_first}),
      variant("overwritten-row-moves", "REQ-GET-9", "puts an overwritten row at the end",
              {.moves_to_end = true}),
      variant("rows-mixed", "REQ-GET-9", "mixes the rows of different keys", {.grouped = false}),
      variant("all-kept", "REQ-PUT-18", "keeps every value of a timestamp, and copies",
              {.repeated = Repeated::all_kept, .same_once = false}),
      variant("values-kept-once", "REQ-PUT-18", "keeps every value of a timestamp, each once",
              {.repeated = Repeated::all_kept}),
      variant("first-wins", "REQ-PUT-18", "keeps the first value of a timestamp",
              {.repeated = Repeated::first_wins}),
      variant("cr-stripped", "REQ-FRM-8", "drops a CR before the LF",
              {.line_feed = LineFeed::cr_stripped}),
      variant("cr-kept", "REQ-FRM-8", "keeps a CR in the row",
              {.echo = Echo::verbatim, .line_feed = LineFeed::cr_kept}),
      variant("any-blanks", "REQ-PUT-13", "takes any run of white space for a blank",
              {.any_blanks = true}),
      variant("leaves-after-error", "REQ-ERR-4", "closes after every error",
              {.empty_line = EmptyLine::error, .close_after_error = true}),
      variant("empty-line-error", "REQ-ERR-5", "answers an empty line with the error",
              {.empty_line = EmptyLine::error}),
      variant("empty-line-ok", "REQ-ERR-5", "answers an empty line with ok",
              {.empty_line = EmptyLine::ok}),
      variant("empty-line-closes", "REQ-ERR-5", "closes on an empty line",
              {.empty_line = EmptyLine::closed}),
      variant("any-case-verbs", "REQ-ERR-6", "takes PUT for put", {.any_case_verbs = true}),
      variant("wide-numbers", "REQ-PUT-7", "takes nan, +1, 007, .5, 1_000 and 41 digits",
              {.wide_numbers = true}),
      variant("wide-numbers-verbatim", "REQ-PUT-7", "takes the same and returns it as it came",
              {.echo = Echo::verbatim, .wide_numbers = true}),
      variant("star-taken", "REQ-PUT-14", "stores under the key *", {.star_refused = false}),
      variant("closes-on-non-ascii", "REQ-KEY-3", "closes on bytes beyond ASCII",
              {.close_on_non_ascii = true}),
      variant("closes-where-silent", "REQ-FRM-8", "closes on each line that the text leaves open",
              {.close_on_open_line = true}),
      variant("closes-on-long-line", "REQ-LIM-2", "closes when a line passes 512 bytes",
              {.line_bytes_max = 512}),
      variant("closes-on-longest-line", "REQ-LIM-2", "closes when a line passes 65536 bytes",
              {.line_bytes_max = 65'536}),
      variant("timestamps-of-31-bits", "REQ-PUT-9", "refuses timestamps beyond 2147483647",
              {.timestamp_max = 2'147'483'647}),
      variant("timestamps-not-negative", "REQ-PUT-9", "refuses negative timestamps",
              {.timestamp_min = 0}),
      variant("exponents-refused", "REQ-PUT-5", "refuses values in exponent form",
              {.exponents = false}),
      variant("unterminated-served", "REQ-FRM-9", "executes an unterminated last line",
              {.serve_unterminated = true}),
      with_habits("half-close-not-served", "REQ-FRM-9", "leaves a client that ended its direction",
                  {.drops_on_half_close = true}),
      with_habits("one-after-another", "REQ-CON-5",
                  "serves a connection to its end before the next", {.one_at_a_time = true}),
      with_habits("byte-by-byte", "REQ-FRM-2", "sends its answers one byte at a time",
                  {.piece_bytes = 1}),
      with_habits("two-writes", "REQ-FRM-2", "sends ok and, 5 ms later, the rest",
                  {.pause = milliseconds(5), .piece_bytes = 3}),
      with_habits("late-answers", "REQ-FRM-4", "answers after 30 ms",
                  {.answer_delay = milliseconds(30)}),
      with_habits("five-at-a-time", "REQ-CON-5", "closes a connection while five others are open",
                  {.connections_max = 5}),
      leaves_at_rest(),
      with_habits("slow-start", "REQ-CON-1", "listens 0.1 s after it was started",
                  {.start_delay = milliseconds(100)}),
      with_habits("no-address-reuse", "REQ-CON-7", "does not set SO_REUSEADDR",
                  {.reuse_address = false}),
  };
}

}  // namespace eardrum::conformance::mutants

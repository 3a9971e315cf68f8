// A second server, built as many real servers are: it keeps one list of rows and the original
// texts, and uses common number parsers. Each choice that the protocol leaves open is a member of
// `Choices`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include "eardrum/conformance/mutants/conversation.hpp"

namespace eardrum::conformance::mutants {

enum class Echo { verbatim, float_of_python, canonical };
enum class Repeated { last_wins, all_kept, first_wins };
enum class Order { as_put, by_time, by_time_text, newest_put_first };
enum class EmptyLine { ignored, error, ok, closed };
enum class LineFeed { alone, cr_stripped, cr_kept };

/// The choices of a faultless server. It is an aggregate, so that a variant lists only its
/// differences.
struct Choices {
  Echo echo = Echo::canonical;
  Repeated repeated = Repeated::last_wins;
  bool same_once = true;      ///< for all_kept: an identical sample that is put again is one row
  bool moves_to_end = false;  ///< an overwritten row moves to the end
  Order order = Order::as_put;
  bool grouped = true;  ///< get * keeps the rows of a key together
  EmptyLine empty_line = EmptyLine::ignored;
  LineFeed line_feed = LineFeed::alone;
  bool any_blanks = false;    ///< accepts white space of any length between fields and at the ends
  bool wide_numbers = false;  ///< reads values and timestamps as float() and int() of Python do
  bool exponents = true;      ///< accepts 1e3
  bool any_case_verbs = false;
  bool star_refused = true;
  bool close_after_error = false;
  bool close_on_non_ascii = false;
  bool close_on_open_line = false;  ///< closes instead of the error answer if a line is open
  bool serve_unterminated = false;  ///< executes an unterminated last line
  std::size_t line_bytes_max = 0;   ///< closes if a line is longer; 0: any length
  std::int64_t timestamp_min = std::numeric_limits<std::int64_t>::min();
  std::int64_t timestamp_max = std::numeric_limits<std::int64_t>::max();
};

Server plain_server(const Choices& choices, const Habits& habits = {});

}  // namespace eardrum::conformance::mutants

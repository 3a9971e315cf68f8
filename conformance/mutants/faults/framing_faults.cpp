// Faults in where requests and answers end: the commonest kind in real servers, most of which take
// each recv() for one command.
#include "eardrum/conformance/mutants/honest.hpp"
#include "eardrum/conformance/mutants/mutants.hpp"

namespace eardrum::conformance::mutants {
namespace {

using std::string;
using std::string_view;

/// One answer for a chunk, whatever line ends stand in it.
string answer_as_one_command(Peer& peer, string_view chunk) {
  string line;
  for (const char c : chunk) {
    if (c != '\n') line += c;
  }
  return line.empty() ? "" : honest(peer.store, line + '\n');
}

Server waits_for_end() {
  Server server;
  server.receive = [](Peer& peer, string_view chunk) {
    peer.buffer += chunk;
    return Reply();
  };
  server.ended = [](Peer& peer) { return Reply::closing(honest(peer.store, peer.buffer)); };
  return server;
}

Server waits_for_blank_line() {
  return by_chunk([](Peer& peer, string_view chunk) -> Reply {
    peer.buffer += chunk;
    if (!peer.buffer.ends_with("\n\n")) return {};
    return honest(peer.store, std::exchange(peer.buffer, ""));
  });
}

/// Drops the LF of some answers that is the last.
Server one_lf_too_few(std::function<bool(string_view line, string_view answer)> where) {
  return with_answers([where = std::move(where)](string answer, string_view line) {
    if (where(line, answer)) answer.pop_back();
    return answer;
  });
}

Server empty_line_before_rows() {
  return with_answers([](string answer, string_view) {
    return rows_of(answer).empty() ? answer : answer.insert(3, "\n");
  });
}

Server empty_line_between_rows() {
  return with_answers([](string answer, string_view) {
    const auto rows = rows_of(answer);
    if (rows.size() < 2) return answer;
    string spaced = "ok\n";
    for (const auto& row : rows) spaced += row + "\n\n";
    return spaced;
  });
}

/// Keeps the first answer back, and so lags one behind for ever.
Server lags_behind() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    return std::exchange(peer.memory, honest(peer.store, line));
  });
}

Server error_for_each_word() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    const auto answer = honest(peer.store, line);
    if (answer != error_answer) return answer;
    string errors;
    for (std::size_t i = 0; i < split_any_blank(line).size(); ++i) errors += error_answer;
    return errors;
  });
}

Server answers_puts_twice() {
  return by_line([](Peer& peer, string_view line) -> Reply {
    const auto answer = honest(peer.store, line);
    return as_put(line) ? answer + answer : answer;
  });
}

/// Commands are what recv() returns, as far as there is text in it.
Server chunk_is_command() {
  return by_chunk(
      [](Peer& peer, string_view chunk) -> Reply { return answer_as_one_command(peer, chunk); });
}

/// An error for each piece without an LF, and the rest of the line is a command of its own.
Server error_for_each_piece() {
  return by_chunk([](Peer& peer, string_view chunk) -> Reply {
    if (chunk.ends_with('\n')) return honest(peer.store, chunk);
    return string(error_answer);
  });
}

/// A new piece replaces the unfinished line instead of continuing it.
Server forgets_first_piece() {
  return by_chunk([](Peer& peer, string_view chunk) -> Reply {
    return chunk.ends_with('\n') ? honest(peer.store, chunk) : Reply();
  });
}

/// Pieces are stripped of the blanks at their ends before they are joined.
Server strips_pieces() {
  return by_chunk([](Peer& peer, string_view chunk) -> Reply {
    const bool ends = chunk.ends_with('\n');
    if (ends) chunk.remove_suffix(1);
    if (!peer.buffer.empty()) peer.buffer += ' ';  // "so that words stay apart"
    peer.buffer += chunk;
    if (!ends) return {};
    return honest(peer.store, std::exchange(peer.buffer, "") + '\n');
  });
}

/// Answers as soon as the text so far is a command; an LF that comes later is swallowed.
Server answers_before_lf() {
  return by_chunk([](Peer& peer, string_view chunk) -> Reply {
    if (chunk == "\n" && peer.buffer.empty()) return {};
    peer.buffer += chunk;
    const bool whole =
        peer.buffer.ends_with('\n') || as_put(peer.buffer + '\n') || as_get(peer.buffer + '\n');
    if (!whole) return {};
    auto lines = std::exchange(peer.buffer, "");
    if (!lines.ends_with('\n')) lines += '\n';
    return honest(peer.store, lines);
  });
}

/// Stores what it can read of an unfinished put, but answers only at the LF.
Server stores_before_lf() {
  Server server = honest_server();
  server.receive = [framed = server.receive](Peer& peer, string_view chunk) {
    auto reply = framed(peer, chunk);
    if (as_put(peer.buffer + '\n')) honest(peer.store, peer.buffer + '\n');
    return reply;
  };
  return server;
}

/// Its recv() has a timeout, after which what has come is taken for the whole request.
Server answers_line_at_rest() {
  Server server = honest_server();
  server.habits.rest = std::chrono::milliseconds(500);
  server.rested = [](Peer& peer) -> Reply {
    if (peer.buffer.empty()) return {};
    return honest(peer.store, std::exchange(peer.buffer, "") + '\n');
  };
  return server;
}

/// Frames over several recv(), but does only the first line of what one of them brought.
Server first_line_of_chunk() {
  return by_chunk([](Peer& peer, string_view chunk) -> Reply {
    peer.buffer += chunk;
    const auto end = peer.buffer.find('\n');
    if (end == string::npos) return {};
    return honest(peer.store, std::exchange(peer.buffer, "").substr(0, end + 1));
  });
}

/// Does not look how much of an answer send() has taken.
Server sends_what_fits() {
  Server server = honest_server();
  server.habits.sends_once = true;
  return server;
}

/// Frames over several recv(), but forgets what stands behind the last LF of a chunk.
Server drops_tail() {
  return by_chunk([](Peer& peer, string_view chunk) -> Reply {
    peer.buffer += chunk;
    const auto end = peer.buffer.rfind('\n');
    if (end == string::npos) return {};
    string answers;
    for (auto rest = std::exchange(peer.buffer, "").substr(0, end + 1); !rest.empty();) {
      const auto size = rest.find('\n') + 1;
      answers += honest(peer.store, rest.substr(0, size));
      rest.erase(0, size);
    }
    return answers;
  });
}

/// Does every line of a chunk, and answers with the last answer alone.
Server answers_chunk_once() {
  return by_chunk([](Peer& peer, string_view chunk) -> Reply {
    peer.buffer += chunk;
    if (!peer.buffer.ends_with('\n')) return {};
    string last;
    for (auto rest = std::exchange(peer.buffer, ""); !rest.empty();) {
      const auto size = rest.find('\n') + 1;
      if (auto answer = honest(peer.store, rest.substr(0, size)); !answer.empty()) last = answer;
      rest.erase(0, size);
    }
    return last;
  });
}

/// Waits for the last LF of a chunk, then takes all of it for one command.
Server chunk_of_lines_is_one_command() {
  return by_chunk([](Peer& peer, string_view chunk) -> Reply {
    peer.buffer += chunk;
    if (!peer.buffer.ends_with('\n')) return {};
    auto text = std::exchange(peer.buffer, "");
    while (text.ends_with("\n\n")) text.pop_back();
    const bool several = text.find('\n') + 1 < text.size();
    return several ? string(error_answer) : honest(peer.store, text);
  });
}

/// A wrong line costs the lines that came with it.
Server error_discards_chunk() {
  return by_chunk([](Peer& peer, string_view chunk) -> Reply {
    peer.buffer += chunk;
    string answers;
    for (auto end = peer.buffer.find('\n'); end != string::npos; end = peer.buffer.find('\n')) {
      const auto answer = honest(peer.store, peer.buffer.substr(0, end + 1));
      answers += answer;
      peer.buffer.erase(0, answer == error_answer ? string::npos : end + 1);
    }
    return answers;
  });
}

}  // namespace

std::vector<Mutant> framing_faults() {
  return {
      {"waits-for-end-of-input", "REQ-FRM-1", "answers only when the client ends its direction",
       waits_for_end},
      {"waits-for-blank-line", "REQ-FRM-1", "takes LF LF for the end of a request",
       waits_for_blank_line},
      {"put-answer-one-lf", "REQ-FRM-2", "the last LF of the answer to put is missing",
       [] {
         return one_lf_too_few(
             [](string_view line, string_view) { return as_put(line).has_value(); });
       }},
      {"empty-answer-one-lf", "REQ-FRM-2", "an answer to get without rows ends in one LF",
       [] {
         return one_lf_too_few([](string_view line, string_view answer) {
           return as_get(line) && answer == "ok\n\n";
         });
       }},
      {"rows-one-lf", "REQ-FRM-2", "the LF after the LF of the last row is missing",
       [] {
         return one_lf_too_few([](string_view, string_view answer) {
           return answer != error_answer && answer != ok_answer;
         });
       }},
      {"error-one-lf", "REQ-FRM-2", "the error answer ends in one LF",
       [] {
         return one_lf_too_few(
             [](string_view, string_view answer) { return answer == error_answer; });
       }},
      {"sends-once", "REQ-FRM-2", "of an answer it sends the first 256 KiB, and not what is left",
       [] {
         return with_answers(
             [](const string& answer, string_view) { return answer.substr(0, 256U << 10); });
       }},
      {"sends-what-fits", "REQ-FRM-2", "of an answer it sends what the kernel takes at once",
       sends_what_fits},
      {"third-lf", "REQ-FRM-3", "a third LF follows every answer",
       [] { return with_answers([](string answer, string_view) { return answer + '\n'; }); }},
      {"empty-line-before-rows", "REQ-FRM-3", "an empty line stands between ok and the rows",
       empty_line_before_rows},
      {"empty-line-between-rows", "REQ-FRM-3", "every row is followed by an empty line",
       empty_line_between_rows},
      {"answers-lag-behind", "REQ-FRM-4",
       "each request is answered by the answer to the one before", lags_behind},
      {"error-for-each-word", "REQ-FRM-4", "a wrong command gets an error for each of its words",
       error_for_each_word},
      {"answers-puts-twice", "REQ-FRM-4", "each put is answered by two oks", answers_puts_twice},
      {"chunk-is-command", "REQ-FRM-5", "takes whatever one recv() returns for one command",
       chunk_is_command},
      {"error-for-each-piece", "REQ-FRM-5", "answers an error to each piece of a request",
       error_for_each_piece},
      {"forgets-first-piece", "REQ-FRM-5", "takes the last piece of a request for the whole of it",
       forgets_first_piece},
      {"joins-pieces-with-blanks", "REQ-FRM-5", "joins the pieces of a request with blanks",
       strips_pieces},
      {"answers-before-lf", "REQ-FRM-6", "answers as soon as the text so far is a command",
       answers_before_lf},
      {"stores-before-lf", "REQ-FRM-6", "stores a put whose LF has not come", stores_before_lf},
      {"answers-line-at-rest", "REQ-FRM-6",
       "takes what has come for a request when nothing has followed for half a second",
       answers_line_at_rest},
      {"first-line-of-chunk", "REQ-FRM-7", "does only the first request of a segment",
       first_line_of_chunk, Profile::strict},
      {"drops-tail", "REQ-FRM-7", "forgets what stands behind the last LF of a segment", drops_tail,
       Profile::strict},
      {"answers-chunk-once", "REQ-FRM-7", "does all requests of a segment and answers once",
       answers_chunk_once, Profile::strict},
      {"several-lines-are-an-error", "REQ-FRM-7", "takes several requests in a segment for one",
       chunk_of_lines_is_one_command, Profile::strict},
      {"error-discards-chunk", "REQ-FRM-7", "drops what stands behind a wrong command in a segment",
       error_discards_chunk, Profile::strict},
  };
}

}  // namespace eardrum::conformance::mutants

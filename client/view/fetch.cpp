#include "eardrum/client/view/fetch.hpp"

#include <array>
#include <cmath>

#include "eardrum/client/connection.hpp"
#include "eardrum/client/visible.hpp"
#include "eardrum/protocol/format.hpp"
#include "eardrum/protocol/framer.hpp"
#include "eardrum/protocol/parse.hpp"
#include "eardrum/protocol/wide_row.hpp"

namespace eardrum::client {
namespace {

constexpr std::size_t shown_bytes_max = 64;

std::unexpected<FetchFailure> fail(ExitCode code, const std::string& message) {
  return std::unexpected(FetchFailure{code, message});
}

Deadline deadline(const ServerOptions& server) {
  if (!server.timeout) return std::nullopt;
  return std::chrono::steady_clock::now() + *server.timeout;
}

/// One whole answer, or why there is none. It lives until the framer is fed again.
std::expected<std::string_view, std::string> receive(Connection& connection,
                                                     protocol::Framer& framer,
                                                     const Deadline& until) {
  static thread_local std::array<char, std::size_t{256} * 1024> buffer;
  for (;;) {
    const auto size = connection.receive(buffer, until);
    if (!size) return std::unexpected(size.error().message);
    framer.feed({buffer.data(), *size});
    const auto frame = framer.next();
    if (const auto* found = std::get_if<std::string_view>(&frame)) {
      if (framer.mid_message()) return std::unexpected("more than one answer came (REQ-FRM-4)");
      return *found;
    }
    if (std::holds_alternative<protocol::Violation>(frame)) {
      return std::unexpected("the answer is longer than --max-answer allows");
    }
  }
}

/// Adds one row, or skips it. Rows of another key are never taken (REQ-GET-4).
void take(const protocol::WideRow& row, std::string_view asked, Samples::iterator& last,
          Fetched& fetched) {
  const bool usable = row.value && std::isfinite(*row.value) && row.timestamp &&
                      !protocol::check_put_key(row.key) && (asked == "*" || asked == row.key);
  if (!usable) {
    ++fetched.skipped_rows;
    if (fetched.skipped_rows > 1) return;
    fetched.first_skipped = "key '" + visible(row.key, shown_bytes_max) + "'";
    if (row.key.empty()) fetched.first_skipped = "a row that has no three words";
    return;
  }
  // Rows of a key mostly follow each other.
  auto series = last;
  if (series == fetched.samples.end() || series->first != row.key) {
    series = fetched.samples.find(row.key);
  }
  if (series == fetched.samples.end()) {
    series = fetched.samples.emplace(std::string(row.key), Samples::mapped_type{}).first;
  }
  series->second.emplace_back(*row.timestamp, *row.value);
  last = series;
}

/// Reads an answer into `fetched`; else why it cannot be read.
std::expected<void, FetchFailure> read(std::string_view frame, const std::string& key,
                                       RowPolicy policy, Fetched& fetched) {
  std::string refused_row;
  auto last = fetched.samples.end();
  const auto status = protocol::read_response_widely(frame, [&](const auto& row) {
    const bool stranger = key != "*" && row.key != key;
    if (policy == RowPolicy::strict && (!row.strict || stranger) && refused_row.empty()) {
      refused_row = "a row of key '" + visible(row.key, shown_bytes_max) +
                    "' is not what the protocol's grammar allows; --lenient skips such rows "
                    "(REQ-GET-7)";
    }
    if (refused_row.empty()) take(row, key, last, fetched);
  });
  if (!status) {
    return fail(ExitCode::connection_failed, "malformed answer at offset " +
                                                 std::to_string(status.error().offset) + ": " +
                                                 std::string(status.error().message()));
  }
  if (*status == protocol::Status::error) {
    return fail(ExitCode::refused, "the server answered: error, wrong command");
  }
  if (!refused_row.empty()) return fail(ExitCode::connection_failed, refused_row);
  return {};
}

}  // namespace

std::expected<Fetched, FetchFailure> fetch(const ServerOptions& server,
                                           const std::vector<std::string>& keys, RowPolicy policy) {
  const auto place = visible(server.host, shown_bytes_max) + ":" + std::to_string(server.port);
  for (const auto& key : keys) {
    if (const auto wrong = protocol::check_get_key(key)) {
      return fail(ExitCode::wrong_usage, "the key '" + visible(key, shown_bytes_max) +
                                             "': " + std::string(wrong->message()));
    }
  }
  auto connection = Connection::open(server.host, server.port, deadline(server));
  if (!connection) {
    return fail(ExitCode::connection_failed, place + ": connect: " + connection.error().message);
  }
  Fetched fetched;
  for (const auto& key : keys) {
    const auto title = place + ": get " + visible(key, shown_bytes_max) + ": ";
    const auto until = deadline(server);
    std::string line;
    protocol::append_request(protocol::Get{key}, line);
    if (const auto sent = connection->send_all(line, until); !sent) {
      return fail(ExitCode::connection_failed, title + sent.error().message);
    }
    auto framer = protocol::Framer::responses(server.answer_bytes_max);
    const auto frame = receive(*connection, framer, until);
    if (!frame) return fail(ExitCode::connection_failed, title + frame.error());
    if (const auto all_read = read(*frame, key, policy, fetched); !all_read) {
      return fail(all_read.error().code, title + all_read.error().message);
    }
  }
  return fetched;
}

std::string skipped_text(const Fetched& fetched) {
  if (fetched.skipped_rows == 0) return {};
  return "skipped " + std::to_string(fetched.skipped_rows) +
         " rows that are no samples, first: " + fetched.first_skipped;
}

}  // namespace eardrum::client

#include "eardrum/client/answer.hpp"

#include <algorithm>

#include "eardrum/client/visible.hpp"
#include "eardrum/protocol/parse.hpp"

namespace eardrum::client {
namespace {

constexpr std::size_t shown_bytes_max = 64;

BadAnswer malformed(const protocol::Violation& violation) {
  return {ErrorKind::malformed_response,
          "malformed answer at offset " + std::to_string(violation.offset) + ": " +
              std::string(violation.message()) + " (" + std::string(violation.requirement()) + ")"};
}

Samples gather(const std::vector<protocol::Row>& rows) {
  Samples samples;
  auto place = samples.end();
  for (const auto& row : rows) {
    // Rows of a key mostly come together, so the last place is looked at first.
    if (place == samples.end() || place->first != row.key) {
      place = samples.try_emplace(std::string(row.key)).first;
    }
    place->second.emplace_back(row.timestamp, row.value);
  }
  return samples;
}

using Rows = std::vector<protocol::Row>;

/// A row that nobody asked for.
std::optional<BadAnswer> find_stranger(const protocol::Put& /*asked*/, const Rows& rows) {
  if (rows.empty()) return std::nullopt;
  return BadAnswer{ErrorKind::malformed_response, "put was answered with rows (REQ-PUT-1)"};
}

std::optional<BadAnswer> find_stranger(const protocol::Get& asked, const Rows& rows) {
  if (asked.every_key()) return std::nullopt;
  const auto stranger =
      std::ranges::find_if(rows, [&](const auto& row) { return row.key != asked.key; });
  if (stranger == rows.end()) return std::nullopt;
  return BadAnswer{ErrorKind::malformed_response,
                   "the answer has a row of a key that was not asked for, " +
                       visible(stranger->key, shown_bytes_max) + " (REQ-GET-4)"};
}

}  // namespace

std::optional<std::expected<Samples, BadAnswer>> AnswerReader::receive(std::string_view bytes) {
  framer_.feed(bytes);
  received_ = framer_.pending();
  const auto frame = framer_.next();
  if (std::holds_alternative<protocol::NeedMore>(frame)) return std::nullopt;
  if (const auto* violation = std::get_if<protocol::Violation>(&frame)) {
    return std::unexpected(malformed(*violation));
  }
  const auto answer = std::get<std::string_view>(frame);
  if (!framer_.pending().empty()) {
    return std::unexpected(malformed({protocol::Refusal::response_trailing_bytes, answer.size()}));
  }
  return judge(answer);
}

std::expected<Samples, BadAnswer> AnswerReader::judge(std::string_view frame) const {
  std::vector<protocol::Row> rows;
  const auto status = protocol::parse_response(frame, rows);
  if (!status) return std::unexpected(malformed(status.error()));
  if (*status == protocol::Status::error) {
    return std::unexpected(
        BadAnswer{ErrorKind::server_error, "the server answered: wrong command (REQ-ERR-1)"});
  }
  auto stranger = std::visit([&](const auto& asked) { return find_stranger(asked, rows); }, asked_);
  if (stranger) return std::unexpected(*std::move(stranger));
  return gather(rows);
}

}  // namespace eardrum::client

#include "eardrum/client/delivery/put_stream.hpp"

#include <array>
#include <variant>

#include "eardrum/client/delivery/lines.hpp"
#include "eardrum/client/visible.hpp"
#include "eardrum/protocol/parse.hpp"

namespace eardrum::client {
namespace {

/// No answer to put is longer than the error answer.
constexpr std::size_t answer_bytes_max = 64;

}  // namespace

std::optional<PutFailure> PutStream::connect(const Deadline& until) {
  if (connection_) return std::nullopt;
  auto opened = Connection::open(server_.host, server_.port, until);
  if (!opened) {
    return PutFailure{ExitCode::connection_failed, visible(server_.host, answer_bytes_max) + ":" +
                                                       std::to_string(server_.port) +
                                                       ": connect: " + opened.error().message};
  }
  connection_ = *std::move(opened);
  framer_ = protocol::Framer::responses(answer_bytes_max);
  return std::nullopt;
}

std::expected<bool, std::string> PutStream::next_answer(const Deadline& until) {
  std::vector<protocol::Row> rows;
  for (;;) {
    const auto frame = framer_.next();
    if (const auto* found = std::get_if<std::string_view>(&frame)) {
      const auto status = protocol::parse_response(*found, rows);
      if (!status)
        return std::unexpected("malformed answer: " + std::string(status.error().message()));
      if (!rows.empty()) return std::unexpected("put was answered with rows (REQ-PUT-1)");
      return *status == protocol::Status::ok;
    }
    if (std::holds_alternative<protocol::Violation>(frame)) {
      return std::unexpected("the answer does not end");
    }
    std::array<char, std::size_t{16} * 1024> buffer;
    const auto size = connection_->receive(buffer, until);
    if (!size) return std::unexpected(size.error().message);
    framer_.feed({buffer.data(), *size});
  }
}

std::expected<std::vector<bool>, PutFailure> PutStream::put(std::span<const Sample> samples) {
  Deadline until;
  if (server_.timeout) until = std::chrono::steady_clock::now() + *server_.timeout;
  if (auto failure = connect(until)) return std::unexpected(*std::move(failure));
  std::string lines;
  for (const auto& sample : samples) append_put_line(sample, lines);
  std::vector<bool> accepted;
  const auto fail = [&](const std::string& message) {
    connection_.reset();
    return std::unexpected(PutFailure{ExitCode::outcome_unknown, message, accepted});
  };
  if (const auto sent = connection_->send_all(lines, until); !sent) {
    return fail(sent.error().message);
  }
  while (accepted.size() < samples.size()) {
    const auto answer = next_answer(until);
    if (!answer) return fail(answer.error());
    accepted.push_back(*answer);
  }
  return accepted;
}

}  // namespace eardrum::client

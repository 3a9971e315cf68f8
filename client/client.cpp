#include "eardrum/client/client.hpp"

#include <array>
#include <cmath>

#include "eardrum/client/visible.hpp"
#include "eardrum/protocol/format.hpp"
#include "eardrum/protocol/parse.hpp"

namespace eardrum::client {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t receive_bytes_max = std::size_t{64} * 1024;
constexpr std::size_t shown_bytes_max = 64;
/// Longer than this is for ever: keeps deadlines far from the clock's overflow.
constexpr auto timeout_max = std::chrono::hours(24) * 365 * 10;

std::string server_name(std::string_view host, std::uint16_t port) {
  const auto shown = visible(host, shown_bytes_max);
  return (host.contains(':') ? "[" + shown + "]" : shown) + ":" + std::to_string(port);
}

ErrorKind kind_of(const NetworkFailure& failure) {
  switch (failure.kind) {
    case NetworkFailure::Kind::timeout:
      return ErrorKind::timeout;
    case NetworkFailure::Kind::closed:
      return ErrorKind::closed;
    case NetworkFailure::Kind::failed:
      break;
  }
  return ErrorKind::network;
}

std::string reason(const protocol::Violation& wrong, std::string_view name) {
  if (name.empty()) return "the name is empty (REQ-CLI-9)";
  return "byte " + std::to_string(wrong.offset) + " of the name: " + std::string(wrong.message()) +
         " (REQ-CLI-9, " + std::string(wrong.requirement()) + ")";
}

std::int64_t seconds_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::floor<std::chrono::seconds>(now).count();
}

}  // namespace

Client::Client(std::string_view host, std::uint16_t port,
               std::optional<std::chrono::milliseconds> timeout, const ClientOptions& options)
    : server_(server_name(host, port)), timeout_(timeout), options_(options) {
  if (timeout_ && timeout_->count() <= 0) refuse("connect", "the timeout is not more than zero");
  auto connection = Connection::open(host, port, deadline());
  if (!connection) {
    const auto& failure = connection.error();
    const bool late = failure.kind == NetworkFailure::Kind::timeout;
    throw ClientError(late ? ErrorKind::timeout : ErrorKind::connect,
                      server_ + ": connect: " + failure.message);
  }
  connection_ = *std::move(connection);
  in_step_ = true;
}

void Client::put(std::string_view name, double value, std::optional<std::int64_t> timestamp) {
  const auto title = "put " + visible(name, shown_bytes_max);
  if (const auto wrong = protocol::check_put_key(name)) refuse(title, reason(*wrong, name));
  if (!std::isfinite(value)) refuse(title, "the value is not finite (REQ-CLI-9, REQ-PUT-7)");
  const auto time = timestamp ? *timestamp : seconds_now();
  call(protocol::Put{.key = name, .value = value, .timestamp = time}, title);
}

Samples Client::get(std::string_view name) {
  const auto title = "get " + visible(name, shown_bytes_max);
  if (const auto wrong = protocol::check_get_key(name)) refuse(title, reason(*wrong, name));
  return call(protocol::Get{name}, title);
}

Samples Client::call(const protocol::Request& request, const std::string& title) {
  const auto prefix = server_ + ": " + title + ": ";
  if (!in_step_) {
    throw ClientError(ErrorKind::closed, prefix + "the connection was given up after: " + gave_up_);
  }
  in_step_ = false;  // until the whole answer is there, whatever is thrown on the way
  const auto until = deadline();
  std::array<char, receive_bytes_max> buffer;

  const auto stale = connection_.receive_waiting(buffer);
  if (!stale) give_up(kind_of(stale.error()), prefix + "not sent: " + stale.error().message, {});
  if (*stale > 0) {
    give_up(ErrorKind::malformed_response,
            prefix + "not sent: the server sent bytes that no call asked for (REQ-FRM-4)",
            {buffer.data(), *stale});
  }
  std::string line;
  protocol::append_request(request, line);
  if (const auto sent = connection_.send_all(line, until); !sent) {
    give_up(kind_of(sent.error()), prefix + sent.error().message, {});
  }
  AnswerReader reader(request, options_.response_bytes_max);
  for (;;) {
    const auto size = connection_.receive(buffer, until);
    if (!size) {
      give_up(kind_of(size.error()), prefix + size.error().message + " (REQ-CLI-6)",
              reader.received());
    }
    auto answer = reader.receive({buffer.data(), *size});
    if (!answer) continue;
    if (!*answer && answer->error().kind != ErrorKind::server_error) {
      give_up(answer->error().kind, prefix + answer->error().message, reader.received());
    }
    in_step_ = true;
    if (*answer) return **std::move(answer);
    throw ClientError(answer->error().kind, prefix + answer->error().message, reader.received());
  }
}

void Client::refuse(const std::string& title, const std::string& reason) const {
  throw ClientError(ErrorKind::refused_argument, server_ + ": " + title + ": not sent: " + reason);
}

void Client::give_up(ErrorKind kind, const std::string& message, std::string_view received) {
  connection_.close();
  gave_up_ = message;
  throw ClientError(kind, message, received);
}

Deadline Client::deadline() const {
  if (!timeout_ || *timeout_ > timeout_max) return std::nullopt;
  return Clock::now() + *timeout_;
}

}  // namespace eardrum::client

#include "eardrum/server/listener.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <cassert>
#include <csignal>
#include <functional>
#include <new>
#include <utility>

#include "eardrum/server/session.hpp"

namespace eardrum::server {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Error = boost::system::error_code;
using Clock = std::chrono::steady_clock;

constexpr std::size_t read_bytes_max = std::size_t{16} * 1024;
/// Answers are gathered up to this size before they are sent, and sent in pieces of it.
constexpr std::size_t write_bytes_max = std::size_t{64} * 1024;
/// Later than this is never: keeps deadlines far from the clock's overflow.
constexpr auto idle_timeout_max = std::chrono::hours(24) * 365 * 10;
/// The pause after a failed accept (no descriptors left, say), which would fail again at once.
constexpr auto accept_pause = std::chrono::milliseconds(100);

/// One accepted socket. Exactly one of reading and writing is under way at any time, which is all
/// the back-pressure there is: who writes does not read. Handlers keep the connection alive.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(tcp::socket socket, Store& store, std::chrono::milliseconds idle_timeout,
             std::function<void()> on_close)
      : socket_(std::move(socket)),
        timer_(socket_.get_executor()),
        session_(store),
        idle_timeout_(std::min<std::chrono::milliseconds>(idle_timeout, idle_timeout_max)),
        on_close_(std::move(on_close)) {}

  void start() {
    Error ignored;  // a peer that is gone already shows at the first read
    static_cast<void>(socket_.set_option(tcp::no_delay(true), ignored));
    if (idle_timeout_.count() > 0) {
      renew_deadline();
      watch_deadline();
    }
    read();
  }

 private:
  void read() {
    socket_.async_read_some(asio::buffer(input_),
                            [self = shared_from_this()](const Error& error, std::size_t size) {
                              self->after_read(error, size);
                            });
  }

  void after_read(const Error& error, std::size_t size) {
    if (error && error != asio::error::eof) return close();
    session_.receive({input_.data(), size});
    if (error == asio::error::eof) session_.end_input();
    proceed();
  }

  /// Answers what has been received as far as the output may grow, then sends it, reads on, or
  /// closes.
  void proceed() {
    assert(output_.empty() && sent_ == 0);
    auto step = Step::answered;
    try {
      while (output_.size() < write_bytes_max && step != Step::need_input &&
             step != Step::finished) {
        step = session_.step(output_);
      }
    } catch (const std::bad_alloc&) {
      return close();  // this answer or sample does not fit; the other connections go on
    }
    if (!output_.empty()) return write();
    if (step == Step::finished) return close();
    read();
  }

  void write() {
    const auto size = std::min(write_bytes_max, output_.size() - sent_);
    asio::async_write(socket_, asio::buffer(output_.data() + sent_, size),
                      [self = shared_from_this()](const Error& error, std::size_t written) {
                        self->after_write(error, written);
                      });
  }

  void after_write(const Error& error, std::size_t written) {
    if (error) return close();
    renew_deadline();
    sent_ += written;
    if (sent_ < output_.size()) return write();
    output_.clear();
    sent_ = 0;
    if (output_.capacity() > 2 * write_bytes_max) output_ = {};  // do not keep a huge answer's room
    proceed();
  }

  void renew_deadline() { deadline_ = Clock::now() + idle_timeout_; }

  /// The timer is not moved with each request; it looks at the deadline when it fires.
  void watch_deadline() {
    timer_.expires_at(deadline_);
    timer_.async_wait([self = shared_from_this()](const Error& error) {
      if (error || !self->socket_.is_open()) return;
      if (Clock::now() < self->deadline_) return self->watch_deadline();
      if (!self->output_.empty()) self->drop_unsent();
      self->close();
    });
  }

  /// Makes close() a reset: else the kernel would go on offering the peer the answers that it does
  /// not read, in memory that nobody counts.
  void drop_unsent() {
    Error ignored;
    static_cast<void>(socket_.set_option(tcp::socket::linger(true, 0), ignored));
  }

  void close() {
    if (!socket_.is_open()) return;
    Error ignored;
    static_cast<void>(socket_.close(ignored));
    timer_.cancel();
    on_close_();
  }

  tcp::socket socket_;
  asio::steady_timer timer_;
  Session session_;
  std::chrono::milliseconds idle_timeout_;
  std::function<void()> on_close_;
  Clock::time_point deadline_;
  std::array<char, read_bytes_max> input_;
  std::string output_;
  std::size_t sent_ = 0;  ///< bytes of output_ that the kernel has taken
};

Address address_of(const tcp::endpoint& endpoint) {
  return {endpoint.address().to_string(), endpoint.port()};
}

/// Makes `acceptor` listen at `endpoint`, or leaves it closed.
Error listen(tcp::acceptor& acceptor, const tcp::endpoint& endpoint) {
  Error error;
  static_cast<void>(acceptor.open(endpoint.protocol(), error));
  if (!error) static_cast<void>(acceptor.set_option(tcp::acceptor::reuse_address(true), error));
  if (!error) static_cast<void>(acceptor.bind(endpoint, error));
  if (!error) static_cast<void>(acceptor.listen(tcp::acceptor::max_listen_connections, error));
  Error ignored;
  if (error) static_cast<void>(acceptor.close(ignored));
  return error;
}

}  // namespace

class Listener::Impl {
 public:
  Impl(Store& store, const ListenerOptions& options) : store_(store), options_(options) {
    assert(options_.connections_max > 0);
  }

  /// Resolves and binds the first address that can be bound.
  Error open(const Address& address) {
    Error error;
    const auto found = tcp::resolver(context_).resolve(
        address.host, std::to_string(address.port),
        tcp::resolver::passive | tcp::resolver::numeric_service, error);
    if (error) return error;
    for (const auto& entry : found) {
      error = listen(acceptor_, entry.endpoint());
      if (!error) break;
    }
    return error;
  }

  void accept() {
    if (accepting_ || connection_count_ >= options_.connections_max) return;
    accepting_ = true;
    acceptor_.async_accept([this](const Error& error, tcp::socket socket) {
      accepting_ = false;
      if (error == asio::error::operation_aborted) return;
      if (!error) serve(std::move(socket));
      if (error && error != asio::error::connection_aborted) return accept_later();
      accept();
    });
  }

  Address local_address() const { return address_of(acceptor_.local_endpoint()); }

  void stop_on_signals() {
    signals_.add(SIGTERM);
    signals_.add(SIGINT);
    signals_.async_wait([this](const Error& error, int) {
      if (!error) stop();
    });
  }

  void run() {
    accept();
    context_.run();
  }

  void stop() { context_.stop(); }

 private:
  void serve(tcp::socket socket) {
    ++connection_count_;
    std::make_shared<Connection>(std::move(socket), store_, options_.idle_timeout, [this] {
      --connection_count_;
      accept();
    })->start();
  }

  void accept_later() {
    accepting_ = true;
    accept_timer_.expires_after(accept_pause);
    accept_timer_.async_wait([this](const Error& error) {
      accepting_ = false;
      if (!error) accept();
    });
  }

  Store& store_;
  ListenerOptions options_;
  asio::io_context context_{1};
  tcp::acceptor acceptor_{context_};
  asio::steady_timer accept_timer_{context_};
  asio::signal_set signals_{context_};
  std::size_t connection_count_ = 0;
  bool accepting_ = false;  ///< an accept, or the pause before one, is under way
};

std::expected<Listener, std::string> Listener::open(const Address& address, Store& store,
                                                    const ListenerOptions& options) {
  auto impl = std::make_unique<Impl>(store, options);
  if (const auto error = impl->open(address)) {
    return std::unexpected("cannot listen on " + to_text(address) + ": " + error.message());
  }
  return Listener(std::move(impl));
}

Listener::Listener(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Listener::Listener(Listener&&) noexcept = default;
Listener& Listener::operator=(Listener&&) noexcept = default;
Listener::~Listener() = default;

Address Listener::local_address() const {
  return impl_->local_address();
}
void Listener::stop_on_signals() {
  impl_->stop_on_signals();
}
void Listener::run() {
  impl_->run();
}
void Listener::stop() {
  impl_->stop();
}

}  // namespace eardrum::server

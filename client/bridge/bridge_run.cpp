// The sockets of eardrum-client bridge, all on one thread; what is sent goes through couriers,
// which have threads of their own.
#include <algorithm>
#include <array>
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <iostream>

#include "eardrum/client/bridge/bridge_command.hpp"
#include "eardrum/client/bridge/prometheus.hpp"
#include "eardrum/client/bridge/statsd.hpp"
#include "eardrum/client/client.hpp"
#include "eardrum/client/delivery/complain.hpp"
#include "eardrum/client/delivery/couriers.hpp"
#include "eardrum/client/delivery/lines.hpp"
#include "eardrum/client/visible.hpp"
#include "eardrum/protocol/framer.hpp"

namespace eardrum::client {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using asio::ip::udp;

constexpr auto http_timeout = std::chrono::seconds(10);
constexpr std::size_t page_bytes_max = std::size_t{64} << 20U;
constexpr std::size_t connections_max = 1'000;

template <typename Endpoint>
Endpoint endpoint(const std::string& text) {
  const auto address = *parse_listen_address(text);
  return {asio::ip::make_address(address.host), address.port};
}

/// "listening carbon 127.0.0.1:2003" on standard output.
template <typename Socket>
void announce(const char* name, const Socket& socket) {
  std::cout << "listening " << name << ' ' << socket.local_endpoint() << '\n' << std::flush;
}

class Bridge {
 public:
  Bridge(const BridgeCommand& command, const ServerOptions& server)
      : command_(command), server_(server) {}

  int run() {
    // Before any thread: couriers inherit what the signal set blocks and handles.
    asio::signal_set signals(context_, SIGTERM, SIGINT, SIGUSR1);
    start(take_signals(signals));
    open_targets();
    if (!command_.carbon_in.empty()) start(accept_carbon());
    if (!command_.statsd_in.empty()) start(receive_statsd());
    if (!command_.prometheus_out.empty()) start(accept_http());
    for (const auto& each : command_.scrapes) start(scrape_all(*parse_scrape_url(each)));
    context_.run();
    return failed_ ? ExitCode::wrong_usage : finish();
  }

 private:
  /// Runs it; an error that it does not handle ends the program.
  void start(awaitable<void> work) {
    asio::co_spawn(context_, std::move(work), [this](const std::exception_ptr& error) {
      if (!error) return;
      try {
        std::rethrow_exception(error);
      } catch (const std::exception& caught) {
        complain(caught.what());
      }
      failed_ = true;
      context_.stop();
    });
  }

  void open_targets() {
    const CourierOptions options{.interval = std::chrono::seconds(command_.interval_seconds),
                                 .timeout = sending_timeout(server_)};
    const auto targets = *parse_targets(command_.targets, server_);
    for (const auto& target : targets) {
      auto spool = Spool::open("", {});
      if (!spool) throw std::runtime_error(spool.error());
      couriers_.start(target, *std::move(spool), options);
    }
  }

  void deliver(const std::vector<Sample>& samples) {
    if (!samples.empty()) couriers_.add(samples);
  }

  void report() {
    couriers_.report();
    if (broken_requests_ > 0) complain("broken requests: " + std::to_string(broken_requests_));
    if (refused_lines_ > 0)
      complain("lines that are no samples: " + std::to_string(refused_lines_));
  }

  int finish() {
    constexpr auto drain = std::chrono::seconds(5);
    const auto deadline = std::chrono::steady_clock::now() + drain;
    const auto counts = couriers_.finish(deadline);
    report();
    const bool all =
        std::ranges::all_of(counts, [](const Counts& one) { return one.pending == 0; });
    return all ? ExitCode::done : ExitCode::connection_failed;
  }

  awaitable<void> take_signals(asio::signal_set& signals) {
    for (;;) {
      const int signal = co_await signals.async_wait(use_awaitable);
      if (signal != SIGUSR1) break;
      report();
    }
    deliver(statsd_.finish(seconds_now(), static_cast<double>(command_.interval_seconds)));
    context_.stop();
  }

  awaitable<void> accept_carbon() {
    tcp::acceptor acceptor(context_, endpoint<tcp::endpoint>(command_.carbon_in));
    announce("carbon", acceptor);
    for (;;) {
      auto socket = co_await acceptor.async_accept(use_awaitable);
      if (connections_ >= connections_max) continue;  // it is closed at once
      asio::co_spawn(context_, read_carbon(std::move(socket)), asio::detached);
    }
  }

  awaitable<void> read_carbon(tcp::socket socket) {
    ++connections_;
    auto framer = protocol::Framer::requests();
    std::array<char, std::size_t{16} * 1024> buffer;
    boost::system::error_code error;
    while (!error) {
      const auto size = co_await socket.async_read_some(asio::buffer(buffer),
                                                        asio::redirect_error(use_awaitable, error));
      // A last line without its end may have been cut: it is not taken.
      framer.feed({buffer.data(), size});
      deliver(take_lines(framer));
    }
    --connections_;
  }

  std::vector<Sample> take_lines(protocol::Framer& framer) {
    std::vector<Sample> samples;
    for (;;) {
      const auto frame = framer.next();
      if (std::holds_alternative<protocol::NeedMore>(frame)) return samples;
      const auto* line = std::get_if<std::string_view>(&frame);
      if (line == nullptr) {
        ++refused_lines_;
        continue;
      }
      auto sample = read_carbon_line(line->substr(0, line->size() - 1), seconds_now());
      if (sample) {
        samples.push_back(*std::move(sample));
      } else if (refused_lines_++ == 0) {
        complain("carbon: " + sample.error() + "; more such lines are counted");
      }
    }
  }

  awaitable<void> receive_statsd() {
    udp::socket socket(context_, endpoint<udp::endpoint>(command_.statsd_in));
    announce("statsd", socket);
    start(flush_statsd());
    std::array<char, std::size_t{64} * 1024> buffer;
    for (;;) {
      udp::endpoint sender;
      boost::system::error_code error;
      const auto size = co_await socket.async_receive_from(
          asio::buffer(buffer), sender, asio::redirect_error(use_awaitable, error));
      if (!error) refused_lines_ += statsd_.receive({buffer.data(), size});
    }
  }

  awaitable<void> flush_statsd() {
    for (;;) {
      co_await wait_for_tick();
      deliver(statsd_.finish(seconds_now(), static_cast<double>(command_.interval_seconds)));
    }
  }

  /// Until the clock shows the next multiple of the interval.
  awaitable<void> wait_for_tick() {
    const auto now = seconds_now();
    asio::system_timer timer(context_);
    timer.expires_at(std::chrono::system_clock::time_point(
        std::chrono::seconds(now - now % command_.interval_seconds + command_.interval_seconds)));
    co_await timer.async_wait(use_awaitable);
  }

  awaitable<void> scrape_all(ScrapeUrl url) {
    std::string last_complaint;
    for (;;) {
      co_await wait_for_tick();
      std::string complaint;
      try {
        auto scraped = read_prometheus(co_await scrape(url), seconds_now());
        refused_lines_ += scraped.refused;
        deliver(scraped.samples);
      } catch (const std::exception& error) {
        complaint = "scrape " + url.host + ":" + url.port + ": " + visible(error.what());
      }
      if (!complaint.empty() && complaint != last_complaint) complain(complaint);
      last_complaint = complaint;
    }
  }

  /// The page; an exception for everything else.
  awaitable<std::string> scrape(const ScrapeUrl& url) {
    tcp::resolver resolver(context_);
    const auto found = co_await resolver.async_resolve(url.host, url.port, use_awaitable);
    boost::beast::tcp_stream stream(context_);
    stream.expires_after(http_timeout);
    co_await stream.async_connect(found, use_awaitable);
    http::request<http::empty_body> request(http::verb::get, url.path, 11);
    request.set(http::field::host, url.host + ":" + url.port);
    request.set(http::field::accept, "text/plain;version=0.0.4");
    request.set(http::field::connection, "close");
    co_await http::async_write(stream, request, use_awaitable);
    boost::beast::flat_buffer buffer;
    http::response_parser<http::string_body> parser;
    parser.body_limit(page_bytes_max);
    co_await http::async_read(stream, buffer, parser, use_awaitable);
    if (parser.get().result() != http::status::ok) {
      throw std::runtime_error("HTTP status " + std::to_string(parser.get().result_int()));
    }
    co_return std::move(parser.get().body());
  }

  awaitable<void> accept_http() {
    tcp::acceptor acceptor(context_, endpoint<tcp::endpoint>(command_.prometheus_out));
    announce("prometheus", acceptor);
    for (;;) {
      auto socket = co_await acceptor.async_accept(use_awaitable);
      if (connections_ >= connections_max) continue;  // it is closed at once
      asio::co_spawn(context_, answer_http(std::move(socket)), asio::detached);
    }
  }

  awaitable<void> answer_http(tcp::socket socket) {
    ++connections_;
    try {
      boost::beast::tcp_stream stream(std::move(socket));
      stream.expires_after(http_timeout);
      boost::beast::flat_buffer buffer;
      http::request<http::empty_body> request;
      co_await http::async_read(stream, buffer, request, use_awaitable);
      auto response = answer(request);
      co_await http::async_write(stream, response, use_awaitable);
      boost::system::error_code ignored;
      (void)stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
    } catch (const boost::system::system_error&) {
      ++broken_requests_;  // whoever asks asks again
    }
    --connections_;
  }

  /// Asks the server, which may take its timeout: until then nothing else is read.
  http::response<http::string_body> answer(const http::request<http::empty_body>& request) const {
    http::response<http::string_body> response(http::status::ok, request.version());
    response.set(http::field::content_type, "text/plain; version=0.0.4");
    response.set(http::field::connection, "close");
    if (request.method() != http::verb::get || request.target() != "/metrics") {
      response.result(http::status::not_found);
      response.body() = "GET /metrics\n";
    } else {
      try {
        Client client(server_.host, server_.port, sending_timeout(server_),
                      {.response_bytes_max = server_.answer_bytes_max});
        response.body() = prometheus_page(client.get());
      } catch (const ClientError& error) {
        response.result(http::status::bad_gateway);
        response.body() = std::string(error.what()) + "\n";
      }
    }
    response.prepare_payload();
    return response;
  }

  const BridgeCommand& command_;
  const ServerOptions& server_;
  Couriers couriers_;
  StatsdInterval statsd_;
  std::int64_t refused_lines_ = 0;
  std::size_t connections_ = 0;
  std::int64_t broken_requests_ = 0;
  bool failed_ = false;
  asio::io_context context_;  ///< last: what it still holds at its end refers to the others
};

}  // namespace

int run(const BridgeCommand& command, const ServerOptions& server) {
  const bool idle = command.carbon_in.empty() && command.statsd_in.empty() &&
                    command.scrapes.empty() && command.prometheus_out.empty();
  if (idle) {
    complain("bridge needs --carbon-in, --statsd-in, --scrape or --prometheus-out");
    return ExitCode::wrong_usage;
  }
  return Bridge(command, server).run();
}

}  // namespace eardrum::client

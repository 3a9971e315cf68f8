#include "eardrum/conformance/clients/driver.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>

#include "eardrum/conformance/observation/descriptor.hpp"
#include "eardrum/conformance/observation/proc_file.hpp"
#include "eardrum/conformance/process/environment.hpp"
#include "eardrum/conformance/process/testee_process.hpp"

namespace eardrum::conformance {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

/// How long a driver may leave a call lying before it counts as dead.
constexpr milliseconds call_timeout{2'000};

/// Between TERM and KILL.
constexpr milliseconds stop_grace{500};

/// User and system time of one process; zero if it is gone.
milliseconds processor_time_of(pid_t pid) {
  const auto text = read_proc_file("/proc/" + std::to_string(pid) + "/stat");
  if (!text) return milliseconds(0);
  const auto name_end = text->rfind(')');  // the name may hold blanks and parentheses
  if (name_end == std::string::npos) return milliseconds(0);
  const auto fields = fields_of(std::string_view(*text).substr(name_end + 1));
  constexpr std::size_t user_index = 11;  // field 14 of proc(5), counted after the name
  long long ticks = 0;
  for (const auto index : {user_index, user_index + 1}) {
    if (index >= fields.size()) return milliseconds(0);
    long long number = 0;
    std::from_chars(fields[index].data(), fields[index].data() + fields[index].size(), number);
    ticks += number;
  }
  return milliseconds(ticks * 1000 / ::sysconf(_SC_CLK_TCK));
}

class ProcessDriver final : public Driver {
 public:
  ProcessDriver(std::unique_ptr<TesteeProcess> process, Descriptor channel)
      : process_(std::move(process)), channel_(std::move(channel)) {}

  ~ProcessDriver() override {
    ::shutdown(channel_.get(), SHUT_RDWR);  // a driver at rest ends by itself
    process_->stop(stop_grace);
  }
  ProcessDriver(const ProcessDriver&) = delete;
  ProcessDriver& operator=(const ProcessDriver&) = delete;

  bool call(const Call& call, const Address& address) override {
    return ask(driver_call_line(++last_id_, call, address));
  }

  bool ask_ready() { return ask(driver_ready_line(++last_id_)); }

  std::optional<DriverAnswer> take_answer() override {
    if (idle_) return std::nullopt;
    receive();
    std::optional<DriverAnswer> answer;
    std::size_t begin = 0;
    while (!answer) {
      const auto end = received_.find('\n', std::max(begin, searched_));
      if (end == std::string::npos) break;
      answer = read_driver_answer(std::string_view(received_).substr(begin, end - begin), last_id_);
      begin = end + 1;
    }
    received_.erase(0, begin);
    searched_ = answer ? 0 : received_.size();
    if (received_.size() > driver_line_bytes_max) ended_ = true;
    if (answer) idle_ = true;
    return answer;
  }

  bool idle() const override { return idle_; }
  bool ended() const override { return ended_; }
  int fd() const override { return channel_.get(); }
  pid_t pid() const override { return process_->pid(); }

  std::optional<Exit> wait_for_exit(milliseconds at_most) override {
    return process_->wait_for_exit(at_most);
  }

  milliseconds processor_time() const override {
    milliseconds sum(0);
    for (const auto& one : process_->family()) sum += processor_time_of(one.pid);
    return sum;
  }

  TesteeOutput output() override { return process_->output(); }
  void pause() override { process_->signal_group(SIGSTOP); }
  void resume() override { process_->signal_group(SIGCONT); }

 private:
  bool ask(std::string_view line) {
    idle_ = false;
    const auto deadline = Clock::now() + call_timeout;
    while (!line.empty()) {
      const auto count = ::send(channel_.get(), line.data(), line.size(), MSG_NOSIGNAL);
      if (count >= 0) {
        line.remove_prefix(static_cast<std::size_t>(count));
      } else if (errno == EAGAIN && Clock::now() < deadline) {
        pollfd entry{channel_.get(), POLLOUT, 0};
        ::poll(&entry, 1, 10);
      } else if (errno != EINTR) {
        ended_ = true;
        return false;
      }
    }
    return true;
  }

  /// Takes what is there, but not more than one line may have at a time.
  void receive() {
    std::array<char, 65536> chunk;
    for (std::size_t taken = 0; !ended_ && taken < driver_line_bytes_max;) {
      const auto count = ::recv(channel_.get(), chunk.data(), chunk.size(), 0);
      if (count < 0 && errno == EINTR) continue;
      if (count < 0 && errno == EAGAIN) return;
      if (count <= 0) {
        ended_ = true;
        return;
      }
      received_.append(chunk.data(), static_cast<std::size_t>(count));
      taken += static_cast<std::size_t>(count);
    }
  }

  std::unique_ptr<TesteeProcess> process_;
  Descriptor channel_;
  std::string received_;
  std::size_t searched_ = 0;  ///< no line end stands before this offset of `received_`
  std::uint64_t last_id_ = 0;
  bool idle_ = true;
  bool ended_ = false;
};

std::unexpected<StartFailure> failure(ProcessDriver& driver, const std::string& why) {
  return std::unexpected(StartFailure{why, driver.output()});
}

std::expected<void, StartFailure> await_ready(ProcessDriver& driver, const DriverSpec& spec) {
  driver.ask_ready();
  const auto deadline = Clock::now() + spec.start_timeout;
  for (;;) {
    throw_if(spec.given_up);
    const auto answer = driver.take_answer();
    if (answer && answer->kind == DriverAnswer::Kind::nothing) return {};
    if (answer) {
      return failure(driver, "the driver is not ready: it answered with " + describe(*answer));
    }
    if (driver.ended()) {
      constexpr milliseconds death{1'000};
      const auto exit = driver.wait_for_exit(death);
      return failure(driver, exit ? "the driver " + exit->text() + " before it was ready"
                                  : "the driver closed its end before it was ready");
    }
    const auto left = std::chrono::ceil<milliseconds>(deadline - Clock::now());
    if (left <= milliseconds(0)) {
      return failure(driver, "the driver was not ready within " +
                                 std::to_string(spec.start_timeout.count() / 1000) + " s");
    }
    pollfd entry{driver.fd(), POLLIN, 0};
    constexpr milliseconds turn{100};
    ::poll(&entry, 1, static_cast<int>(std::min(left, turn).count()));
  }
}

}  // namespace

std::expected<std::unique_ptr<Driver>, StartFailure> start_driver(const DriverSpec& spec) {
  std::array<int, 2> ends{-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return std::unexpected(StartFailure{"no socket for the driver's lines", {}});
  }
  Descriptor ours(ends[0]);
  Descriptor theirs(ends[1]);
  ::fcntl(ours.get(), F_SETFL, O_NONBLOCK);
  auto process =
      TesteeProcess::start({.command = spec.command,
                            .environment = environment_with(spec.environment, spec.confinement),
                            .working_directory = spec.working_directory,
                            .in = theirs.get()},
                           spec.confinement);
  theirs.close();  // or the driver's end would never be seen
  if (!process) return std::unexpected(StartFailure{std::move(process.error()), {}});
  auto driver = std::make_unique<ProcessDriver>(*std::move(process), std::move(ours));
  if (auto ready = await_ready(*driver, spec); !ready) {
    return std::unexpected(std::move(ready.error()));
  }
  return driver;
}

}  // namespace eardrum::conformance

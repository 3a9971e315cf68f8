#include "eardrum/conformance/process/launcher.hpp"

#include <signal.h>
#include <string.h>

#include <algorithm>
#include <atomic>
#include <span>
#include <thread>

#include "eardrum/conformance/observation/free_port.hpp"
#include "eardrum/conformance/observation/ip_address.hpp"
#include "eardrum/conformance/observation/sock_diag.hpp"
#include "eardrum/conformance/process/announcement.hpp"
#include "eardrum/conformance/process/environment.hpp"
#include "eardrum/conformance/process/readiness.hpp"
#include "eardrum/conformance/process/testee_process.hpp"

namespace eardrum::conformance {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

class LaunchedTestee final : public Testee {
 public:
  LaunchedTestee(std::unique_ptr<TesteeProcess> process, Address address,
                 std::chrono::microseconds startup, milliseconds stop_grace)
      : process_(std::move(process)),
        address_(std::move(address)),
        startup_(startup),
        stop_grace_(stop_grace) {}

  const Address& address() const override { return address_; }
  pid_t pid() const override { return process_->pid(); }
  std::chrono::microseconds startup() const override { return startup_; }
  std::optional<Exit> exited() override { return process_->wait_for_exit(milliseconds(0)); }
  std::optional<Exit> wait_for_exit(milliseconds at_most) override {
    return process_->wait_for_exit(at_most);
  }
  TesteeOutput output() const override { return process_->output(); }
  std::size_t companions() override { return process_->companions(); }
  std::string new_errors() override { return process_->new_errors(); }
  void pause() override { process_->signal_group(SIGSTOP); }
  void resume() override { process_->signal_group(SIGCONT); }
  std::vector<TesteeBytes> outliving() override { return process_->outliving(stop_grace_); }
  Exit stop() override { return process_->stop(stop_grace_); }

 private:
  std::unique_ptr<TesteeProcess> process_;
  Address address_;
  std::chrono::microseconds startup_;
  milliseconds stop_grace_;
};

std::string short_name(const LaunchSpec& spec) {
  const auto& program = spec.command.front();
  return visible(program.substr(program.rfind('/') + 1));
}

std::vector<std::string> testee_environment(const LaunchSpec& spec, const std::string& port) {
  std::vector<std::pair<std::string, std::string>> added{{"EARDRUM_HOST", spec.host},
                                                         {"EARDRUM_PORT", port}};
  added.insert(added.end(), spec.environment.begin(), spec.environment.end());
  return environment_with(added, spec.confinement);
}

/// Whether any socket has the port, be it a listener, a connection, or one that is over and waits
/// in TIME_WAIT: a server without SO_REUSEADDR cannot bind the port then.
bool is_held(std::uint16_t port) {
  constexpr unsigned every_state = 0xFFF;
  bool found = false;
  for (const int family : {AF_INET, AF_INET6}) {
    visit_sockets(family, every_state,
                  [&](const inet_diag_msg& socket, std::span<const std::byte> /*attributes*/) {
                    found = found || ntohs(socket.id.idiag_sport) == port;
                  });
  }
  return found;
}

/// Waits until no socket has the fixed port, each time at most as long as the kernel keeps
/// TIME_WAIT, and in a whole run twice as long. Returns whether no socket has it then.
bool await_release(std::uint16_t port, GiveUp given_up) {
  constexpr std::chrono::seconds kept{65};
  static std::atomic<milliseconds> left = milliseconds(2 * kept);
  const auto begin = steady_clock::now();
  const auto deadline = begin + std::min<milliseconds>(kept, left.load());
  bool held = is_held(port);
  while (held && steady_clock::now() < deadline) {
    throw_if(given_up);
    std::this_thread::sleep_for(milliseconds(100));
    held = is_held(port);
  }
  left = left.load() - std::chrono::duration_cast<milliseconds>(steady_clock::now() - begin);
  return !held;
}

/// The fixed port on which a testee of this process has started. Whoever listens there between two
/// starts got the port from the kernel by chance and returns it; whoever listens before the first
/// start is there to stay.
std::atomic<std::uint32_t> started_on{0};

/// One start on its way to readiness.
class Launch {
 public:
  explicit Launch(const LaunchSpec& spec) : spec_(spec), begin_(steady_clock::now()) {}

  /// Whether the port that was chosen for the testee was somebody else's by the time it asked.
  bool lost_its_port() const {
    return port_is_our_choice() && (found_port_in_use_ || met_stranger_);
  }

  /// Whether somebody else has the fixed port for a while: a testee has started there before, or
  /// what holds it does not listen.
  bool may_get_its_port_later() const {
    if (!spec_.fixed_port) return false;
    if (*spec_.fixed_port == started_on) return found_port_in_use_ || met_stranger_;
    return found_port_in_use_ && is_held(*spec_.fixed_port);
  }

  std::expected<std::unique_ptr<Testee>, StartFailure> run() {
    if (const auto sentence = begin()) return fail(*sentence);
    const auto deadline = begin_ + spec_.start_timeout;
    milliseconds pause(1);
    while (true) {
      throw_if(spec_.given_up);  // the process ends with this
      if (process_->wait_for_exit(pause)) return fail_by_exit();
      // What it wrote before the deadline counts, so look once more after it.
      const bool last = steady_clock::now() >= deadline;
      if (const auto sentence = look()) return fail(*sentence);
      if (ready_) {
        // A program that puts itself in the background may have ended since it was asked.
        if (process_->wait_for_exit(milliseconds(0))) return fail_by_exit();
        return succeed();
      }
      if (last) return fail(timeout_sentence());
      pause = std::min(pause * 2, milliseconds(10));
    }
  }

 private:
  std::expected<std::unique_ptr<Testee>, StartFailure> succeed() {
    const auto startup =
        std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - begin_);
    if (spec_.fixed_port) started_on = *spec_.fixed_port;
    return std::make_unique<LaunchedTestee>(std::move(process_), address(), startup,
                                            spec_.stop_grace);
  }

  std::unexpected<StartFailure> fail(std::string sentence) {
    StartFailure out;
    out.sentence = std::move(sentence);
    if (process_) {
      process_->stop(spec_.stop_grace);
      out.output = process_->output();
    }
    return std::unexpected(std::move(out));
  }

  std::unexpected<StartFailure> fail_by_exit() {
    const auto exit = process_->stop(spec_.stop_grace);
    auto failure = fail(short_name(spec_) + " " + exit.text() + " before it " +
                        (target_.empty() ? "announced a port" : "listened on " + where()));
    auto& [sentence, output] = failure.error();
    if (exit.left_behind > 0) {
      sentence += " and left " + std::to_string(exit.left_behind) +
                  " processes running; it must stay in the foreground";
    }
    if (says_in_use(output.err) || says_in_use(output.out)) {
      found_port_in_use_ = true;
      sentence += "; its output says that an address is in use";
      if (spec_.fixed_port) {
        sentence +=
            ", which after a restart means that it does not set SO_REUSEADDR: a kernel-chosen port "
            "({port}) avoids that";
      }
    }
    return failure;
  }

  /// Everything before the first look; a sentence if it went wrong.
  std::optional<std::string> begin() {
    if (spec_.command.empty() || spec_.command.front().empty()) return "the command is empty";
    addresses_ = resolve(spec_.host);
    if (addresses_.empty()) return "the host \"" + visible(spec_.host) + "\" is unknown";
    for (auto& ip : addresses_) {
      if (ip.is_wildcard()) ip = ip.loopback();
    }
    std::string port = "0";
    if (!spec_.port_announced) {
      const auto chosen = spec_.fixed_port ? spec_.fixed_port : free_port();
      if (!chosen) return "the kernel has no free port";
      if (*chosen == 0) return "port 0 is no port to connect to";
      port = std::to_string(*chosen);
      for (const auto& ip : addresses_) target_.push_back({ip, *chosen});
      if (const auto other = listener_before_start(target_)) {
        met_stranger_ = true;
        return other;
      }
    }
    auto started = TesteeProcess::start({.command = substitute(spec_.command, spec_.host, port),
                                         .environment = testee_environment(spec_, port),
                                         .working_directory = spec_.working_directory},
                                        spec_.confinement);
    if (!started) return started.error();
    process_ = std::move(*started);
    return std::nullopt;
  }

  /// Sets ready_, or returns a sentence if waiting longer is no use.
  std::optional<std::string> look() {
    if (target_.empty()) {
      const auto found = find_announcement(process_->first_output(), addresses_.front());
      if (!found) return std::nullopt;
      if (!*found) return found->error();
      target_.push_back({(*found)->ip, (*found)->port});
    }
    const auto seen = observe(*process_, target_);
    ready_ = seen.ready;
    if (!ready_ && seen.stranger) {
      met_stranger_ = true;
      return spec_.port_announced
                 ? "the server announced " + where() + ", but " + *seen.stranger + " listens there"
                 : *seen.stranger + " listens on " + where() +
                       ", and does not belong to the program under test";
    }
    return std::nullopt;
  }

  std::string timeout_sentence() const {
    const auto waited = std::to_string(spec_.start_timeout.count()) + " ms";
    auto out = short_name(spec_) + " is running, but ";
    if (target_.empty()) {
      out += "announced no port on its stdout within " + waited;
    } else {
      out += "it does not listen on " + where() + " after " + waited;
    }
    const auto elsewhere = listening_elsewhere(*process_);
    if (elsewhere.empty()) return out;
    out += "; it listens on " + elsewhere.front().text();
    for (std::size_t i = 1; i < elsewhere.size(); ++i) out += " and " + elsewhere[i].text();
    return out + "; use --port " + std::to_string(elsewhere.front().port);
  }

  static bool says_in_use(const TesteeBytes& output) {
    const auto text = output.for_judging();
    return text.contains("ddress already in use") || text.contains("EADDRINUSE");
  }

  bool port_is_our_choice() const { return !spec_.fixed_port && !spec_.port_announced; }

  Address address() const {
    const auto& one = ready_ ? *ready_ : target_.front();
    return {.host = one.ip.text(), .port = one.port};
  }
  std::string where() const { return address().text(); }

  const LaunchSpec& spec_;
  steady_clock::time_point begin_;
  std::vector<IpAddress> addresses_;
  std::vector<Target> target_;  // empty until announced
  std::optional<Target> ready_;
  bool found_port_in_use_ = false;
  bool met_stranger_ = false;
  std::unique_ptr<TesteeProcess> process_;
};

}  // namespace

std::string Address::text() const {
  return (host.contains(':') ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

std::string Exit::text() const {
  if (code) return "exited with code " + std::to_string(*code);
  if (!signal) return "could not be ended";
  const char* description = ::sigdescr_np(*signal);
  auto out = "was killed by signal " + std::to_string(*signal);
  if (description != nullptr) out += " (" + std::string(description) + ")";
  if (*signal == SIGXFSZ) out += " by the kit's limit for files, --file-limit,";
  return out;
}

std::vector<std::string> substitute(const std::vector<std::string>& command,
                                    const std::string& host, const std::string& port) {
  constexpr std::string_view host_mark = "{host}";
  constexpr std::string_view port_mark = "{port}";
  std::vector<std::string> out;
  for (const std::string_view word : command) {
    std::string replaced;
    for (std::size_t at = 0; at < word.size();) {
      if (word.substr(at).starts_with(host_mark)) {
        replaced += host;
        at += host_mark.size();
      } else if (word.substr(at).starts_with(port_mark)) {
        replaced += port;
        at += port_mark.size();
      } else {
        replaced += word[at++];
      }
    }
    out.push_back(std::move(replaced));
  }
  return out;
}

std::expected<std::unique_ptr<Testee>, StartFailure> launch(const LaunchSpec& spec) {
  // Between the kernel's choice of a port and the testee's bind, a connection that some program
  // opens may take it. That is our choice's fault and not the testee's, so we choose again; a
  // testee that never gets its port says the same each time and is believed.
  // A fixed port cannot be chosen again, so it is waited for.
  constexpr int starts_max = 3;
  for (int start = 1;; ++start) {
    Launch launch(spec);
    auto started = launch.run();
    if (started || start == starts_max) return started;
    const bool again = launch.lost_its_port() || (launch.may_get_its_port_later() &&
                                                  await_release(*spec.fixed_port, spec.given_up));
    if (!again) return started;
  }
}

}  // namespace eardrum::conformance

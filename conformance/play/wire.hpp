// One TCP connection between the kit and a testee: sends and receives with bounded waits, and
// closes in several ways.
#pragma once

#include <chrono>
#include <expected>
#include <string>
#include <string_view>

#include "eardrum/conformance/process/giving_up.hpp"
#include "eardrum/conformance/process/launcher.hpp"

namespace eardrum::conformance {

/// The kit stops reading an answer that is longer. No session needs a tenth of this.
inline constexpr std::size_t answer_bytes_max = std::size_t{16} << 20;

class Wire {
 public:
  /// The result of a wait.
  enum class Arrival { bytes, closed, reset, nothing };

  /// The size of the socket buffers. `tiny` is a few kB, as with a distant peer behind a slow link.
  /// The usual buffers of loopback hold megabytes.
  enum class Buffers { usual, tiny };

  /// Connects within `timeout`. The error is one sentence. Switches off delays of TCP on the side
  /// of the kit, which many small writes of a testee would cause.
  static std::expected<Wire, std::string> connect(const Address& address,
                                                  std::chrono::milliseconds timeout,
                                                  Buffers buffers = Buffers::usual);

  /// Takes over an accepted connection. `fd` must be non-blocking.
  static Wire accepted(int fd);

  Wire(Wire&& other) noexcept;
  Wire& operator=(Wire&& other) noexcept;
  ~Wire();

  /// Sends all bytes. Meanwhile it receives bytes and appends them to `received`, so that neither
  /// side can block the other forever. False if the testee closed, read nothing for `timeout`, or
  /// sent more than answer_bytes_max. Throws GivenUp.
  bool send(std::string_view bytes, std::string& received, std::chrono::milliseconds timeout,
            GiveUp given_up = nullptr);

  /// Waits at most `timeout` for bytes and appends them to `received`.
  Arrival receive(std::string& received, std::chrono::milliseconds timeout);

  void half_close();  ///< sends FIN; bytes can still be received

  /// Closes with FIN, so that the socket of the kit gets TIME_WAIT. If the testee has already
  /// closed its end, it closes with a reset. Otherwise the port of the testee would stay in
  /// TIME_WAIT for a minute, and a server with a fixed port and without SO_REUSEADDR could not
  /// restart.
  void close();
  void abort();  ///< RST

  bool is_open() const { return fd_ >= 0; }
  int fd() const { return fd_; }

 private:
  explicit Wire(int fd) : fd_(fd) {}

  int fd_ = -1;
  bool connected_ = false;  ///< made by connect(), not by accepted()
};

}  // namespace eardrum::conformance

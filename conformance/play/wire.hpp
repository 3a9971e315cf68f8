// One TCP connection from the kit to a testee: bytes with bounded waits, and the ways to end it.
#pragma once

#include <chrono>
#include <expected>
#include <string>
#include <string_view>

#include "eardrum/conformance/process/giving_up.hpp"
#include "eardrum/conformance/process/launcher.hpp"

namespace eardrum::conformance {

/// An answer that grows beyond this is a flood: no session asks for a tenth of it.
inline constexpr std::size_t answer_bytes_max = std::size_t{16} << 20;

class Wire {
 public:
  /// What a wait brought.
  enum class Arrival { bytes, closed, reset, nothing };

  /// What both ends can hold for each other. Tiny: a few kB, as if the peer were far away behind a
  /// slow link; loopback's own buffers swallow megabytes.
  enum class Buffers { usual, tiny };

  /// Connects within `timeout`, or says why not in one sentence. Delays of TCP that a testee's
  /// many small writes would cause are switched off on our side.
  static std::expected<Wire, std::string> connect(const Address& address,
                                                  std::chrono::milliseconds timeout,
                                                  Buffers buffers = Buffers::usual);

  /// Takes over a connection that was accepted; it must not block.
  static Wire accepted(int fd);

  Wire(Wire&& other) noexcept;
  Wire& operator=(Wire&& other) noexcept;
  ~Wire();

  /// Sends all bytes, taking in what arrives meanwhile (it joins `received`), so that neither side
  /// can block the other for ever. False if the testee closed, took nothing for `timeout`, or
  /// floods us meanwhile. Throws GivenUp.
  bool send(std::string_view bytes, std::string& received, std::chrono::milliseconds timeout,
            GiveUp given_up = nullptr);

  /// Waits at most `timeout` for bytes and appends them to `received`.
  Arrival receive(std::string& received, std::chrono::milliseconds timeout);

  void half_close();  ///< FIN; receiving goes on

  /// FIN by us first, so that TIME_WAIT is ours. Where the testee was first and has let go of its
  /// end, a reset: else its port would stay in TIME_WAIT for a minute, and a server of a fixed port
  /// that does not set SO_REUSEADDR could not be started again.
  void close();
  void abort();  ///< RST

  bool is_open() const { return fd_ >= 0; }
  int fd() const { return fd_; }

 private:
  explicit Wire(int fd) : fd_(fd) {}

  int fd_ = -1;
  bool connected_ = false;  ///< by us
};

}  // namespace eardrum::conformance

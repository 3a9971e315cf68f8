// A server for tests that does exactly what its script says, one connection after the other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

namespace eardrum::client {

/// The script's end of one accepted connection. Waits at most a minute for anything.
class Conversation {
 public:
  explicit Conversation(int socket);
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;
  ~Conversation();

  /// The next line with its LF; what there is of it if the client closes first.
  std::string read_line();
  /// Everything until the client closes.
  std::string read_to_end();

  /// Whether all could be sent.
  bool send(std::string_view bytes) const;
  /// Sends, then waits until the client has taken the bytes out of its socket: what is sent next is
  /// a segment of its own for it. Whether it did so.
  bool send_segment(std::string_view bytes) const;
  bool send_byte_by_byte(std::string_view bytes) const;
  /// Sends, then waits until the bytes have reached the client's socket, where they may stay.
  bool send_delivered(std::string_view bytes) const;

  /// Makes the end of the conversation a reset.
  void reset() const;

 private:
  bool wait_until_delivered() const;
  bool client_has_unread_bytes() const;

  int socket_;
  std::string input_;
  std::uint16_t port_ = 0;
  std::uint16_t client_port_ = 0;
};

class ScriptedServer {
 public:
  using Script = std::function<void(Conversation&)>;

  /// Listens on a loopback port of the kernel's choice; each of `connections` is given to `script`.
  explicit ScriptedServer(Script script, int connections = 1);
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;
  /// Waits for the last script to end.
  ~ScriptedServer();

  std::uint16_t port() const { return port_; }

 private:
  int listener_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace eardrum::client

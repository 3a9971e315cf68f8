// A server for tests. It runs a script on each connection, one connection after the other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

namespace eardrum::client {

/// The server side of one accepted connection. No wait is longer than a minute.
class Conversation {
 public:
  explicit Conversation(int socket);
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;
  ~Conversation();

  /// The next line with its LF; without LF if the client closes before it.
  std::string read_line();
  /// Everything until the client closes.
  std::string read_to_end();

  /// Sends the bytes. Returns whether all were sent.
  bool send(std::string_view bytes) const;
  /// Sends, then waits until the client has read the bytes from its socket. So the client receives
  /// the next bytes in a segment of their own. Returns whether the client read them.
  bool send_segment(std::string_view bytes) const;
  bool send_byte_by_byte(std::string_view bytes) const;
  /// Sends, then waits until the bytes have reached the socket of the client. The client need not
  /// read them.
  bool send_delivered(std::string_view bytes) const;

  /// Makes the destructor end the connection with a reset.
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

  /// Listens on a loopback port that the kernel chooses. Calls `script` for each of `connections`.
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

// Shared code of the tests of Client.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <utility>

#include "eardrum/client/client.hpp"
#include "eardrum/client/scripted_server.hpp"

namespace eardrum::client {

using namespace std::chrono_literals;

/// A timeout that never expires in a test whose server answers.
inline constexpr auto patience = 60s;
/// A timeout for tests in which it must expire.
inline constexpr auto impatience = 50ms;

/// The error that `call` raises.
template <typename Call>
ClientError error_of(Call call) {
  try {
    call();
  } catch (const ClientError& error) {
    return error;
  }
  ADD_FAILURE() << "no ClientError";
  return {ErrorKind::network, "none"};
}

/// Answers each request line with `answer` until the client closes.
inline ScriptedServer::Script answering(std::string answer) {
  return [answer = std::move(answer)](Conversation& peer) {
    while (!peer.read_line().empty()) peer.send(answer);
  };
}

}  // namespace eardrum::client

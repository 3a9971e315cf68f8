// Many puts over one connection, some of them under way at a time, each with its outcome.
#pragma once

#include <chrono>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "eardrum/client/connection.hpp"
#include "eardrum/client/delivery/sample.hpp"
#include "eardrum/client/delivery/server_options.hpp"
#include "eardrum/protocol/framer.hpp"

namespace eardrum::client {

/// Why a batch was not finished.
struct PutFailure {
  ExitCode code;                 ///< connection_failed or outcome_unknown
  std::string message;           ///< printable
  std::vector<bool> accepted{};  ///< of the samples that were answered before, from the first
};

class PutStream {
 public:
  explicit PutStream(const ServerOptions& server) : server_(server) {}

  /// Sends all at once and reads an answer to each: true if it was stored, false if the server
  /// answered error. The server has to answer pipelined requests in order (REQ-FRM-7, a house rule)
  /// if there is more than one. Each sample can be put (why_not_put()). Connects if it has to;
  /// after a failure the next call connects again.
  std::expected<std::vector<bool>, PutFailure> put(std::span<const Sample> samples);

 private:
  std::optional<PutFailure> connect(const Deadline& until);
  std::expected<bool, std::string> next_answer(const Deadline& until);

  ServerOptions server_;
  std::optional<Connection> connection_;
  protocol::Framer framer_ = protocol::Framer::responses();
};

}  // namespace eardrum::client

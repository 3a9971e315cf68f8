// Sends many puts over one connection, several of them in flight, and returns the outcome of each.
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

  /// Sends all puts at once and reads an answer to each: true if the sample was stored, false if
  /// the server answered error. More than one sample needs a server that answers pipelined requests
  /// in order (REQ-FRM-7, a house rule). Precondition: why_not_put() is empty for each sample.
  /// Connects if there is no connection. After a failure the next call connects again.
  std::expected<std::vector<bool>, PutFailure> put(std::span<const Sample> samples);

 private:
  std::optional<PutFailure> connect(const Deadline& until);
  std::expected<bool, std::string> next_answer(const Deadline& until);

  ServerOptions server_;
  std::optional<Connection> connection_;
  protocol::Framer framer_ = protocol::Framer::responses();
};

}  // namespace eardrum::client

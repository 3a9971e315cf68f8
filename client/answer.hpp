// Reads the answer to one request from bytes in any segmentation, and checks that it fits the
// request. Pure: no socket, no clock.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "eardrum/client/client_error.hpp"
#include "eardrum/protocol/framer.hpp"
#include "eardrum/protocol/limits.hpp"
#include "eardrum/protocol/request.hpp"
#include "eardrum/protocol/response.hpp"

namespace eardrum::client {

/// key -> (timestamp, value) in the order received (REQ-CLI-3, REQ-CLI-11).
using Samples = std::map<std::string, std::vector<std::pair<std::int64_t, double>>, std::less<>>;

/// Why an answer cannot be used.
struct BadAnswer {
  ErrorKind kind;       ///< server_error or malformed_response
  std::string message;  ///< with the offset into the answer and the id of the rule
};

class AnswerReader {
 public:
  /// `asked` is the request that is answered; the bytes of its key must outlive the reader. An
  /// answer of more than `bytes_max` bytes is malformed.
  explicit AnswerReader(const protocol::Request& asked,
                        std::size_t bytes_max = protocol::limits::response_bytes_max)
      : asked_(asked), framer_(protocol::Framer::responses(bytes_max)) {}

  /// Adds the next bytes. Returns nothing before the end marker has arrived (REQ-CLI-8), then the
  /// outcome. Do not call it again after that. Bytes after the marker make the answer malformed.
  std::optional<std::expected<Samples, BadAnswer>> receive(std::string_view bytes);

  /// All bytes received so far. Valid until the next call of receive().
  std::string_view received() const { return received_; }

 private:
  std::expected<Samples, BadAnswer> judge(std::string_view frame) const;

  protocol::Request asked_;
  protocol::Framer framer_;
  std::string_view received_;
};

}  // namespace eardrum::client

#include "eardrum/fuzz/laws/client_server.hpp"

#include "eardrum/fuzz/laws/overloaded.hpp"
#include "eardrum/fuzz/laws/same.hpp"
#include "eardrum/protocol/limits.hpp"

namespace eardrum::fuzz {
namespace {

using protocol::Request;
using protocol::Row;

constexpr std::string_view law = "client after server";

/// The abstract run: what the answer to each request must hold, keys owned by the model.
std::vector<Row> abstract_answer(ServerModel& model, const Request& request) {
  return std::visit(Overloaded{[&](const protocol::Put& put) -> std::vector<Row> {
                                 model.put(put);
                                 return {};
                               },
                               [&](const protocol::Get& get) { return model.rows(get.key); }},
                    request);
}

}  // namespace

Verdict client_server_run(const std::vector<Request>& requests,
                          const std::vector<std::size_t>& piece_sizes, const Codec& codec,
                          const Serve& serve) {
  std::string sent;
  for (const auto& request : requests) codec.append_request(request, sent);
  std::string received;
  for (const auto& part : serve(cut(sent, piece_sizes))) received += part;
  const auto framing = codec.frame_responses(cut(received, piece_sizes), Drain::after_each_piece,
                                             protocol::limits::response_bytes_max);
  if (framing.said.size() != requests.size() || framing.mid_message) {
    return broken(law, "not one whole answer for each request", sent,
                  std::to_string(requests.size()) + " answers", received);
  }
  ServerModel model;
  std::vector<Row> rows;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const auto expected = abstract_answer(model, requests[i]);
    const auto status = codec.parse_response(framing.said[i].message, rows);
    if (!status || *status != protocol::Status::ok || !same(expected, rows)) {
      std::string bytes;
      codec.append_response(protocol::Status::ok, expected, bytes);
      return broken(law, "answer " + std::to_string(i) + " is not that of the abstract run", sent,
                    bytes, framing.said[i].message);
    }
  }
  return std::nullopt;
}

}  // namespace eardrum::fuzz

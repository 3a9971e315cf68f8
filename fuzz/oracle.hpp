// The formal model (protocol/formal/), extracted to OCaml, as functions of C++. Only programs that
// link the oracle's object may use them.
#pragma once

#include <string>
#include <string_view>

#include "eardrum/fuzz/laws/codec.hpp"
#include "eardrum/fuzz/laws/verdict.hpp"

namespace eardrum::fuzz {

/// What the model says of any bytes as one request frame: zone; refusal, or meaning bit for bit and
/// canonical bytes.
std::string oracle_request(std::string_view frame);

/// The same for a response frame, which has no zone.
std::string oracle_response(std::string_view frame);

/// Whether the codec and the zones of eardrum::protocol say the same.
Verdict agrees_with_oracle_on_request(std::string_view frame,
                                      const Codec& codec = reference_codec());
Verdict agrees_with_oracle_on_response(std::string_view frame,
                                       const Codec& codec = reference_codec());

}  // namespace eardrum::fuzz

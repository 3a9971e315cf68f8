// C++ functions that call the formal model (protocol/formal/), which is extracted to OCaml. Only
// programs that link the object file of the oracle can use them.
#pragma once

#include <string>
#include <string_view>

#include "eardrum/fuzz/laws/codec.hpp"
#include "eardrum/fuzz/laws/verdict.hpp"

namespace eardrum::fuzz {

/// The result of the model for any bytes as one request frame: the zone, and either the refusal, or
/// the meaning bit for bit and the canonical bytes.
std::string oracle_request(std::string_view frame);

/// The same for a response frame, which has no zone.
std::string oracle_response(std::string_view frame);

/// Whether the codec and the zones of eardrum::protocol have the same result as the model.
Verdict agrees_with_oracle_on_request(std::string_view frame,
                                      const Codec& codec = reference_codec());
Verdict agrees_with_oracle_on_response(std::string_view frame,
                                       const Codec& codec = reference_codec());

}  // namespace eardrum::fuzz

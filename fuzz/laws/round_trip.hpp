// Law: round trip. A written message is read back bit for bit, with the sign of zero. A written
// message is canonical: it is one frame, within the limits, and its numbers have the core form. To
// write a message that was read keeps its meaning. To write it a second time changes nothing more.
//
// theorem: decode_encode
// theorem: encode_in_core
// theorem: canonicalise_idempotent
// theorem: canonicalise_keeps_meaning
#pragma once

#include <span>
#include <string_view>

#include "eardrum/fuzz/laws/codec.hpp"
#include "eardrum/fuzz/laws/verdict.hpp"

namespace eardrum::fuzz {

/// parse(format(request)) == request. Precondition: `request` satisfies that of
/// protocol::append_request().
Verdict request_round_trip(const protocol::Request& request,
                           const Codec& codec = reference_codec());

/// The same for an answer; `rows` must be empty for an error.
Verdict response_round_trip(protocol::Status status, std::span<const protocol::Row> rows,
                            const Codec& codec = reference_codec());

/// For any bytes: if they are accepted as a request, writing the request again is a fixed point
/// with the same meaning.
Verdict request_canonical(std::string_view frame, const Codec& codec = reference_codec());

/// The same for a response.
Verdict response_canonical(std::string_view frame, const Codec& codec = reference_codec());

}  // namespace eardrum::fuzz
